/**
 * One mailbox address as SMTP takes it: rfc/5321#4.1.2, with UTF-8 as of rfc/6531#3.3. Strict, where the reader of header
 * fields beside is lenient: this one decides to whom mail goes.
 */
import { domainToASCII } from 'node:url';

declare const checked: unique symbol;

/** An address in its normal form; two addresses are the same mailbox only if their texts are equal. */
export type Address = {
  readonly [checked]: true;
  /** `local@domain`. */
  readonly text: string;
  /** In NFC, its case as given (that is the receiver's affair), quoted only where its characters need it. */
  readonly local: string;
  /** Lower case; international names in their ASCII form (`xn--`); a literal with its brackets. */
  readonly domain: string;
};

/** Octets, as UTF-8. rfc/5321#4.5.3.1 */
const maxLocal = 64;
const maxDomain = 255;
const maxAddress = 254;

const atext = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\u0080-\\u{10ffff}-]";
const dotString = new RegExp(`^${atext}+(?:\\.${atext}+)*$`, 'u');
const quotedString = /^"(?:[\x20\x21\x23-\x5b\x5d-\x7e\u0080-\u{10ffff}]|\\[\x20-\x7e])*"$/u;
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** The address (without angle brackets), or null if it is none. */
export function parseAddress(text: string): Address | null {
  if (text.length > maxAddress * 2 || !text.isWellFormed()) return null;
  const at = text.lastIndexOf('@');
  if (at < 1) return null;
  const local = normalLocal(text.slice(0, at));
  const domain = parseDomain(text.slice(at + 1));
  if (local === null || domain === null) return null;
  const whole = `${local}@${domain}`;
  if (Buffer.byteLength(whole) > maxAddress) return null;
  return { text: whole, local, domain } as Address;
}

/** A domain name or address literal in its normal form, or null. */
export function parseDomain(text: string): string | null {
  if (text.startsWith('[')) return normalLiteral(text);
  if (text === '' || text.length > maxDomain || /[\x00-\x20%/\\:?#@<>[\]^|\x7f]/.test(text)) return null;
  const ascii = domainToASCII(text).toLowerCase();
  if (ascii === '' || ascii.length > maxDomain) return null;
  const labels = ascii.split('.');
  const numeric = /^\d+$/.test(labels.at(-1)!);
  return !numeric && labels.every(part => label.test(part)) ? ascii : null;
}

/** Whether the address can only travel between servers that both know SMTPUTF8. rfc/6531#3.2 */
export function needsSmtpUtf8(address: Address): boolean {
  return /[^\x00-\x7f]/.test(address.local);
}

function normalLocal(text: string): string | null {
  if (Buffer.byteLength(text) > maxLocal || /[\u0080-\u009f]/.test(text)) return null;
  const local = text.normalize('NFC');
  if (dotString.test(local)) return local;
  if (!quotedString.test(local)) return null;
  const content = local.slice(1, -1).replace(/\\(.)/g, '$1');
  return dotString.test(content) ? content : `"${content.replace(/["\\]/g, '\\$&')}"`;
}

/** rfc/5321#4.1.3 */
function normalLiteral(text: string): string | null {
  const [, v6, plain] = /^\[(ipv6:)?([0-9a-f:.]{2,45})\]$/i.exec(text) ?? [];
  if (plain === undefined) return null;
  if (v6 !== undefined) return isIpv6(plain) ? `[IPv6:${plain.toLowerCase()}]` : null;
  return isIpv4(plain) ? `[${plain}]` : null;
}

function isIpv4(text: string): boolean {
  return /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.|$)){4}$/.test(text) && !text.endsWith('.');
}

function isIpv6(text: string): boolean {
  return URL.canParse(`http://[${text}]/`);
}
