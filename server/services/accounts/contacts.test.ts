import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { simpleParser } from 'mailparser';
import {
  activatePerson,
  handClock,
  importRows,
  openedAccount,
  type PeopleHouse,
  type PeopleStore,
  peopleHouse,
  peopleStore,
} from '../../../dev/testing/people.ts';
import type { AccountId } from '../../model/account.ts';
import type { BlobHash } from '../../model/email.ts';
import { type Reason, Refusal } from '../../model/refusal.ts';
import { enterPortal } from '../signing-in/enter-portal.ts';
import { readSession, type SessionActor } from '../signing-in/sessions.ts';
import { beginContact, confirmContact, removeContact } from './change-contacts.ts';
import { maskContact, readContact } from './contacts.ts';
import { describeOwnAccount } from './describe.ts';
import { handRecoveryCode } from './hand-recovery-code.ts';
import { askRecovery, finishRecovery } from './recover.ts';
import { proveByCode, sendRecoveryCode } from './second-proofs.ts';

let kept: PeopleStore;
let house: PeopleHouse;
let account: AccountId;
let texts: { number: string; text: string }[];
const clock = handClock('2026-09-10T08:00:00Z');
const password = 'Cerise-Violon-82!';
const next = 'Granit_Papaye_38';
const remote = '192.0.2.1';
const user = 'marie.martin@ac-amiens.test';
const numen = '80E0412345ABC';
const own = 'marie@chez-elle.test';

before(async () => {
  kept = await peopleStore(clock);
});
after(() => kept.close());
beforeEach(async () => {
  clock.set('2026-09-10T08:00:00Z');
  texts = [];
  house = {
    ...peopleHouse(kept, clock),
    sms: async (number, text) => {
      texts.push({ number, text });
    },
  };
  await kept.database.query({
    text: `truncate person, school, account, address, assignment, role, mail_account, mailbox, email, placement, thread_key, account_event, throttle,
           known_network, portal_session, recovery, contact, contact_code, queue_message, queue_recipient restart identity cascade`,
  });
  account = openedAccount(await importRows(house, [{ key: '1', family: 'Martin', given: 'Marie', numen }]), '1');
  await activatePerson(house, account, { identifier: user, numen, password, remote });
});

const refuses = (reason: Reason) => (error: unknown) => error instanceof Refusal && error.reason === reason;
async function inside(): Promise<SessionActor> {
  const token = await enterPortal(house, { identifier: user, password, remote, client: 'Firefox' });
  return (await readSession(house, token!))!;
}
const ask = () => askRecovery(house, { identifier: user, numen, birthDate: '1974-11-02', remote });
/** The mails that wait for an address, decoded, the newest last. */
async function mailed(to: string): Promise<string[]> {
  const rows = await kept.database.query<{ blob: BlobHash }>({
    text: 'select m.blob from queue_message m join queue_recipient r using (queue_id) where r.address = $1 order by queue_id',
    values: [to],
  });
  return await Promise.all(
    rows.map(async ({ blob }) => {
      const { subject, text } = await simpleParser(await kept.blobs.read(blob));
      return `${subject}\n${text}`;
    }),
  );
}
const codeIn = (text: string | undefined): string => /\b\d{6}\b/.exec(text ?? '')![0];
async function addMail(actor: SessionActor, value = own): Promise<void> {
  await beginContact(house, actor, { kind: 'mail', value, remote });
  await confirmContact(house, actor, { kind: 'mail', code: codeIn((await mailed(value)).at(-1)), remote });
}

test('an address outside counts once its code came back; a wrong, old or used code proves nothing', async () => {
  const actor = await inside();
  await beginContact(house, actor, { kind: 'mail', value: ` ${own} `, remote });
  assert.deepEqual((await describeOwnAccount(house, actor)).contacts, []);
  const [first] = await mailed(own);
  assert.match(first!, /Code \d{6}[\s\S]*ne demande jamais de mot de passe/);
  const wrong = codeIn(first) === '000000' ? '000001' : '000000';
  await assert.rejects(confirmContact(house, actor, { kind: 'mail', code: wrong, remote }), refuses('bad-credentials'));
  clock.advance(601);
  await assert.rejects(
    confirmContact(house, actor, { kind: 'mail', code: codeIn(first), remote }),
    refuses('bad-credentials'),
    'ten minutes are over',
  );
  await addMail(actor);
  assert.deepEqual((await describeOwnAccount(house, actor)).contacts, [{ kind: 'mail', value: own, proven: true }]);
  const used = codeIn((await mailed(own))[1]);
  await assert.rejects(confirmContact(house, actor, { kind: 'mail', code: used, remote }), refuses('bad-credentials'));
  const rows = await kept.database.query({ text: 'select c::text, k::text from contact c, account k' });
  assert.ok(!JSON.stringify(rows).includes(Buffer.from(own).toString('hex')), 'sealed');
});

test('a code is tried five times, then even the right one is worth nothing', async () => {
  const actor = await inside();
  await beginContact(house, actor, { kind: 'mail', value: own, remote });
  const code = codeIn((await mailed(own))[0]);
  for (let guess = 0; guess < 5; guess += 1) {
    const wrong = String((Number(code) + 1 + guess) % 1_000_000).padStart(6, '0');
    await assert.rejects(
      confirmContact(house, actor, { kind: 'mail', code: wrong, remote }),
      refuses('bad-credentials'),
    );
  }
  await assert.rejects(confirmContact(house, actor, { kind: 'mail', code, remote }), refuses('bad-credentials'));
});

test('codes are not sent without end', async () => {
  const actor = await inside();
  const answers: string[] = [];
  for (let sent = 0; sent < 12; sent += 1) {
    await beginContact(house, actor, { kind: 'mail', value: own, remote }).catch((error: Refusal) =>
      answers.push(error.reason),
    );
  }
  assert.ok(answers.length >= 3 && answers.every(each => each === 'slow-down'));
});

test('an address of the house, or what is none, will not do; numbers are written in their one form', async () => {
  for (const typed of [user, 'x@mail.ac-amiens.test', 'nobody', 'a@b@', 'x@[192.0.2.1]', 'a@b.test\r\nBcc: c@d.test']) {
    assert.throws(() => readContact(house, 'mail', typed), refuses('policy'), typed);
  }
  assert.equal(readContact(house, 'phone', '06 12.34 56-78').value, '+33612345678');
  assert.equal(readContact(house, 'phone', '0032 470 12 34 56').value, '+32470123456');
  for (const typed of ['12', '+0612345678', 'six'])
    assert.throws(() => readContact(house, 'phone', typed), refuses('policy'));
  assert.equal(maskContact({ kind: 'mail', value: own }), 'm•••@c•••.test');
  assert.equal(maskContact({ kind: 'phone', value: '+33612345678' }), '•••• 78');
});

test('an old session gives its password again before a contact moves, and the contact before is told', async () => {
  const actor = await inside();
  await addMail(actor);
  clock.advance(16 * 60);
  const change = { kind: 'mail', value: 'marie@ailleurs.test', remote } as const;
  await assert.rejects(beginContact(house, actor, change), refuses('prove-again'));
  await assert.rejects(beginContact(house, actor, { ...change, password: 'wrong' }), refuses('bad-credentials'));
  await beginContact(house, actor, { ...change, password });
  await confirmContact(house, actor, { kind: 'mail', code: codeIn((await mailed(change.value)).at(-1)), remote });
  assert.match((await mailed(own)).at(-1)!, /Un moyen de récupération a été enregistré/);
  await assert.rejects(removeContact(house, actor, { kind: 'mail', remote }), refuses('prove-again'));
  await removeContact(house, actor, { kind: 'mail', password, remote });
  assert.match((await mailed(change.value)).at(-1)!, /Un moyen de récupération a été retiré/);
  assert.deepEqual((await describeOwnAccount(house, actor)).contacts, []);
  await assert.rejects(removeContact(house, actor, { kind: 'mail', password, remote }), refuses('policy'));
});

test('R32 a registered address is asked as well: without it no password is set, with it nobody waits', async () => {
  await addMail(await inside());
  const before = (await mailed(own)).length;
  const { ticket, opensAt, proofs } = await ask();
  assert.deepEqual(proofs, [{ kind: 'mail', hint: 'm•••@c•••.test' }]);
  assert.deepEqual(opensAt, clock.now());
  const finish = () => finishRecovery(house, { ticket, newPassword: next, remote });
  await assert.rejects(finish(), refuses('second-proof-needed'));
  assert.match((await mailed(own))[before]!, /Nouveau mot de passe demandé/, 'told outside at once');
  await sendRecoveryCode(house, { ticket, kind: 'mail', remote });
  const code = codeIn((await mailed(own)).at(-1));
  await assert.rejects(proveByCode(house, { ticket: 'forged', code, remote }), refuses('bad-credentials'));
  await proveByCode(house, { ticket, code, remote });
  await assert.rejects(proveByCode(house, { ticket, code, remote }), refuses('bad-credentials'), 'used');
  await finish();
  await house.signIn({ user, password: next, door: 'imap', remote });
  assert.match((await mailed(own)).at(-1)!, /Votre mot de passe a été remplacé/);
});

test('R32 codes never go to the mailbox they protect, nor does a code of a contact prove a recovery', async () => {
  const actor = await inside();
  await addMail(actor);
  await beginContact(house, actor, { kind: 'mail', value: own, remote });
  const forContact = codeIn((await mailed(own)).at(-1));
  const { ticket } = await ask();
  await assert.rejects(proveByCode(house, { ticket, code: forContact, remote }), refuses('bad-credentials'));
  await sendRecoveryCode(house, { ticket, kind: 'mail', remote });
  const inbox = await kept.database.query<{ subject: string }>({ text: 'select subject from email' });
  assert.ok(inbox.length > 0 && inbox.every(({ subject }) => !/\d{6}/.test(subject)));
});

test('R32 a telephone is a second proof where the house can text, and is told of what must not wait', async () => {
  const actor = await inside();
  await beginContact(house, actor, { kind: 'phone', value: '06 12 34 56 78', remote });
  assert.deepEqual(
    texts.map(each => each.number),
    ['+33612345678'],
  );
  await confirmContact(house, actor, { kind: 'phone', code: codeIn(texts[0]!.text), remote });
  const { ticket, proofs } = await ask();
  assert.deepEqual(proofs, [{ kind: 'phone', hint: '•••• 78' }]);
  assert.match(texts.at(-1)!.text, /nouveau mot de passe a été demandé/);
  await sendRecoveryCode(house, { ticket, kind: 'phone', remote });
  await proveByCode(house, { ticket, code: codeIn(texts.at(-1)!.text), remote });
  await finishRecovery(house, { ticket, newPassword: next, remote });
  const { sms: _, ...silent } = house;
  assert.deepEqual(
    (await askRecovery(silent, { identifier: user, numen, birthDate: '1974-11-02', remote })).proofs,
    [],
  );
  const begun = await beginContact(silent, actor, { kind: 'phone', value: '06 98 76 54 32', remote });
  assert.deepEqual(begun, { kept: true });
  assert.deepEqual((await describeOwnAccount(silent, actor)).contacts, [
    { kind: 'phone', value: '+33698765432', proven: false },
  ]);
  assert.deepEqual((await ask()).proofs, [], 'one that was never proven is for the support alone');
});

test('R32 the house may always ask for a second proof, or never; the code of the secretary stands for it', async () => {
  house = { ...house, secondProof: 'always' };
  await assert.rejects(ask(), refuses('second-proof-needed'));
  const { code } = await handRecoveryCode(house, 'console', account, 'known');
  const handed = await askRecovery(house, { identifier: user, code, birthDate: '1974-11-02', remote });
  assert.deepEqual(handed.proofs, []);
  await addMail(await inside());
  assert.equal((await ask()).proofs.length, 1);
  house = { ...house, secondProof: 'never' };
  const { proofs, opensAt } = await ask();
  assert.deepEqual(proofs, []);
  assert.equal(opensAt.getTime() - clock.now().getTime(), 3_600_000, 'the hour of waiting is back');
});

test('R32 a ticket that was never proven lends its early hour to no later one', async () => {
  const actor = await inside();
  await addMail(actor);
  await ask();
  await removeContact(house, actor, { kind: 'mail', remote });
  const { opensAt } = await ask();
  assert.equal(opensAt.getTime() - clock.now().getTime(), 3_600_000);
});

test('a gateway that fails is told as unavailable for a code, and holds back nothing else', async () => {
  const actor = await inside();
  const failing = { ...house, sms: () => Promise.reject(new Error('503')) };
  await assert.rejects(
    beginContact(failing, actor, { kind: 'phone', value: '0612345678', remote }),
    refuses('unavailable'),
  );
  await beginContact(house, actor, { kind: 'phone', value: '0612345678', remote });
  await confirmContact(failing, actor, { kind: 'phone', code: codeIn(texts.at(-1)!.text), remote });
  assert.equal((await describeOwnAccount(house, actor)).contacts.length, 1);
});
