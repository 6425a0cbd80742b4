/** Sending, taking back, and what waits for its hour. The server holds the mail (rfc/4865): a closed page changes nothing. */
import type { Jmap } from '../../../jmap/client.ts';
import { JmapFault } from '../../../jmap/fault.ts';
import type { Id, Identity } from '../../../jmap/objects.ts';
import { everybody, type Letter } from '../letter/letter.ts';
import { NotTaken } from './save.ts';

/** Seconds in which a mail can be taken back; the server waits a little longer, for the last moment's press to arrive. */
export const undoSeconds = 10;
const grace = 3;

export type Sent = { readonly submissionId: Id; readonly sendAt: string };

export type Order = {
  readonly emailId: Id;
  readonly identity: Identity;
  readonly letter: Letter;
  /** When it is to leave; null: now. */
  readonly at: Date | null;
  readonly sentBox: Id;
};

/**
 * Sends a draft, which is filed among what was sent at once.
 * @throws JmapFault, NotTaken
 */
export async function sendDraft({ call }: Pick<Jmap, 'call'>, order: Order): Promise<Sent> {
  const { emailId, identity, letter, at, sentBox } = order;
  const hold: Record<string, string> =
    at === null ? { HOLDFOR: String(undoSeconds + grace) } : { HOLDUNTIL: at.toISOString().replace(/\.\d+Z$/, 'Z') };
  const addresses = new Map(everybody(letter).map(({ email }) => [email.toLowerCase(), email]));
  const parameters = letter.receipt ? { NOTIFY: 'SUCCESS,DELAY,FAILURE' } : null;
  const { created, notCreated } = await call('EmailSubmission/set', {
    create: {
      send: {
        identityId: identity.id,
        emailId,
        envelope: {
          mailFrom: { email: identity.email, parameters: hold },
          rcptTo: [...addresses.values()].map(email => ({ email, parameters })),
        },
      },
    },
    onSuccessUpdateEmail: { '#send': { mailboxIds: { [sentBox]: true }, keywords: { $seen: true } } },
  });
  const made = created?.send;
  if (made === undefined) throw new NotTaken(notCreated?.send ?? { type: 'serverFail' });
  return { submissionId: made.id, sendAt: made.sendAt as string };
}

/**
 * The submission of an email, where its sending was not answered: it may have been taken all the same.
 * @throws JmapFault
 */
export async function findSent({ call }: Pick<Jmap, 'call'>, emailId: Id): Promise<Sent | null> {
  const query = call('EmailSubmission/query', { filter: { emailIds: [emailId] } });
  const { list } = await call('EmailSubmission/get', { '#ids': query.reference('/ids') });
  const found = list.find(({ undoStatus }) => undoStatus !== 'canceled');
  return found === undefined ? null : { submissionId: found.id, sendAt: found.sendAt };
}

/**
 * Takes a mail back before it leaves: it is a draft again.
 * @returns false where it had left
 * @throws JmapFault
 */
export async function takeBack({ call }: Pick<Jmap, 'call'>, submissionId: Id, drafts: Id): Promise<boolean> {
  const { notUpdated } = await call('EmailSubmission/set', {
    update: { [submissionId]: { undoStatus: 'canceled' } },
    onSuccessUpdateEmail: {
      [submissionId]: { mailboxIds: { [drafts]: true }, keywords: { $draft: true, $seen: true } },
    },
  });
  const refused = notUpdated?.[submissionId];
  if (refused === undefined) return true;
  if (refused.type === 'cannotUnsend' || refused.type === 'notFound') return false;
  throw new JmapFault('refused', refused.type);
}

/** A mail that waits for its hour. */
export type Waiting = {
  readonly submissionId: Id;
  readonly emailId: Id;
  readonly sendAt: string;
  readonly subject: string;
  readonly to: string;
};

/** @throws JmapFault */
export async function listWaiting({ call }: Pick<Jmap, 'call'>): Promise<Waiting[]> {
  const query = call('EmailSubmission/query', {
    filter: { undoStatus: 'pending' },
    sort: [{ property: 'sentAt', isAscending: true }],
  });
  const submissions = call('EmailSubmission/get', { '#ids': query.reference('/ids') });
  const emails = call('Email/get', {
    '#ids': submissions.reference('/list/*/emailId'),
    properties: ['id', 'subject', 'to', 'cc', 'bcc'],
  });
  const [, { list }, { list: heads }] = await Promise.all([query, submissions, emails]);
  return list.map(({ id, emailId, sendAt }) => {
    const head = heads.find(each => each.id === emailId);
    const people = ['to', 'cc', 'bcc'].flatMap(
      each => (head?.[each] as { name: string | null; email: string }[] | null | undefined) ?? [],
    );
    const to = people.map(({ name, email }) => name ?? email).join(', ');
    return { submissionId: id, emailId, sendAt, subject: (head?.subject as string | null | undefined) ?? '', to };
  });
}
