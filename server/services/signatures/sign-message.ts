/**
 * The signature that the server adds where a phone or a program left it out. It comes before DKIM and before the message
 * is kept, so that everybody has the same words. When in doubt the message is left as it is.
 */
import { listMailboxes } from '../../formats/address/parse.ts';
import type { Field } from '../../formats/message/header.ts';
import { type ParsedMessage, parseMessage } from '../../formats/message/parse.ts';
import { addSignature } from '../../formats/signature/add.ts';
import { findDeliveryAddresses } from '../../store/accounts.ts';
import type { House } from '../house.ts';
import { usualRules } from '../submission/rules.ts';
import { composeSignature } from './compose.ts';

/**
 * Signs for the mailbox the message says it is from: what a secretary writes in the name of a post bears that of the post.
 * @throws Refusal unavailable
 */
export async function signMessage(
  house: Pick<House, 'store' | 'clock' | 'log' | 'sending' | 'limits'>,
  { sender, bytes }: { readonly sender: string | null; readonly bytes: Buffer },
  parsed: ParsedMessage,
): Promise<{ readonly bytes: Buffer; readonly fields: readonly Field[] }> {
  const unsigned = { bytes, fields: parsed.fields };
  // A receipt has no sender.
  if (!(house.sending ?? usualRules).addsSignatures || sender === null) return unsigned;
  const [author] = listMailboxes(parsed.envelope.from);
  const address = author?.address.toLowerCase() ?? '';
  const owner = (await findDeliveryAddresses(house.store.database, [address])).get(address);
  if (owner === undefined) return unsigned;
  const { signature, added } = await composeSignature(house, owner.accountId);
  if (signature === null || !added) return unsigned;
  const outcome = addSignature(bytes, parsed, signature);
  house.log.info('signature', {
    account: owner.accountId,
    outcome: outcome.kind === 'added' ? outcome.kind : outcome.why,
  });
  if (outcome.kind === 'left' || outcome.bytes.length > house.limits.messageBytes) return unsigned;
  return { bytes: outcome.bytes, fields: parseMessage(outcome.bytes).fields };
}
