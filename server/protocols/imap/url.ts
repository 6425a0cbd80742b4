import { Refusal } from '../../model/refusal.ts';
import type { Session } from './session.ts';

/** The octets an IMAP URL means, for CATENATE. rfc/4469 */
export async function readUrl(_session: Session, _url: string): Promise<Buffer> {
  throw new Refusal('no-such-message');
}
