/**
 * ARC: what this house found when a message came in, sealed before it is passed on, so that the next house can believe us
 * where forwarding has broken the sender's own proofs. rfc/8617#5.1
 */
import { sealMessage } from 'mailauth/lib/arc/index.js';
import { allFields, rawValue, readHeader } from '../../formats/message/header.ts';
import type { SigningKey } from './sign.ts';

/** The seal, to be put before a message that was judged here; empty where it was not, or where its chain was broken before. */
export async function sealForward(
  bytes: Buffer,
  key: SigningKey,
  { hostName, now }: { hostName: string; now: Date },
): Promise<Buffer> {
  const { fields } = readHeader(bytes);
  // Fields that claimed to be ours were taken out at the door: what bears our name is ours.
  const found = allFields(fields, 'authentication-results')
    .map(field => rawValue(bytes, field))
    .find(value => value.startsWith(`${hostName};`));
  const chain = found === undefined ? 'fail' : (/\barc=(pass|fail|none)\b/.exec(found)?.[1] ?? 'none');
  if (found === undefined || chain === 'fail') return Buffer.alloc(0);
  return await sealMessage(bytes, {
    signingDomain: key.domain,
    selector: key.selector,
    privateKey: key.privateKey,
    cv: chain,
    authResults: found,
    signTime: now,
  });
}
