import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readVerdict } from './verdict.ts';

const from = [{ name: 'Marie Martin', email: 'marie@ac-amiens.test' }];
const headers = (...fields: [string, string][]) => ({ headers: fields.map(([name, value]) => ({ name, value })) });

test('R20 the verdict of the house is read with the families of its reasons, each once', () => {
  const field =
    ' suspect; score=82;\r\n\trules=threat-account,urgency,link-look-alike,look-alike-sender,qr-code,file-macro';
  assert.deepEqual(readVerdict({ from }, headers(['X-Phishing-Verdict', field])), {
    level: 'suspect',
    reasons: ['wording', 'links', 'identity', 'pictures', 'attachments'],
    sentences: [],
    held: true,
    looksLike: null,
    unproven: null,
  });
});

test('R20 what the judge says in its own sentences stands before any field', () => {
  const reasons = [{ rule: 'threat-account', fr: 'Ce message menace.', en: 'This message threatens.' }];
  const judged = { level: 'suspect', held: false, reasons } as const;
  const read = readVerdict({ from }, { ...headers(['X-Phishing-Verdict', 'strong']), phishingVerdict: judged });
  assert.deepEqual([read.level, read.held, read.reasons, read.sentences], ['suspect', false, [], reasons]);
  const cleared = readVerdict(
    { from },
    { ...headers(['X-Phishing-Verdict', 'strong']), phishingVerdict: { level: 'none', held: false, reasons: [] } },
  );
  assert.equal(cleared.level, null);
});

test('what the sender wrote below cannot clear what stands above', () => {
  const verdict = readVerdict(
    { from },
    headers(['X-Phishing-Verdict', 'strong; score=150; rules=blocked-link'], ['x-phishing-verdict', 'none']),
  );
  assert.equal(verdict.level, 'strong');
  assert.deepEqual(verdict.reasons, ['blocked']);
});

test('R21 a name that holds another address than the sender’s is told, its own address is not', () => {
  const named = (name: string) => readVerdict({ from: [{ name, email: 'x@evil.test' }] }, headers()).looksLike;
  assert.equal(named('dsi@ac-amiens.test'), 'dsi@ac-amiens.test');
  assert.equal(named('Direction <recteur@ac-amiens.test>'), 'Direction <recteur@ac-amiens.test>');
  assert.equal(named('X@evil.test'), null);
  assert.equal(named('Marie Martin'), null);
});

test('a message that its domain disowns is told', () => {
  const field: [string, string] = [
    'Authentication-Results',
    'mail.ac-amiens.test; spf=pass; dmarc=fail (p=REJECT) header.from=x',
  ];
  assert.equal(readVerdict({ from }, headers(field)).unproven, 'ac-amiens.test');
});
