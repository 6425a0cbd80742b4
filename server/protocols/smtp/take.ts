import { Refusal } from '../../model/refusal.ts';
import { clientOf } from './client-of.ts';
import type { DataFault, DataReader } from './data-reader.ts';
import { failureReply, type Reply, refusalReply, reply } from './replies.ts';
import type { Session } from './session.ts';

/**
 * Hands a message that has all come to the door. SMTP has one answer for all recipients, LMTP one for each (rfc/2033);
 * whatever the answer, the transaction is over.
 */
export async function takeMessage(session: Session, reader: DataReader): Promise<readonly Reply[]> {
  const { sender, parameters, recipients } = session.transaction!;
  session.transaction = null;
  session.messages += 1;
  const each = session.door.kind === 'lmtp' ? recipients.length : 1;
  if (reader.fault !== null) return Array<Reply>(each).fill(faultReplies[reader.fault]);
  try {
    const message = { sender, parameters, recipients, bytes: reader.message() };
    const { trace, outcomes } = await session.door.take(clientOf(session), message);
    session.log.info('smtp-taken', { trace, bytes: message.bytes.length, recipients: recipients.length });
    const taken = reply(250, '2.0.0', `OK ${trace}`);
    if (session.door.kind === 'lmtp') {
      return outcomes.map(outcome => (outcome === null ? taken : refusalReply(outcome)));
    }
    return [taken];
  } catch (error) {
    // LMTP owes one answer a recipient even where a bug is ours.
    if (!(error instanceof Refusal)) {
      session.log.error('smtp-failed', { verb: 'DATA', error: error as Error });
      return Array<Reply>(each).fill(failureReply);
    }
    session.log.info('smtp-refused', { verb: 'DATA', reason: error.reason, bytes: reader.bytes });
    return Array<Reply>(each).fill(refusalReply(error));
  }
}

const faultReplies = {
  'stray-line-ending': reply(550, '5.6.0', 'CR ou LF isolé dans le message.', 'Lone CR or LF in the message.'),
  nul: reply(550, '5.6.0', 'Octet nul dans le message.', 'NUL byte in the message.'),
  'too-large': reply(552, '5.3.4', 'Ce message est trop volumineux.', 'This message is too large.'),
} as const satisfies Record<DataFault, Reply>;
