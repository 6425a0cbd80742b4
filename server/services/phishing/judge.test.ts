import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zip } from '../../../dev/phishing/files.ts';
import { frenchSet, setHouse } from '../../../dev/phishing/set.ts';
import { parseMessage } from '../../formats/message/parse.ts';
import type { Context } from './context.ts';
import { judge, judgeAgain } from './judge.ts';
import { sentences } from './rules/sentences.ts';
import { weights } from './rules/weights.ts';
import { verdictField } from './verdict.ts';

const house = setHouse();
const stranger: Context = {
  sender: 'x@ailleurs.test',
  recipients: ['marie.lenglet@ac-amiens.test'],
  inside: false,
  authentication: { spf: 'pass', dkim: [], dmarc: 'none', arc: 'none' },
  house,
  from: { contact: 'first', messages: 0, authenticated: 0 },
  thread: null,
};
const proven: Context['authentication'] = { spf: 'pass', dkim: [], dmarc: 'pass', arc: 'none' };

type Given = {
  from?: string;
  subject?: string;
  text?: string;
  html?: string;
  head?: string;
  context?: Partial<Context>;
};

function judged({
  from = 'Jean <x@ailleurs.test>',
  subject = 'Bonjour',
  text = 'Bonjour.',
  html,
  head = '',
  context = {},
}: Given) {
  const type = html === undefined ? 'text/plain' : 'text/html';
  const body = html ?? text;
  const whole = `From: ${from}\r\nSubject: ${subject}\r\n${head}Content-Type: ${type}; charset=utf-8\r\n\r\n${body}\r\n`;
  const bytes = Buffer.from(whole);
  return judge({ bytes, parsed: parseMessage(bytes) }, { ...stranger, ...context });
}
const rules = (given: Given) => judged(given).verdict.reasons.map(({ rule }) => rule);
const says = (given: Given, ...wanted: string[]) => {
  const found = rules(given);
  for (const rule of wanted) assert.ok(found.includes(rule as never), `${rule} among ${found.join(' ')}`);
};
const saysNot = (given: Given, unwanted: string) => assert.ok(!rules(given).includes(unwanted as never), unwanted);

test('wording: threats, urgency, requests; typos and look-alike letters do not hide them', () => {
  says({ text: 'Votre compte sera suspendu sous 24 heures.' }, 'threat-account', 'urgency');
  says({ text: 'Vоtre c0mpte sera susp3ndu immédiatemment.' }, 'threat-account', 'urgency');
  says({ text: 'Your mailbox will be deactivated. Reply with your password.' }, 'threat-account', 'asks-password');
  says({ text: 'Indiquez votre NUMEN.' }, 'asks-numen');
  says({ text: 'Renseignez votre RIB et votre mot de passe.' }, 'asks-bank', 'asks-password');
});

test('a warning against phishing asks for nothing', () => {
  const warning = { text: 'Ne communiquez jamais votre mot de passe.' };
  saysNot(warning, 'asks-password');
  says(warning, 'warns-of-phishing');
});

test('identity: look-alike domains, borrowed names, superiors of whom nobody heard, answers that go elsewhere', () => {
  says({ from: 'DSI <dsi@ac-amiens-messagerie.test>' }, 'look-alike-sender', 'house-name-outside');
  says({ from: 'Impots.gouv <x@ailleurs.test>' }, 'known-name-outside');
  says({ from: 'DSI du rectorat <dsi@gmail.com>' }, 'machine-from-free-mail');
  says(
    { from: '"Bruno Haddad" <b@gmail.com>', text: 'Êtes-vous disponible ? Je suis en réunion.' },
    'colleague-name-outside',
    'superior-first-contact',
    'discreet-request',
  );
  says({ head: 'Reply-To: <y@autre.test>\r\n' }, 'reply-elsewhere');
  says({ from: '"dsi@ac-amiens.test" <x@ailleurs.test>' }, 'address-in-name');
  says({ from: '=?utf-8?B?0KF1cHBvcnQ=?= <x@ailleurs.test>' }, 'sender-letters');
});

test('a colleague who writes from a private address is named but not marked', () => {
  const { verdict } = judged({ from: 'Marie Lenglet <marie@free.fr>', context: { authentication: proven } });
  assert.equal(verdict.level, 'none');
  assert.ok(verdict.reasons.some(({ rule }) => rule === 'colleague-name-outside'));
});

test('links: what they show, whom they imitate, what they hide', () => {
  const link = (href: string, text = 'ici'): Given => ({ html: `<a href="${href}">${text}</a>` });
  says(link('https://vol.test/', 'https://www.impots.gouv.fr/'), 'link-mismatch');
  says(link('https://impots-gouv.remboursement.test/'), 'link-look-alike');
  says(link('https://bit.ly/x'), 'link-shortener');
  says(link('http://203.0.113.7/'), 'link-number');
  says(link('https://lаposte.test/'), 'link-letters');
  says(link('https://www.impots.gouv.fr@vol.test/'), 'link-disguised');
  says(link('https://formulaire.weebly.com/'), 'link-open-host');
  says(link('data:text/html,x'), 'link-script');
  saysNot(link('https://www.impots.gouv.fr/', 'www.impots.gouv.fr'), 'link-mismatch');
  says({ html: '<form action="https://vol.test"><input type=password></form>' }, 'form-password');
});

test('authentication: the house forged, a known sender unproven, proofs that speak for a message', () => {
  const fails = { spf: 'fail', dkim: [], dmarc: 'fail', arc: 'none' } as const;
  says({ from: 'x@ac-amiens.test', context: { authentication: fails } }, 'house-forged');
  says({ context: { authentication: fails } }, 'authentication-fails');
  says(
    { context: { from: { contact: 'known', messages: 40, authenticated: 40 }, sender: 'z@z.test' } },
    'known-sender-fails',
  );
  says({ from: 'x@ac-amiens.test', context: { authentication: proven } }, 'trusted-house');
  says({ from: 'x@impots.gouv.fr', context: { authentication: proven } }, 'trusted-known');
  saysNot({ from: 'x@laposte.net', context: { authentication: proven } }, 'trusted-known');
});

test('a conversation taken over by somebody who was no part of it', () => {
  const thread = { participants: ['marie.lenglet@ac-amiens.test', 'paul.aubry@ac-amiens.test'] };
  says({ from: 'Marie Lenglet <x@ailleurs.test>', context: { thread } }, 'thread-hijacked');
  saysNot({ from: 'Marie <marie.lenglet@ac-amiens.test>', context: { thread, inside: true } }, 'thread-hijacked');
});

test('blocks: a sender, its domain, a site, a text', () => {
  const blocks = {
    senders: new Set(['x@ailleurs.test']),
    domains: new Set(['vol.test']),
    links: new Set(['site.test']),
    fingerprints: [],
  };
  const with_ = { house: { ...house, blocks } };
  says({ context: with_ }, 'blocked-sender');
  says({ from: 'y@mail.vol.test', context: with_ }, 'blocked-sender');
  says({ from: 'y@z.test', text: 'https://www.site.test/', context: with_ }, 'blocked-link');
  assert.equal(judged({ context: with_ }).verdict.level, 'strong');
});

test('attachments, and archives whose password stands in the text', () => {
  const attached = (name: string, bytes: Buffer): Given => ({
    head: 'MIME-Version: 1.0\r\nX: y\r\nContent-Type: multipart/mixed; boundary=b\r\n',
    text: `--b\r\nContent-Type: text/plain\r\n\r\nMot de passe : 1234\r\n--b\r\nContent-Type: application/octet-stream; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${bytes.toString('base64')}\r\n--b--`,
  });
  says(attached('a.pdf.exe', Buffer.from('MZ')), 'file-double-ending', 'file-program');
  says(attached('a.docm', Buffer.from('x')), 'file-macro');
  says(attached('a.html', Buffer.from('<form><input type=password>')), 'file-html-form');
  says(attached('a.zip', zip(['a.pdf'], true)), 'file-locked', 'file-locked-password');
  says(attached('a.iso', Buffer.from('x')), 'file-disk-image');
  says(attached('a.one', Buffer.from('x')), 'file-active-picture');
});

test('codes of pictures add to the verdict once they are read', () => {
  const { look } = judged({ text: 'Scannez le code.' });
  const codes = ['https://ac-amiens.fr.verification.test/x'];
  const reasons = judgeAgain(look, codes, stranger).reasons.map(({ rule }) => rule);
  assert.ok(reasons.includes('qr-code'));
  assert.deepEqual(
    judgeAgain(look, ['https://portail.ac-amiens.test/'], stranger).reasons.map(({ rule }) => rule),
    ['first-contact'],
  );
});

test('the score is the sum of its reasons, the heaviest first, and sentences are filled', () => {
  const { verdict } = judged({ from: 'Impots.gouv <x@ailleurs.test>', text: 'Votre compte sera suspendu.' });
  assert.equal(
    verdict.score,
    verdict.reasons.reduce((sum, { weight }) => sum + weight, 0),
  );
  assert.equal(verdict.reasons[0]!.weight, Math.max(...verdict.reasons.map(({ weight }) => weight)));
  for (const { fr, en } of verdict.reasons) assert.doesNotMatch(fr + en, /[{}]/);
  assert.match(verdict.reasons.find(({ rule }) => rule === 'known-name-outside')!.fr, /les impôts.*ailleurs\.test/);
  assert.match(verdictField(verdict), /^X-Phishing-Verdict: suspect; score=\d+;\r\n\trules=[a-z,-]+\r\n$/);
});

test('somebody else’s text in a sentence is one short line', () => {
  const name = `Rectorat ${'é'.repeat(300)}\u202e`;
  const { verdict } = judged({ from: `=?utf-8?B?${Buffer.from(name).toString('base64')}?= <x@ailleurs.test>` });
  const { fr } = verdict.reasons.find(({ rule }) => rule === 'house-name-outside')!;
  assert.ok(fr.length < 200 && !/[\r\n\u202e]/.test(fr));
});

test('every rule has a weight that fits what it says, and French signs of punctuation keep to their words', () => {
  const speaksFor = ['trusted-house', 'trusted-known', 'familiar-sender', 'warns-of-phishing'];
  for (const [rule, { fr }] of Object.entries(sentences)) {
    assert.equal(weights[rule as never] < 0, speaksFor.includes(rule), rule);
    assert.doesNotMatch(fr, / [:;?!»]|« |'/, rule);
  }
});

test('of the French set no honest mail is marked, and more than nine phishing mails of ten are, with a true reason', () => {
  const counts = { phishing: 0, caught: 0 };
  for (const { story, name, bytes, parsed, context } of frenchSet('test', 3)) {
    const { verdict } = judge({ bytes, parsed }, context);
    if (!story.phishing) assert.equal(verdict.level, 'none', name);
    else {
      counts.phishing++;
      const truly = verdict.reasons.some(({ rule, weight }) => weight > 0 && story.why.includes(rule));
      if (verdict.level !== 'none' && truly) counts.caught++;
    }
  }
  assert.ok(counts.caught > counts.phishing * 0.9, `${counts.caught} of ${counts.phishing}`);
});
