/** The parts of an address a test may look at. rfc/5228#2.7.4, rfc/5233#4 */
import type { Call } from './shape.ts';

/** The part, or nothing where the address has none such: an address without `+` has no detail. */
export type AddressPart = { readonly name: string; of(address: string): string[] };

const separator = '+';

const whole: AddressPart = { name: ':all', of: address => [address] };

const parts: readonly AddressPart[] = [
  { name: ':localpart', of: address => [localPart(address)] },
  { name: ':domain', of: address => [address.slice(atOf(address) + 1)] },
  { name: ':user', of: address => [localPart(address).split(separator, 1)[0]!] },
  {
    name: ':detail',
    of(address) {
      const local = localPart(address);
      const plus = local.indexOf(separator);
      return plus < 0 ? [] : [local.slice(plus + 1)];
    },
  },
];

export function compileAddressPart({ tags }: Call): AddressPart {
  // What is counted is addresses, whether they have the part or not. rfc/5231#4.2
  if (tags.has(':count')) return whole;
  return parts.find(part => tags.has(part.name)) ?? whole;
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
