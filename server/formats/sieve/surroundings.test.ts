/** Extensions that ask what is around the message: a script, a message, and what comes of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openMessage } from './message.ts';
import { runScript } from './run-script.ts';
import { compiled, decide, faultsOf, mail, type Setting, settingEnvironment, trial } from './trial.ts';

/** Whether a test holds under these extensions. */
const holds = (require: string, condition: string, setting: Setting = {}) => {
  const [first] = trial(`require [${require}]; if ${condition} { discard; }`, setting);
  assert.ok(first === 'discard' || first === 'keep (implicit)', first);
  return first === 'discard';
};

test('envelope-dsn and envelope-deliverby: what SMTP was told beside the addresses (RFC 6009)', () => {
  const environment = {
    envelope: { from: 'a@b.fr', to: 'c@d.fr', parameters: { notify: 'FAILURE,DELAY', ret: 'HDRS', bymode: 'N' } },
  };
  assert.ok(holds('"envelope", "envelope-dsn"', 'envelope :contains "notify" "failure"', { environment }));
  assert.ok(holds('"envelope", "envelope-dsn"', 'envelope "ret" "hdrs"', { environment }));
  assert.ok(!holds('"envelope", "envelope-dsn"', 'envelope :contains "envid" ""', { environment }));
  assert.ok(holds('"envelope", "envelope-deliverby"', 'envelope "bymode" "N"', { environment }));
  assert.deepEqual(faultsOf('require "envelope"; if envelope "ret" "x" { stop; }'), ['1:33 missing-require']);
  assert.deepEqual(faultsOf('require "envelope"; if envelope "size" "x" { stop; }'), ['1:33 bad-envelope-part']);
});

test('spamtest and virustest say what the judge of arriving mail found (rfc/5235#3.2, rfc/5235#3.3)', () => {
  const spam = (percent: number | null) => ({ environment: { spamPercent: percent } });
  const numeric = ':comparator "i;ascii-numeric"';
  const require = '"spamtestplus", "virustest", "relational", "comparator-i;ascii-numeric"';
  assert.ok(holds(require, `spamtest ${numeric} "0"`, spam(null)));
  assert.ok(holds(require, `spamtest ${numeric} "1"`, spam(0)));
  assert.ok(holds(require, `spamtest :value "ge" ${numeric} "5"`, spam(50)));
  assert.ok(holds(require, `spamtest ${numeric} "10"`, spam(100)));
  assert.ok(holds(require, `spamtest :percent :value "eq" ${numeric} "37"`, spam(37)));
  assert.ok(holds(require, `spamtest :count "eq" ${numeric} "0"`, spam(null)));
  assert.ok(holds(require, `virustest :value "ge" ${numeric} "4"`, { environment: { virusLevel: 5 } }));
  assert.deepEqual(faultsOf('require "spamtest"; if spamtest :percent "1" { stop; }'), ['1:33 missing-require']);
});

test('environment: what the server says of itself (rfc/5183#4)', () => {
  assert.ok(holds('"environment"', 'environment "name" "vaguemestre"'));
  assert.ok(holds('"environment"', 'environment :contains "phase" ""'));
  assert.ok(!holds('"environment"', 'environment :contains "vnd.none" ""'));
});

test('duplicate: the environment remembers, the run only asks and marks (rfc/7352#3)', () => {
  const script = 'require "duplicate"; if duplicate { discard; }';
  assert.deepEqual(trial(script), ['keep (implicit)']);
  assert.deepEqual(trial(script, { answers: { 'duplicate  <1@ac-exemple.fr>': true } }), ['discard']);
  const { duplicates } = decide('require "duplicate"; if duplicate :handle "h" :uniqueid "u" :seconds 60 :last { }');
  assert.deepEqual(duplicates, [{ handle: 'h', uniqueId: 'u', seconds: 60, last: true, seen: false }]);
  assert.deepEqual(decide('require "duplicate"; if duplicate :header "x-none" { }').duplicates, []);
  assert.deepEqual(decide('require ["duplicate", "ihave"]; if duplicate { } error "x";').duplicates, []);
  assert.deepEqual(faultsOf('require "duplicate"; if duplicate :header "a" :uniqueid "b" { stop; }'), [
    '1:47 tags-exclude',
  ]);
});

test('extlists: an address may be looked for in a list, and a message go to one (RFC 6134)', () => {
  const book = 'urn:ietf:params:sieve:addrbook:default';
  const answers = { [`list-exists ${book}`]: true, [`list-member ${book} anne.dupont@ac-exemple.fr`]: true };
  assert.ok(holds('"extlists"', `address :list "from" "${book}"`, { answers }));
  assert.ok(!holds('"extlists"', `address :list "to" "${book}"`, { answers }));
  assert.ok(holds('"extlists"', `valid_ext_list "${book}"`, { answers }));
  assert.deepEqual(trial(`require "extlists"; redirect :list "${book}";`, { answers }), [`redirect :list ${book}`]);
});

test('mboxmetadata and servermetadata: annotations, absent ones matching nothing (rfc/5490#3.3, rfc/5490#4.1)', () => {
  const answers = { 'metadata INBOX /private/x': 'Oui', 'metadata  /shared/y': 'y' };
  assert.ok(holds('"mboxmetadata"', 'metadata "INBOX" "/private/x" "oui"', { answers }));
  assert.ok(!holds('"mboxmetadata"', 'metadata :contains "INBOX" "/private/z" ""', { answers }));
  assert.ok(holds('"mboxmetadata"', 'metadataexists "INBOX" ["/private/x"]', { answers }));
  assert.ok(holds('"servermetadata"', 'servermetadata :is "/shared/y" "y"', { answers }));
  assert.ok(!holds('"servermetadata"', 'servermetadataexists ["/shared/y", "/shared/z"]', { answers }));
});

test('imapsieve: an event tells its cause, and refusing or replying is out of place (rfc/6785#4)', () => {
  const environment = {
    occasion: 'imap',
    items: { 'imap.cause': 'COPY', 'imap.mailbox': 'Archives' },
    flags: ['\\Seen'],
  } as const;
  const require = '"imapsieve", "environment", "imap4flags"';
  assert.ok(holds(require, 'environment "imap.cause" "copy"', { environment }));
  assert.ok(holds(require, 'hasflag "\\\\Seen"', { environment }));
  for (const command of ['reject "a";', 'vacation "a";', 'if duplicate { }']) {
    const script = `require ["imapsieve", "reject", "vacation", "duplicate"]; ${command}`;
    assert.deepEqual(trial(script, { environment }), ['keep \\Seen (implicit)', '! not-here']);
  }
});

test('a question without an answer ends the run, which is made again once it is known', () => {
  const script = compiled('require "mailbox"; if mailboxexists "A" { discard; }');
  const environment = { ...settingEnvironment(), ask: () => undefined };
  const outcome = runScript(script, openMessage(mail('Subject: x', '')), environment);
  assert.ok(outcome.kind === 'unanswered');
  assert.deepEqual(outcome.question, { kind: 'mailbox-exists', name: 'A' });
  assert.ok(outcome.steps > 0);
});
