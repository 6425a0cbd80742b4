/**
 * Sender rewriting: a message that is passed on leaves under an address of this house, so that its new journey is one the
 * house can answer for (SPF), and a notice that comes back finds the first sender. The address is sealed, and good for
 * some weeks: nobody can make one to have us send mail for them.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

const day = 86_400_000;
/** Days a rewritten address takes notices back: longer than any queue tries. */
const goodFor = 21;
const sealLength = 10;

/** `SRS0=seal=day=domain=local@ours`; null for a sender that cannot be rewritten within the bounds of an address. */
export function rewriteSender(sender: string, ours: string, key: Buffer, now: Date): string | null {
  const at = sender.lastIndexOf('@');
  const [local, domain] = [sender.slice(0, at), sender.slice(at + 1)];
  if (at < 1 || local.startsWith('"')) return null;
  const stamp = Math.floor(now.getTime() / day).toString(36);
  const rewritten = `SRS0=${seal(key, stamp, domain, local)}=${stamp}=${domain}=${local}`;
  return rewritten.length > 64 ? null : `${rewritten}@${ours}`;
}

/** The first sender behind a rewritten local part; null where it is none of ours, or too old. Case may have been lost. */
export function unwrapSender(localPart: string, key: Buffer, now: Date): string | null {
  const [, sealed, stamp, domain, local] = /^srs0=([a-z0-9]+)=([a-z0-9]{1,5})=([^=]+)=(.+)$/i.exec(localPart) ?? [];
  if (sealed === undefined) return null;
  const age = Math.floor(now.getTime() / day) - Number.parseInt(stamp!, 36);
  if (age < 0 || age > goodFor) return null;
  const expected = Buffer.from(seal(key, stamp!, domain!, local!));
  const given = Buffer.from(sealed.toLowerCase());
  return expected.length === given.length && timingSafeEqual(expected, given) ? `${local}@${domain}` : null;
}

/** Hexadecimal, over what is left when the case is lost. */
function seal(key: Buffer, stamp: string, domain: string, local: string): string {
  const text = `srs ${stamp} ${domain} ${local}`.toLowerCase();
  return createHmac('sha256', key).update(text).digest('hex').slice(0, sealLength);
}
