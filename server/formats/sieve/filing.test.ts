/** Extensions of filing: where a message goes, under which flags and header: a script, a message, and what comes of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide, faultsOf, mail, type Setting, trial } from './trial.ts';

/** Whether a test holds under these extensions. */
const holds = (require: string, condition: string, setting: Setting = {}) => {
  const [first] = trial(`require [${require}]; if ${condition} { discard; }`, setting);
  assert.ok(first === 'discard' || first === 'keep (implicit)', first);
  return first === 'discard';
};

test('copy: neither fileinto nor redirect takes the implicit keep (rfc/3894#3)', () => {
  assert.deepEqual(trial('require ["copy", "fileinto"]; fileinto :copy "A"; redirect :copy "a@b.fr";'), [
    'fileinto A',
    'redirect a@b.fr',
    'keep (implicit)',
  ]);
  assert.deepEqual(faultsOf('require "fileinto"; fileinto :copy "A";'), ['1:30 missing-require']);
});

test('mailbox: one may be asked for, and made (rfc/5490#3.1, rfc/5490#3.2)', () => {
  const answers = { 'mailbox-exists Projets/2026': true };
  assert.ok(holds('"mailbox"', 'mailboxexists "Projets/2026"', { answers }));
  assert.ok(!holds('"mailbox"', 'mailboxexists ["Projets/2026", "Autre"]', { answers }));
  assert.deepEqual(trial('require ["fileinto", "mailbox"]; fileinto :create "Neuf";'), ['fileinto :create Neuf']);
});

test('mailboxid: a mailbox keeps its id over renames (RFC 9042)', () => {
  const script = 'require ["fileinto", "mailboxid"]; if mailboxidexists "m7" { fileinto :mailboxid "m7" "A"; }';
  assert.deepEqual(trial(script), ['keep (implicit)']);
  assert.deepEqual(trial(script, { answers: { 'mailbox-id-exists m7': true } }), ['fileinto :mailboxid m7 A']);
});

test('special-use: a mailbox is found by what it is for (RFC 8579)', () => {
  const answers = { 'special-use-exists \\Junk ': true, 'special-use-exists \\Sent Envoyés': true };
  assert.ok(holds('"special-use"', 'specialuse_exists "\\\\Junk"', { answers }));
  assert.ok(holds('"special-use"', 'specialuse_exists "Envoyés" "\\\\Sent"', { answers }));
  assert.ok(!holds('"special-use"', 'specialuse_exists "\\\\Archive"', { answers }));
  assert.deepEqual(trial('require ["fileinto", "special-use"]; fileinto :specialuse "\\\\Junk" "Spam";'), [
    'fileinto :specialuse \\Junk Spam',
  ]);
});

test('imap4flags: flags are set, added and removed, and go with what is filed (rfc/5232#3)', () => {
  const script = (commands: string) => trial(`require ["imap4flags", "fileinto", "variables"]; ${commands}`);
  assert.deepEqual(script('setflag "\\\\Seen $Important"; addflag ["\\\\SEEN", "x"];'), [
    'keep \\Seen $Important x (implicit)',
  ]);
  assert.deepEqual(script('addflag "a b c"; removeflag ["B"]; fileinto "A"; setflag ""; keep;'), [
    'fileinto A a c',
    'keep',
  ]);
  assert.deepEqual(script('setflag "a"; keep :flags ["b", "\\\\Flagged"];'), ['keep b \\Flagged']);
  assert.deepEqual(script(`setflag "v" "a"; addflag "v" "b"; keep :flags "\${v}";`), ['keep a b']);
  assert.deepEqual(script('setflag "\\\\Recent \\\\Bad ok";'), ['keep ok (implicit)']);
  assert.ok(holds('"imap4flags"', 'allof (not hasflag "x", not hasflag :contains "y")'));
  assert.deepEqual(script('setflag "a b"; if hasflag ["B", "z"] { discard; }'), ['discard']);
});

test('editheader: fields are added at either end and deleted by value and place (rfc/5293#4, rfc/5293#5)', () => {
  const edited = (commands: string, message = mail('A: 1', 'A: 2', 'Received: x', '', 'corps')) => {
    const { implicitKeep } = decide(`require "editheader"; ${commands}`, { message });
    return implicitKeep!.bytes?.toString().split('\r\n') ?? null;
  };
  assert.equal(edited(''), null);
  assert.deepEqual(edited('addheader "X-B" "été";'), [
    'X-B: =?utf-8?B?w6l0w6k=?=',
    'A: 1',
    'A: 2',
    'Received: x',
    '',
    'corps',
    '',
  ]);
  assert.deepEqual(edited('addheader :last "X-B" "b";')?.slice(2, 5), ['Received: x', 'X-B: b', '']);
  assert.deepEqual(edited('deleteheader "a";')?.slice(0, 2), ['Received: x', '']);
  assert.deepEqual(edited('deleteheader :index 1 :last "a";')?.slice(0, 2), ['A: 1', 'Received: x']);
  assert.deepEqual(edited('deleteheader :contains "a" "1";')?.slice(0, 2), ['A: 2', 'Received: x']);
  assert.equal(edited('deleteheader "received";'), null);
  assert.deepEqual(faultsOf('require "editheader"; addheader "a b" "c";'), ['1:33 bad-header-name']);
});

test('editheader: tests see the header as it has become (rfc/5293#6)', () => {
  assert.deepEqual(
    trial(
      'require "editheader"; deleteheader "subject"; addheader "Subject" "Neuf"; if header "subject" "neuf" { discard; }',
    ),
    ['discard'],
  );
});
