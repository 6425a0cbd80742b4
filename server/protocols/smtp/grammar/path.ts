/** Reverse and forward paths. rfc/5321#4.1.2, with UTF-8 as of rfc/6531#3.3 */
import { type Address, needsSmtpUtf8, parseAddress } from '../../../formats/address/address.ts';
import { GrammarFault } from './fault.ts';

/** Octets of a path with its angle brackets, at most; a source route before the address counts. rfc/5321#4.5.3.1.3 */
const maxPath = 1024;

/** A path and what follows it on the line: the parameters. */
type Path = { readonly address: Address | null; readonly parameters: string };

/** `<>` gives a null address. A missing pair of brackets is forgiven: too many devices forget them. */
export function readReversePath(text: string): Path {
  const { inside, parameters } = cut(text);
  return { address: inside === '' ? null : readMailbox(inside), parameters };
}

/** `<Postmaster>` without a domain is this house's own. rfc/5321#4.5.1 */
export function readForwardPath(text: string, ownDomain: string): { address: Address; parameters: string } {
  const { inside, parameters } = cut(text);
  const whole = /^postmaster$/i.test(inside) ? `postmaster@${ownDomain}` : inside;
  return { address: readMailbox(whole), parameters };
}

/** Whether an address may be named by a client that did not ask for SMTPUTF8. */
export function refuseUnaskedUtf8(address: Address, utf8: boolean): void {
  if (!utf8 && needsSmtpUtf8(address)) throw new GrammarFault('path', 'This address needs SMTPUTF8');
}

function cut(text: string): { inside: string; parameters: string } {
  const trimmed = text.trimStart();
  if (!trimmed.startsWith('<')) {
    const [inside = '', ...rest] = trimmed.split(' ');
    if (inside === '') throw new GrammarFault('syntax', 'A path is missing');
    return { inside, parameters: rest.join(' ') };
  }
  const end = closingBracket(trimmed);
  const after = trimmed.slice(end + 1);
  if (end < 0 || (after !== '' && !after.startsWith(' '))) throw new GrammarFault('syntax', 'Unbalanced brackets');
  return { inside: trimmed.slice(1, end), parameters: after };
}

/** The `>` that closes the path, and not one inside a quoted local part. */
function closingBracket(text: string): number {
  let quoted = false;
  for (let index = 1; index < Math.min(text.length, maxPath); index += 1) {
    const character = text[index];
    if (quoted && character === '\\') index += 1;
    else if (character === '"') quoted = !quoted;
    else if (character === '>' && !quoted) return index;
  }
  return -1;
}

/** A source route is understood and ignored. rfc/5321#C */
function readMailbox(text: string): Address {
  const address = parseAddress(text.replace(/^@[^:]*:/, ''));
  if (address === null) throw new GrammarFault('path', 'Not a mail address');
  return address;
}
