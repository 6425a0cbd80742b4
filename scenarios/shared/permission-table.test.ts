/**
 * The whole table of what each right of rfc/4314 lets a guest do, through each door: one mailbox a row, one act a column. An
 * act that succeeds where its right is not given, or fails where it is, is a difference in the table.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type ImapDoor, imapDoor } from '../../dev/testing/imap-door.ts';
import { parseAddress } from '../../server/formats/address/address.ts';
import { writePrincipalId } from '../../server/formats/object-id/object-id.ts';
import { submit } from '../../server/services/submission/submit.ts';
import { type Client, type JmapDoor, jmapDoor } from '../jmap/door.ts';

let imap: ImapDoor;
let jmap: JmapDoor;
before(async () => {
  imap = await imapDoor();
  jmap = await jmapDoor();
});
after(async () => {
  await imap.close();
  await jmap.close();
  assert.deepEqual([...imap.faults, ...jmap.faults], []);
});

const message = (subject: string) => Buffer.from(`Subject: ${subject}\r\n\r\nx\r\n`);

/** Rights of a guest, and the acts they let, in the order in which they are tried. */
const imapTable: readonly (readonly [rights: string, acts: string])[] = [
  ['', ''],
  ['l', 'list'],
  ['r', ''],
  ['lr', 'list read'],
  ['lrs', 'list read seen'],
  ['lrw', 'list read flag'],
  ['lri', 'list read append'],
  ['lrt', 'list read mark-deleted'],
  ['lre', 'list read expunge'],
  ['lrte', 'list read mark-deleted expunge'],
  ['lrk', 'list read create'],
  ['lra', 'list read administer'],
  ['lrx', 'list read delete'],
  ['lrp', 'list read'],
  ['lrswipkxtea', 'list read seen flag append mark-deleted expunge create administer delete'],
];

test('IMAP: each right lets what it says and nothing else', async t => {
  const owner = await imap.account('proprietaire');
  const guest = await imap.account('invitee');
  const third = await imap.account('tiers');
  const own = await imap.connect(t, owner);
  const visit = await imap.connect(t, guest);
  await visit.command('ENABLE IMAP4rev2');
  const found: [string, string][] = [];
  for (const [row, [rights]] of imapTable.entries()) {
    const mailbox = `Boite${row}`;
    const there = `"Partagées/${owner.address}/${mailbox}"`;
    await own.command(`CREATE ${mailbox}`);
    await own.command(`APPEND ${mailbox} `, message('un'));
    await own.command(`APPEND ${mailbox} `, message('deux'));
    if (rights !== '') await own.command(`SETACL ${mailbox} ${guest.address} ${rights}`);
    const says = async (command: string, ...more: Buffer[]) => await visit.command(command, ...more);
    const works = async (command: string, ...more: Buffer[]) => (await says(command, ...more)).status === 'OK';
    const flagged = async (uid: number, flag: string) => {
      const { untagged, status } = await says(`UID FETCH ${uid} (FLAGS)`);
      return status === 'OK' && untagged.some(line => line.text.includes(flag));
    };
    const left = async () => {
      await own.command(`EXAMINE ${mailbox}`);
      return (await own.command('UID SEARCH ALL')).untagged.map(line => line.text).join();
    };
    const acts: Record<string, () => Promise<boolean>> = {
      list: async () => (await says(`LIST "" ${there}`)).untagged.some(line => line.text.includes(mailbox)),
      read: async () => (await works(`SELECT ${there}`)) && (await works('UID FETCH 1 (BODY.PEEK[])')),
      seen: async () => (await works('UID STORE 1 +FLAGS (\\Seen)')) && (await flagged(1, '\\Seen')),
      flag: async () => (await works('UID STORE 1 +FLAGS (\\Flagged)')) && (await flagged(1, '\\Flagged')),
      append: () => works(`APPEND ${there} `, message('trois')),
      'mark-deleted': async () => (await works('UID STORE 2 +FLAGS (\\Deleted)')) && (await flagged(2, '\\Deleted')),
      async expunge() {
        // Something is there to be expunged, whoever may mark it.
        await own.command(`SELECT ${mailbox}`);
        await own.command('UID STORE 2 +FLAGS (\\Deleted)');
        await own.command('UNSELECT');
        const before = await left();
        await says('EXPUNGE');
        return before !== (await left());
      },
      create: () => works(`CREATE "Partagées/${owner.address}/${mailbox}/Dessous"`),
      administer: () => works(`SETACL ${there} ${third.address} l`),
      async delete() {
        await says('UNSELECT');
        // Who has a mailbox selected that goes is cut off, its owner too.
        await own.command('UNSELECT');
        if (rights.includes('k')) await own.command(`DELETE ${mailbox}/Dessous`);
        return await works(`DELETE ${there}`);
      },
    };
    const done: string[] = [];
    await says('UNSELECT');
    for (const [act, attempt] of Object.entries(acts)) if (await attempt()) done.push(act);
    found.push([rights, done.join(' ')]);
  }
  assert.deepEqual(found, imapTable);
});

type Right =
  | 'mayReadItems'
  | 'maySetSeen'
  | 'maySetKeywords'
  | 'mayAddItems'
  | 'mayRemoveItems'
  | 'mayCreateChild'
  | 'mayRename'
  | 'mayDelete';

const reading: Right[] = ['mayReadItems'];
const jmapTable: readonly (readonly [rights: readonly Right[], acts: string])[] = [
  [[], ''],
  [reading, 'read'],
  [[...reading, 'maySetSeen'], 'read seen'],
  [[...reading, 'maySetKeywords'], 'read flag'],
  [[...reading, 'mayAddItems'], 'read add'],
  [[...reading, 'mayRemoveItems'], 'read remove'],
  [[...reading, 'mayCreateChild'], 'read create'],
  [[...reading, 'mayRename', 'mayDelete'], 'read delete'],
];

test('JMAP: each right lets what it says and nothing else; one that is taken away is lost at once', async () => {
  const owner = jmap.client(await jmap.account('proprietaire.jmap'));
  const guest = jmap.client(await jmap.account('invitee.jmap'));
  const { accountId } = owner;
  const principal = writePrincipalId(guest.actor.accountId);
  const found: [readonly Right[], string][] = [];
  for (const [row, [rights]] of jmapTable.entries()) {
    const made = await owner.call('Mailbox/set', { create: { m: { name: `Boite${row}`, parentId: null } } });
    const mailbox: string = made.created.m.id;
    const mails = await owner.call('Email/set', {
      create: {
        a: { mailboxIds: { [mailbox]: true }, subject: `a${row}`, messageId: [`a${row}@x`] },
        b: { mailboxIds: { [mailbox]: true }, subject: `b${row}`, messageId: [`b${row}@x`] },
      },
    });
    const [a, b]: string[] = [mails.created.a.id, mails.created.b.id];
    const shareWith =
      rights.length === 0 ? null : { [principal]: Object.fromEntries(rights.map(right => [right, true])) };
    const shared = await owner.call('Mailbox/set', { update: { [mailbox]: { shareWith } } });
    assert.ok(mailbox in (shared.updated ?? {}), JSON.stringify(shared.notUpdated));
    const acts: Record<string, () => Promise<boolean>> = {
      read: async () =>
        (await ask(guest, 'Email/get', { accountId, ids: [a], properties: ['subject'] }))?.list.length === 1,
      seen: () => updates(guest, accountId, a!, { 'keywords/$seen': true }),
      flag: () => updates(guest, accountId, a!, { 'keywords/$flagged': true }),
      async add() {
        const create = { c: { mailboxIds: { [mailbox]: true }, subject: 'c', messageId: [`c${row}@x`] } };
        return (await ask(guest, 'Email/set', { accountId, create }))?.created?.c !== undefined;
      },
      async remove() {
        return (await ask(guest, 'Email/set', { accountId, destroy: [b] }))?.destroyed?.includes(b) === true;
      },
      async create() {
        const create = { d: { name: 'Dessous', parentId: mailbox } };
        const answer = await ask(guest, 'Mailbox/set', { accountId, create });
        return answer?.created?.d !== undefined;
      },
      async delete() {
        const left = await owner.call('Email/query', { filter: { inMailbox: mailbox } });
        await owner.call('Email/set', { destroy: left.ids });
        return (
          (await ask(guest, 'Mailbox/set', { accountId, destroy: [mailbox] }))?.destroyed?.includes(mailbox) === true
        );
      },
    };
    const done: string[] = [];
    for (const [act, attempt] of Object.entries(acts)) if (await attempt()) done.push(act);
    found.push([rights, done.join(' ')]);
    if (rights.includes('mayDelete')) continue;
    await owner.call('Mailbox/set', { update: { [mailbox]: { shareWith: null } } });
    const after = await ask(guest, 'Email/get', { accountId, ids: [a], properties: ['subject'] });
    assert.notEqual(after?.list.length, 1, 'lost at once');
  }
  assert.deepEqual(found, jmapTable);
});

/** The answer, or null for a method error: an account of which nothing is shared is not there. */
async function ask(client: Client, name: string, args: Record<string, unknown>) {
  const [[said, answer]] = await client.calls([[name, args]]);
  return said === 'error' ? null : answer;
}

async function updates(client: Client, accountId: string, id: string, patch: object): Promise<boolean> {
  const answer = await ask(client, 'Email/set', { accountId, update: { [id]: patch } });
  return answer?.updated != null && id in answer.updated;
}

test('the right p over an INBOX, and no other, lets write in its name; the writer may name themselves as sender', async t => {
  const owner = await imap.account('bureau');
  const guest = await imap.account('secretaire');
  const own = await imap.connect(t, owner);
  const send = async (header: string, envelope = owner.address) =>
    await submit(imap.house, guest, {
      sender: envelope,
      recipients: [{ address: parseAddress(owner.address)! }],
      bytes: Buffer.from(`${header}\r\nSubject: x\r\n\r\n.\r\n`),
      protocol: 'ESMTPSA',
      tls: undefined,
      wishes: {},
    });
  const as = `From: <${owner.address}>`;
  await own.command(`SETACL INBOX ${guest.address} lrswikxtea`);
  await assert.rejects(send(as), { reason: 'sender-not-yours' });
  await own.command(`SETACL INBOX ${guest.address} lrp`);
  await send(as);
  await send(`${as}\r\nSender: <${guest.address}>`);
  await send(`${as}\r\nSender: <${guest.address}>`, guest.address);
  await assert.rejects(send(`${as}\r\nSender: <autre@ac-amiens.test>`), { reason: 'sender-not-yours' });
  await own.command(`SETACL INBOX ${guest.address} lr`);
  await assert.rejects(send(as), { reason: 'sender-not-yours' });
});
