/** Mail brought from another house by IMAP: once, resumed where it stopped, and never from an address of our own. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type ImapDoor, imapDoor } from '../../dev/testing/imap-door.ts';
import { createConnect } from '../../server/peers/connect.ts';
import { dnsFrom } from '../../server/peers/dns.ts';
import { createOpenRemote, type OpenRemote, type RemoteMail } from '../../server/peers/remote-imap.ts';
import type { Actor } from '../../server/services/actor.ts';
import { fetchRemote } from '../../server/services/departure/fetch-remote.ts';
import { append, keepMessage } from '../../server/services/mailboxes/append.ts';
import { create } from '../../server/services/mailboxes/create.ts';
import { list } from '../../server/services/mailboxes/list.ts';

const many = 130;
let door: ImapDoor;
let there: Actor;
let here: Actor;
let openRemote: OpenRemote;

const dns = dnsFrom(
  async (name, type) => (name === 'localhost' && type === 'A' ? ['127.0.0.1'] : []),
  async () => [],
);

before(async () => {
  door = await imapDoor({}, { messageBytes: 20_000 });
  there = await door.account('ancienne');
  here = await door.account('nouvelle');
  await fill('INBOX', many);
  await create(door.house, there, 'Classe/Projets');
  await fill('Classe/Projets', 3);
  await fill('Envoyés', 2);
  openRemote = reach(['127.0.0.1']);
});
after(() => door.close());

function reach(allowed: readonly string[]): OpenRemote {
  const connect = createConnect({ allowed, own: [], timeout: 5000 });
  return createOpenRemote({ dns, connect, authorities: [door.certificate] });
}

async function fill(name: string, count: number): Promise<void> {
  const mailbox = (await list(door.house, there)).mailboxes.find(each => each.name === name)!;
  for (let index = 0; index < count; index += 1) {
    const bytes = Buffer.from(`From: <a@b.test>\r\nSubject: ${name} ${index}\r\n\r\nBonjour ${index}\r\n`);
    const kept = await keepMessage(door.house, bytes);
    const marks = {
      flags: index % 2,
      keywords: index === 0 ? ['important'] : [],
      receivedAt: new Date('2024-03-01T10:00:00Z'),
      receivedZone: 60,
    };
    await append(door.house, there, { accountId: there.accountId, mailboxId: mailbox.id }, [{ ...kept, ...marks }]);
  }
}

const account = () => ({ host: 'localhost', port: door.port, user: there.address, password: 'secret' });
async function totals(): Promise<Record<string, number>> {
  const { mailboxes } = await list(door.house, here);
  return Object.fromEntries(mailboxes.filter(each => each.total > 0).map(each => [each.name, each.total]));
}

/** The remote account, until so many messages were read: then the line is cut. */
function cutAfter(messages: number): OpenRemote {
  let left = messages;
  return async asked => {
    const remote: RemoteMail = await openRemote(asked);
    return {
      ...remote,
      async open(folder) {
        const open = await remote.open(folder);
        return {
          ...open,
          async read(uids) {
            left -= uids.length;
            if (left < 0) throw new Error('cut');
            return await open.read(uids);
          },
        };
      },
    };
  };
}

test('R28 a fetching cut short goes on where it stopped, and nothing comes twice', async () => {
  await assert.rejects(fetchRemote(door.house, here, cutAfter(110), account()), /cut/);
  const before = Object.values(await totals()).reduce((sum, each) => sum + each, 0);
  assert.ok(before > 0 && before < many, String(before));
  const { added } = await fetchRemote(door.house, here, openRemote, account());
  assert.equal(before + added, many + 5);
  assert.deepEqual(await totals(), { 'Classe/Projets': 3, Envoyés: 2, INBOX: many });
  const again = await fetchRemote(door.house, here, openRemote, account());
  assert.deepEqual([again.added, again.present], [0, 0], 'nothing is even read again');
});

test('R28 dates, marks and folders come along, under our own names for sent mail', async () => {
  const rows = await door.house.store.database.query<{ flags: number; keywords: string[]; at: Date }>({
    text: `select p.flags, p.keywords, e.received_at as at from email e join placement p using (account_id, email_id)
           where e.account_id = $1 and e.subject = 'INBOX 0'`,
    values: [here.accountId],
  });
  assert.deepEqual(rows, [{ flags: 0, keywords: ['important'], at: new Date('2024-03-01T10:00:00Z') }]);
});

test('what is too large for this house is left out and said', async () => {
  const other = await door.account('autre');
  const small = { ...door.house, limits: { ...door.house.limits, messageBytes: 30 } };
  const { leftOut } = await fetchRemote(small, other, openRemote, account());
  assert.equal(leftOut.length, many + 5);
  assert.equal(leftOut[0]!.why, 'too-large');
});

test('the one door leads to no private address, a wrong password and a wrong name are told apart', async () => {
  const refused = (reason: string) => ({ reason });
  await assert.rejects(fetchRemote(door.house, here, reach([]), account()), refused('not-permitted'));
  const wrong = { ...account(), password: 'autre' };
  await assert.rejects(fetchRemote(door.house, here, openRemote, wrong), refused('bad-credentials'));
  const nowhere = { ...account(), host: 'nulle-part.test' };
  await assert.rejects(fetchRemote(door.house, here, openRemote, nowhere), refused('unavailable'));
  assert.deepEqual(door.faults, []);
});
