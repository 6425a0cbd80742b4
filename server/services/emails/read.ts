import type { EmailId } from '../../model/email.ts';
import { type Email, type EmailAspect, readEmails } from '../../store/emails.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';

/** How much of a message's bytes is wanted beside its facts. */
export type Wanted = 'nothing' | 'header' | 'all';

/** An email with its bytes as received (trace lines apart); `bytes` holds the header alone where no more was wanted. */
export type ReadEmail = { readonly email: Email; readonly bytes: Buffer | null };

const messagesAtOnce = 16;
const allAspects: readonly EmailAspect[] = ['dates', 'thread', 'body', 'envelope', 'structure', 'preview', 'history'];
const listAspects: readonly EmailAspect[] = ['dates', 'thread', 'body', 'envelope', 'preview', 'history'];

/**
 * Reads emails of the actor, and gives each to `take` as it comes, so that no more than a few messages are in memory at
 * once. Those that are not, or no more, in any mailbox are for the caller to leave out.
 * @param structured whether the structure of parts is needed
 */
export async function readEach(
  { store }: Pick<House, 'store'>,
  { accountId }: Pick<Actor, 'accountId'>,
  emailIds: readonly EmailId[],
  { wanted, structured }: { wanted: Wanted; structured: boolean },
  take: (read: ReadEmail) => void,
): Promise<void> {
  const aspects = structured || wanted !== 'nothing' ? allAspects : listAspects;
  const emails = (await readEmails(store.database, accountId, emailIds, aspects)) as Map<EmailId, Email>;
  const waiting = [...emails.values()];
  const work = async (): Promise<void> => {
    for (let email = waiting.shift(); email !== undefined; email = waiting.shift()) {
      take({ email, bytes: await readBytes(store, email, wanted) });
    }
  };
  await Promise.all(Array.from({ length: messagesAtOnce }, work));
}

async function readBytes(store: House['store'], email: Email, wanted: Wanted): Promise<Buffer | null> {
  if (wanted === 'nothing') return null;
  if (wanted === 'all') return await store.blobs.read(email.blob);
  return await store.blobs.read(email.blob, { from: 0, to: email.structure.body });
}
