/** Extensions that answer: refusals, notifications, replies: a script, a message, and what comes of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide, faultsOf, type Setting, trial } from './trial.ts';

/** Whether a test holds under these extensions. */
const holds = (require: string, condition: string, setting: Setting = {}) => {
  const [first] = trial(`require [${require}]; if ${condition} { discard; }`, setting);
  assert.ok(first === 'discard' || first === 'keep (implicit)', first);
  return first === 'discard';
};

test('reject and ereject exclude every delivery and every reply (rfc/5429#2.4)', () => {
  assert.deepEqual(trial('require "reject"; reject "non";'), ['reject non']);
  assert.deepEqual(trial('require "ereject"; ereject "non";'), ['ereject non']);
  assert.deepEqual(trial('require ["reject", "fileinto"]; fileinto "A"; reject "non";'), [
    'keep (implicit)',
    '! actions-exclude',
  ]);
  assert.deepEqual(trial('require "ereject"; ereject "non"; keep;'), ['keep (implicit)', '! actions-exclude']);
});

test('enotify: a notification goes by mail, and nothing else is promised (rfc/5435#3, rfc/5436#2)', () => {
  const script = 'require "enotify"; notify :importance "1" :message "Urgent" "mailto:chef@ac-exemple.fr?subject=x";';
  assert.deepEqual(trial(script), ['notify mailto:chef@ac-exemple.fr?subject=x', 'keep (implicit)']);
  assert.ok(holds('"enotify"', 'valid_notify_method "mailto:a@b.fr"'));
  assert.ok(!holds('"enotify"', 'valid_notify_method ["mailto:a@b.fr", "xmpp:a@b.fr"]'));
  assert.ok(holds('"enotify"', 'notify_method_capability "mailto:a@b.fr" "online" ["yes", "maybe"]'));
  assert.deepEqual(faultsOf('require "enotify"; notify "xmpp:a@b.fr";'), ['1:27 bad-method']);
  assert.deepEqual(faultsOf('require "enotify"; notify :importance "9" "mailto:a@b.fr";'), ['1:39 bad-number']);
});

test('vacation: bounds, addresses and what makes two replies the same (rfc/5230#4)', () => {
  assert.deepEqual(trial('require "vacation"; vacation "Absent.";'), ['vacation 604800 Absent.', 'keep (implicit)']);
  assert.deepEqual(trial('require "vacation"; vacation :days 0 "a";')[0], 'vacation 86400 a');
  assert.deepEqual(trial('require "vacation"; vacation :days 9999 "a";')[0], 'vacation 7776000 a');
  assert.deepEqual(trial('require "vacation-seconds"; vacation :seconds 1800 "a";')[0], 'vacation 1800 a');
  assert.deepEqual(trial('require "vacation"; vacation "a"; vacation "b";'), ['keep (implicit)', '! actions-exclude']);
  assert.deepEqual(trial(['require "vacation"; vacation "a";', 'require "vacation"; vacation "b";']), [
    'vacation 604800 a',
    'keep (implicit)',
  ]);
  assert.deepEqual(trial('require ["vacation", "reject"]; vacation "a"; reject "b";'), [
    'keep (implicit)',
    '! actions-exclude',
  ]);
  const handles = [
    'vacation "a";',
    'vacation :subject "s" "a";',
    'vacation :handle "h" "a";',
    'vacation :handle "h" "b";',
  ]
    .map(command => decide(`require "vacation"; ${command}`).actions[0])
    .map(action => (action?.kind === 'vacation' ? action.handle : ''));
  assert.equal(new Set(handles).size, 3);
  assert.deepEqual(faultsOf('require "vacation"; vacation :days 1 :seconds 1 "a";'), ['1:38 tags-exclude']);
});

test('fcc: a copy of an automatic message is filed (RFC 8580)', () => {
  const script =
    'require ["vacation", "fcc", "mailbox", "imap4flags"]; vacation :fcc "Envoyés" :create :flags "\\\\Seen" "a";';
  const [action] = decide(script).actions;
  assert.deepEqual(action?.kind === 'vacation' && action.fcc, {
    mailbox: 'Envoyés',
    create: true,
    mailboxId: null,
    specialUse: null,
    flags: ['\\Seen'],
  });
  assert.deepEqual(faultsOf('require ["vacation", "mailbox"]; vacation :create "a";'), ['1:34 missing-tag']);
});
