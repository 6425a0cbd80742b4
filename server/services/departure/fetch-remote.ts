/**
 * Brings somebody's mail from another house, by IMAP, with the password they give: nothing is asked twice. What came is
 * noted folder by folder as it becomes durable, so that a fetching cut short goes on where it stopped; and what a folder
 * holds already, to the byte, is passed over.
 */
import { flagBits } from '../../model/email.ts';
import { Refusal } from '../../model/refusal.ts';
import {
  type OpenRemote,
  type RemoteAccount,
  RemoteFailure,
  type RemoteFolder,
  type RemoteMail,
  type RemoteMessage,
} from '../../peers/remote-imap.ts';
import { readFetched, writeFetched } from '../../store/mail-fetches.ts';
import type { Actor } from '../actor.ts';
import { record } from '../audit/record.ts';
import type { House } from '../house.ts';
import { list } from '../mailboxes/list.ts';
import type { IncomingMail, LeftOut } from './incoming.ts';
import { type PutIn, putIn } from './put-in.ts';

export type { OpenRemote } from '../../peers/remote-imap.ts';

type Parts = Pick<House, 'store' | 'views' | 'clock' | 'limits' | 'deliveries' | 'random' | 'log'>;

const batchMessages = 50;
const batchBytes = 16 * 1024 * 1024;

/** Reached so far in one folder: what the other side calls it, and the last message handed on. */
type Reached = { readonly path: string; readonly uidValidity: string; uid: number };

/**
 * @param onProgress called after each batch
 * @throws Refusal bad-credentials: the other house says no; not-permitted: an address we may not reach; unavailable;
 * over-quota: what came before stays
 */
export async function fetchRemote(
  house: Parts,
  actor: Actor,
  openRemote: OpenRemote,
  account: RemoteAccount,
  onProgress: (so: PutIn) => void = () => {},
): Promise<PutIn> {
  const { database } = house.store;
  const source = `${account.user}@${account.host}`.toLowerCase();
  const remote = await openRemote(account).catch(told);
  const reached = new Map<string, Reached>();
  try {
    const messages = everything(house, actor, remote, source, reached);
    const outcome = await putIn(house, actor, messages, onProgress, async folder => {
      const at = reached.get(folder);
      if (at === undefined) return;
      await writeFetched(database, { accountId: actor.accountId, source, folder: at.path }, at.uidValidity, at.uid);
    });
    const facts = { added: outcome.added, present: outcome.present, leftOut: outcome.leftOut.length };
    await database.transaction(tx =>
      record(tx, house, { kind: 'mail-fetched', actor, subject: actor.accountId, facts, personal: { source } }),
    );
    house.log.info('mail-fetched', { account: actor.accountId, ...facts });
    return outcome;
  } finally {
    await remote.close();
  }
}

function told(error: unknown): never {
  if (!(error instanceof RemoteFailure)) throw error;
  const reasons = { forbidden: 'not-permitted', unreachable: 'unavailable', credentials: 'bad-credentials' } as const;
  throw new Refusal(reasons[error.kind], error.message);
}

async function* everything(
  house: Parts,
  actor: Actor,
  remote: RemoteMail,
  source: string,
  reached: Map<string, Reached>,
): AsyncGenerator<IncomingMail | LeftOut> {
  const own = (await list(house, actor)).mailboxes;
  const nameOf = ({ name, use }: RemoteFolder): string => {
    const role = use === null ? undefined : rolesOfUses[use];
    return own.find(mailbox => role !== undefined && mailbox.role === role)?.name ?? name;
  };
  for (const folder of await remote.folders()) {
    const open = await remote.open(folder);
    const place = { accountId: actor.accountId, source, folder: folder.path };
    const done = await readFetched(house.store.database, place, open.uidValidity);
    const name = nameOf(folder).normalize('NFC');
    const at: Reached = { path: folder.path, uidValidity: open.uidValidity, uid: done };
    reached.set(name, at);
    for (const batch of batches(await open.list(done), house.limits.messageBytes)) {
      const octets = await open.read(
        batch.filter(each => each.size <= house.limits.messageBytes).map(each => each.uid),
      );
      for (const message of batch) {
        const bytes = octets.get(message.uid);
        at.uid = message.uid;
        if (bytes !== undefined && bytes.length <= house.limits.messageBytes) yield incoming(name, message, bytes);
        else if (message.size > house.limits.messageBytes)
          yield { path: `${folder.name}/${message.uid}`, why: 'too-large' };
      }
    }
  }
}

/** As many messages at once as the memory of one putting-in; those too large to be taken weigh nothing. */
function* batches(messages: readonly RemoteMessage[], largest: number): Generator<RemoteMessage[]> {
  let batch: RemoteMessage[] = [];
  let octets = 0;
  for (const message of messages) {
    const weight = message.size > largest ? 0 : message.size;
    if (batch.length > 0 && (batch.length >= batchMessages || octets + weight > batchBytes)) {
      yield batch;
      batch = [];
      octets = 0;
    }
    batch.push(message);
    octets += weight;
  }
  if (batch.length > 0) yield batch;
}

function incoming(folder: string, { flags, receivedAt }: RemoteMessage, bytes: Buffer): IncomingMail {
  const bits = Object.entries(bitsOfFlags).reduce((sum, [flag, bit]) => (flags.has(flag) ? sum | bit : sum), 0);
  const keywords = [...flags].filter(flag => /^[^\\][\w$.-]{0,60}$/.test(flag)).map(flag => flag.toLowerCase());
  return { folder, bytes, flags: bits, keywords, receivedAt, zone: null };
}

const bitsOfFlags: Readonly<Record<string, number>> = {
  '\\Seen': flagBits.seen,
  '\\Answered': flagBits.answered,
  '\\Flagged': flagBits.flagged,
  '\\Draft': flagBits.draft,
};

/** rfc/6154#2 */
const rolesOfUses: Readonly<Record<string, string>> = {
  '\\Inbox': 'inbox',
  '\\Sent': 'sent',
  '\\Drafts': 'drafts',
  '\\Junk': 'junk',
  '\\Trash': 'trash',
  '\\Archive': 'archive',
};
