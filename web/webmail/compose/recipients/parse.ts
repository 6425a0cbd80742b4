/** Recipients as people type and paste them: names with addresses, lists of a spreadsheet, mistakes included. rfc/5322#3.4 */

/** Why an address cannot be written to; each has its sentence. */
export type Wrong = 'no-at' | 'two-ats' | 'no-domain' | 'no-person' | 'comma' | 'space' | 'sign';

export type Recipient = {
  readonly name: string | null;
  /** Where `wrong`, what was typed. */
  readonly email: string;
  readonly wrong?: Wrong;
};

/** Splits at commas, semicolons, tabs and line ends, but not inside quotes or angle brackets; each address once. */
export function parseRecipients(text: string): Recipient[] {
  const found = new Map<string, Recipient>();
  for (const piece of split(text)) {
    const recipient = readRecipient(piece);
    if (recipient !== null && !found.has(recipient.email.toLowerCase())) {
      found.set(recipient.email.toLowerCase(), recipient);
    }
  }
  return [...found.values()];
}

/** Adds to a list what is not in it. */
export function withRecipients(list: readonly Recipient[], more: readonly Recipient[]): Recipient[] {
  const known = new Set(list.map(({ email }) => email.toLowerCase()));
  return [...list, ...more.filter(({ email }) => !known.has(email.toLowerCase()))];
}

/** As it is written in a field, for copying and editing. */
export function writeRecipient({ name, email }: Pick<Recipient, 'name' | 'email'>): string {
  if (name === null || name === '') return email;
  return `${/[",;:<>@()[\]\\]/.test(name) ? `"${name.replace(/["\\]/g, '\\$&')}"` : name} <${email}>`;
}

function split(text: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  let quoted = false;
  let inside = false;
  for (const char of text) {
    if (char === '"' && !piece.endsWith('\\')) quoted = !quoted;
    else if (!quoted && char === '<') inside = true;
    else if (!quoted && char === '>') inside = false;
    const ends = char === '\n' || char === '\r' || (!quoted && !inside && /[,;\t]/.test(char));
    if (ends) {
      pieces.push(piece);
      piece = '';
      quoted = false;
      inside = false;
    } else piece += char;
  }
  // Several bare addresses with nothing but spaces between them.
  return [...pieces, piece].flatMap(one =>
    /^\s*\S+@\S+(?:\s+\S+@\S+)+\s*$/.test(one) && !/[<"]/.test(one) ? one.trim().split(/\s+/) : [one],
  );
}

function readRecipient(piece: string): Recipient | null {
  const text = piece.trim();
  if (text === '') return null;
  const [, before, within] = /^(.*)<([^<>]*)>\s*$/s.exec(text) ?? [];
  const email = (within ?? text).trim().replace(/^mailto:/i, '');
  const name = before === undefined ? null : readName(before);
  const wrong = findWrong(email);
  if (wrong !== null) return { name: null, email: text, wrong };
  return { name, email };
}

function readName(text: string): string | null {
  const name = text
    .trim()
    .replace(/^"(.*)"$|^'(.*)'$/s, '$1$2')
    .replace(/\\(.)/g, '$1')
    .trim();
  return name === '' ? null : name;
}

/** What keeps an address from being one. */
export function findWrong(email: string): Wrong | null {
  const ats = email.split('@').length - 1;
  if (ats === 0) return 'no-at';
  if (ats > 1) return 'two-ats';
  if (/\s/.test(email)) return 'space';
  const [person = '', domain = ''] = email.split('@');
  if (person === '') return 'no-person';
  if (/,/.test(email)) return 'comma';
  if (/[<>()[\]\\";:]/.test(email) || /^\.|\.$|\.\./.test(person)) return 'sign';
  if (!/^[^.\s]+(?:\.[^.\s]+)+$/.test(domain)) return 'no-domain';
  if (!/^[\p{L}\p{N}.-]+$/u.test(domain)) return 'sign';
  return null;
}
