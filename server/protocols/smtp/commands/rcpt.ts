import type { Address } from '../../../formats/address/address.ts';
import { Refusal } from '../../../model/refusal.ts';
import { clientOf } from '../client-of.ts';
import { recipientKeywords } from '../extensions.ts';
import { GrammarFault } from '../grammar/fault.ts';
import { readForwardPath, refuseUnaskedUtf8 } from '../grammar/path.ts';
import { type RecipientParameters, readRecipientParameters } from '../grammar/recipient-parameters.ts';
import { reply } from '../replies.ts';
import { type Command, tarpit } from '../session.ts';

/**
 * RCPT TO: one more recipient, agreed to or refused on the spot, so that no notice is ever owed to a forged sender. Who
 * guesses at addresses waits longer each time. rfc/5321#4.1.1.3
 */
export const rcpt: Command<{ address: Address; parameters: RecipientParameters }> = {
  name: 'RCPT',
  states: ['mail', 'recipients'],
  parse(text, session) {
    const [, rest] = /^TO:(.*)$/is.exec(text) ?? [];
    if (rest === undefined) throw new GrammarFault('syntax', 'TO: is expected');
    const { address, parameters } = readForwardPath(rest, session.door.domain);
    refuseUnaskedUtf8(address, session.transaction!.parameters.utf8 === true);
    return {
      address,
      parameters: readRecipientParameters(parameters, session.hello!.extended ? recipientKeywords : []),
    };
  },
  async run(session, { address, parameters }) {
    const transaction = session.transaction!;
    if (transaction.recipients.length >= session.options.limits.recipients) throw new Refusal('too-many-recipients');
    try {
      const recipient = await session.door.recipient(
        clientOf(session),
        address,
        transaction.parameters,
        transaction.sender,
      );
      transaction.recipients.push({ recipient, parameters });
    } catch (error) {
      if (error instanceof Refusal && error.reason === 'no-such-recipient' && session.door.kind === 'arrival') {
        session.wrongRecipients += 1;
        await tarpit(session, session.wrongRecipients);
      }
      throw error;
    }
    return reply(250, '2.1.5', 'OK');
  },
};
