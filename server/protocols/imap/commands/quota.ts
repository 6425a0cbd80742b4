/**
 * Quotas: each account is one root, named by its address. STORAGE counts units of 1024 octets, MESSAGE the messages of all
 * its mailboxes. rfc/9208
 */
import { find } from '../../../services/mailboxes/find.ts';
import { quotaOf, setQuota as setAllowed } from '../../../services/mailboxes/quota.ts';
import { writeQuota, writeQuotaRoot } from '../grammar/write-mailbox.ts';
import { done, no } from '../replies.ts';
import { actorOf, type CommandOf, type ImapCommand, readsUtf8, type Session, signedIn } from '../session.ts';
import { words } from '../words.ts';

export const getQuota: ImapCommand<CommandOf<'get-quota'>> = {
  name: 'get-quota',
  states: signedIn,
  async run(session, { root }) {
    await tell(session, root);
    return done;
  },
};

/** Of a mailbox of another, the root is named and no more: what is in it is its owner's affair. rfc/9208#4.1.2 */
export const getQuotaRoot: ImapCommand<CommandOf<'get-quota-root'>> = {
  name: 'get-quota-root',
  states: signedIn,
  async run(session, { mailbox }) {
    const actor = actorOf(session);
    const { owner } = await find(session.house, actor, mailbox);
    session.connection.write(writeQuotaRoot(mailbox, [owner ?? actor.address], readsUtf8(session)));
    if (owner === null) await tell(session, actor.address);
    return done;
  },
};

/** For administrators. What is not named is not limited; STORAGE always is, and stays as it was. rfc/9208#4.1.3 */
export const setQuota: ImapCommand<CommandOf<'set-quota'>> = {
  name: 'set-quota',
  states: signedIn,
  async run(session, { root, limits }) {
    if (limits.some(({ resource }) => resource !== 'STORAGE' && resource !== 'MESSAGE'))
      return no(words.noSuchResource, 'CANNOT');
    const limitOf = (name: string) => limits.find(({ resource }) => resource === name)?.limit;
    const storage = limitOf('STORAGE');
    const bytes = storage === undefined ? null : storage * 1024;
    await setAllowed(session.house, actorOf(session), root, { bytes, messages: limitOf('MESSAGE') ?? null });
    await tell(session, root);
    return done;
  },
};

async function tell(session: Session, root: string): Promise<void> {
  const quota = await quotaOf(session.house, actorOf(session), root);
  const { usedBytes, allowedBytes, usedMessages, allowedMessages } = quota;
  const storage = { resource: 'STORAGE', used: Math.ceil(usedBytes / 1024), limit: Math.floor(allowedBytes / 1024) };
  const messages =
    allowedMessages === null ? [] : [{ resource: 'MESSAGE', used: usedMessages, limit: allowedMessages }];
  session.connection.write(writeQuota(root, [storage, ...messages], readsUtf8(session)));
}
