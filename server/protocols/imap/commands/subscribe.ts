import { subscribe as setSubscribed } from '../../../services/mailboxes/subscribe.ts';
import { done } from '../replies.ts';
import { actorOf, type CommandOf, type ImapCommand, type Session, signedIn } from '../session.ts';

/** rfc/9051#6.3.7 */
export const subscribe: ImapCommand<CommandOf<'subscribe'>> = command('subscribe', true);

/** rfc/9051#6.3.8 */
export const unsubscribe: ImapCommand<CommandOf<'unsubscribe'>> = command('unsubscribe', false);

function command<Name extends 'subscribe' | 'unsubscribe'>(name: Name, subscribed: boolean) {
  return {
    name,
    states: signedIn,
    async run(session: Session, { mailbox }: { mailbox: string }) {
      await setSubscribed(session.house, actorOf(session), mailbox, subscribed);
      return done;
    },
  };
}
