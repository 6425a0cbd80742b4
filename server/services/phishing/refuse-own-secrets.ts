import { decodeText } from '../../formats/message/decode.ts';
import { decodedHeader } from '../../formats/message/header.ts';
import type { ParsedMessage } from '../../formats/message/parse.ts';
import { leaves } from '../../formats/message/part.ts';
import { readHtml } from '../../formats/phishing/html.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { findOwnSecret } from './guard-own-secrets.ts';

/** Encoded octets that are read: what somebody types is shorter. */
const mostRead = 256 * 1024;
const mostParts = 50;

/**
 * Stops a message that holds its sender's own password or NUMEN, before anything of it is kept.
 * @throws Refusal own-password, own-numen
 */
export async function refuseOwnSecrets(
  house: Pick<House, 'store' | 'clock' | 'passwords' | 'keys' | 'log' | 'phishing'>,
  actor: Actor,
  message: { readonly bytes: Buffer; readonly parsed: ParsedMessage },
): Promise<void> {
  if (house.phishing === undefined) return;
  const { secrets, rules } = house.phishing;
  const found = await findOwnSecret(house, secrets, actor, textOf(message), rules.triesWords);
  if (found === null) return;
  house.log.info('own-secret-stopped', { account: actor.accountId, kind: found });
  throw new Refusal(found === 'password' ? 'own-password' : 'own-numen');
}

/** What a person wrote: the subject and the texts, HTML as it is read. */
function textOf({ bytes, parsed }: { readonly bytes: Buffer; readonly parsed: ParsedMessage }): string {
  const texts = [decodedHeader(bytes, parsed.fields, 'subject') ?? ''];
  let left = mostRead;
  let seen = 0;
  for (const leaf of leaves(parsed.part, true)) {
    if (++seen > mostParts || left <= 0) break;
    if (leaf.type !== 'text') continue;
    const text = decodeText(bytes, leaf, left);
    texts.push(leaf.subtype === 'html' ? readHtml(text).text : text);
    left -= leaf.end - leaf.body;
  }
  return texts.join('\n');
}
