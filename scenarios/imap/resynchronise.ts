/** A client that knows a large mailbox comes back after one change: what it is told, in lines and octets. rfc/7162 */
import { imapDoor } from '../../dev/testing/imap-door.ts';
import { ImapClient, type Result } from '../../server/protocols/imap/client.ts';
import { append, keepMessage } from '../../server/services/mailboxes/append.ts';
import { findMailbox } from '../../server/store/mailboxes.ts';

export type Told = { readonly what: string; readonly lines: number; readonly octets: number };

const batch = 1000;

/** @returns what each way of coming back was told of the messages */
export async function comeBack(messages: number, tell: (line: string) => void): Promise<readonly Told[]> {
  const door = await imapDoor();
  const clients: ImapClient[] = [];
  try {
    const { house } = door;
    const actor = await door.account('revenante');
    const inbox = (await findMailbox(house.store.database, actor.accountId, 'INBOX'))!;
    const ref = { accountId: actor.accountId, mailboxId: inbox.id };
    const kept = await keepMessage(house, Buffer.from('Subject: Un de plus\r\n\r\nx\r\n'));
    const marks = { flags: 0, keywords: [], receivedAt: house.clock.now(), receivedZone: 0 };
    for (let left = messages; left > 0; left -= batch)
      await append(house, actor, ref, Array(Math.min(batch, left)).fill({ ...kept, ...marks }));
    const connect = async () => {
      const client = await ImapClient.connect({ port: door.port, tls: true });
      clients.push(client);
      await client.command(`LOGIN ${actor.address} secret`);
      return client;
    };
    const other = await connect();
    await other.command('SELECT INBOX');
    const before = await known(await connect());
    await other.command(`STORE ${Math.ceil(messages / 2)} +FLAGS.SILENT (\\Flagged)`);
    const told: Told[] = [];
    const count = (what: string, { untagged }: Result) => {
      const about = untagged.map(({ text }) => text).filter(text => /FETCH|VANISHED/.test(text));
      const octets = about.reduce((sum, text) => sum + text.length + 4, 0);
      told.push({ what, lines: about.length, octets });
      tell(`${what}: ${about.length} line, ${octets} octets`);
    };
    count('QRESYNC after one flag', await selectAgain(await connect(), before));
    const condstore = await connect();
    await condstore.command('SELECT INBOX (CONDSTORE)');
    count(
      'CONDSTORE, FETCH 1:* (FLAGS) (CHANGEDSINCE …)',
      await condstore.command(`FETCH 1:* (FLAGS) (CHANGEDSINCE ${before.modseq})`),
    );
    const flagged = await known(await connect());
    await other.command(`STORE ${Math.ceil(messages / 3)} +FLAGS.SILENT (\\Deleted)`);
    await other.command('EXPUNGE');
    count('QRESYNC after one message went', await selectAgain(await connect(), flagged));
    return told;
  } finally {
    for (const client of clients) client.close();
    await door.close();
  }
}

type Known = { readonly uidValidity: string; readonly modseq: string };

/** Where the mailbox stands. */
async function known(client: ImapClient): Promise<Known> {
  const { untagged } = await client.command('SELECT INBOX');
  const find = (name: string) =>
    untagged.map(({ text }) => new RegExp(`\\[${name} (\\d+)\\]`).exec(text)?.[1]).find(Boolean)!;
  client.close();
  return { uidValidity: find('UIDVALIDITY'), modseq: find('HIGHESTMODSEQ') };
}

async function selectAgain(client: ImapClient, { uidValidity, modseq }: Known): Promise<Result> {
  await client.command('ENABLE QRESYNC');
  return await client.command(`SELECT INBOX (QRESYNC (${uidValidity} ${modseq}))`);
}
