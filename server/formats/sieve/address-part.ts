/** The parts of an address a test may look at. rfc/5228#2.7.4, rfc/5233#4 */
import { type Call, tagAmong } from './shape.ts';

/** The part, or nothing where the address has none such: an address without `+` has no detail. */
export type AddressPart = (address: string) => string[];

const separator = '+';

export function compileAddressPart(call: Call): AddressPart {
  switch (tagAmong(call, ':localpart', ':domain', ':user', ':detail')) {
    case ':localpart':
      return address => [localPart(address)];
    case ':domain':
      return address => [address.slice(atOf(address) + 1)];
    case ':user':
      return address => [localPart(address).split(separator, 1)[0]!];
    case ':detail':
      return address => {
        const local = localPart(address);
        const plus = local.indexOf(separator);
        return plus < 0 ? [] : [local.slice(plus + 1)];
      };
    default:
      return address => [address];
  }
}

function atOf(address: string): number {
  const at = address.lastIndexOf('@');
  return at < 0 ? address.length : at;
}

/** Unquoted, since quotes are writing and not name. */
function localPart(address: string): string {
  const local = address.slice(0, atOf(address));
  return /^".*"$/s.test(local) ? local.slice(1, -1).replace(/\\(.)/gs, '$1') : local;
}
