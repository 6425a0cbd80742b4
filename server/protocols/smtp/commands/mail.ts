import { type Address, needsSmtpUtf8 } from '../../../formats/address/address.ts';
import { Refusal } from '../../../model/refusal.ts';
import { clientOf } from '../client-of.ts';
import { longestHold, mailKeywords } from '../extensions.ts';
import { GrammarFault } from '../grammar/fault.ts';
import { type MailParameters, readMailParameters } from '../grammar/mail-parameters.ts';
import { readReversePath, refuseUnaskedUtf8 } from '../grammar/path.ts';
import { closing, reply } from '../replies.ts';
import type { Command, Session } from '../session.ts';

type Arguments = { sender: Address | null; parameters: MailParameters };

/** MAIL FROM: begins a message. rfc/5321#4.1.1.2 */
export const mail: Command<Arguments> = {
  name: 'MAIL',
  states: ['greeted'],
  parse(text, session) {
    const [, rest] = /^FROM:(.*)$/is.exec(text) ?? [];
    if (rest === undefined) throw new GrammarFault('syntax', 'FROM: is expected');
    const { address, parameters } = readReversePath(rest);
    const read = readMailParameters(parameters, session.hello!.extended ? mailKeywords(session) : []);
    if (address !== null) refuseUnaskedUtf8(address, read.utf8 === true);
    refuseUntenable(session, read);
    return { sender: address, parameters: read };
  },
  async run(session, { sender, parameters }) {
    if (session.door.kind === 'submission' && session.actor === null) return signInFirst(session);
    if (session.messages >= session.options.limits.messages) {
      return closing(
        reply(421, '4.7.0', 'Assez pour une connexion : revenez.', 'Enough for one connection: come back.'),
      );
    }
    if ((parameters.size ?? 0) > session.door.messageBytes) throw new Refusal('message-too-large');
    await session.door.sender(clientOf(session), sender, parameters);
    session.transaction = { sender, parameters, recipients: [], chunks: null };
    return reply(250, '2.1.0', sender !== null && needsSmtpUtf8(sender) ? 'OK, UTF-8' : 'OK');
  },
};

function signInFirst({ connection }: Session) {
  return connection.tls === undefined
    ? reply(530, '5.7.0', 'STARTTLS d’abord.', 'Must issue a STARTTLS command first.')
    : reply(530, '5.7.0', 'Identifiez-vous d’abord.', 'Authentication required.');
}

/** What is asked for and cannot be kept. rfc/4865#4 */
function refuseUntenable(session: Session, { holdFor, holdUntil, by }: MailParameters): void {
  if (holdFor !== undefined && holdUntil !== undefined)
    throw new GrammarFault('syntax', 'HOLDFOR or HOLDUNTIL, not both');
  const seconds = holdFor ?? (holdUntil === undefined ? 0 : (holdUntil.getTime() - session.now().getTime()) / 1000);
  if (by?.mode === 'return' && seconds >= by.seconds) throw new GrammarFault('syntax', 'Held past its own deadline');
  if (seconds > longestHold) throw new GrammarFault('syntax', 'Held for too long');
}
