/** What somebody away answers, and its script. R25 */
import { encodeQuotedPrintable } from '../field.ts';
import { quote, quoteList } from '../quote.ts';

/** What is said to one kind of sender. */
export type Words = { readonly text: string; readonly html: string | null };

export type Absence = {
  readonly enabled: boolean;
  /** From that instant on; null: from now. */
  readonly from: Date | null;
  /** Up to but not at that instant; null: until it is switched off. */
  readonly until: Date | null;
  /** Null: `Auto: ` and the subject of what is answered. */
  readonly subject: string | null;
  readonly colleagues: Words;
  /** Null: the same as to colleagues. */
  readonly outsiders: Words | null;
  /** Who can help meanwhile, mentioned at the end. */
  readonly replacement: { readonly name: string; readonly address: string } | null;
  /** A sender is answered once in so many days. */
  readonly days: number;
};

/** A script of its own: it runs beside the person's filters, only while the absence lasts. `domains`: of the colleagues. */
export function absenceToSieve(absence: Absence, domains: readonly string[]): string {
  const { colleagues, outsiders } = absence;
  const inside = reply(absence, colleagues, 'colleagues');
  if (outsiders === null) return `require "vacation";\n${inside}`;
  return [
    'require ["vacation", "envelope"];',
    `if envelope :domain "from" ${quoteList(domains)} {`,
    inside,
    '} else {',
    reply(absence, outsiders, 'outsiders'),
    '}',
    '',
  ].join('\n');
}

/** The handle is that of the absence, not of its words: mending a slip of the pen answers nobody a second time. rfc/5230#4.2 */
function reply({ subject, days, replacement, from }: Absence, words: Words, to: string): string {
  const handle = `absence ${from?.toISOString() ?? ''} ${to}`;
  const tags = [
    `:days ${days}`,
    `:handle ${quote(handle)}`,
    ...(subject === null ? [] : [`:subject ${quote(subject)}`]),
  ];
  const text = withReplacement(words.text, replacement, '\n');
  if (words.html === null) return `vacation ${tags.join(' ')} ${quote(text)};`;
  const html = withReplacement(words.html, replacement && escaped(replacement), '<br>');
  return `vacation ${tags.join(' ')} :mime ${quote(alternative(text, html))};`;
}

/** The texts as they are sent, replacement included. */
export function repliesOf({ colleagues, outsiders, replacement }: Absence): { colleagues: string; outsiders: string } {
  const sent = (words: Words) => withReplacement(words.text, replacement, '\n');
  return { colleagues: sent(colleagues), outsiders: sent(outsiders ?? colleagues) };
}

/** Not twice where the words name the person already. */
function withReplacement(text: string, replacement: Absence['replacement'], lineEnd: string): string {
  if (replacement === null || text.includes(replacement.address)) return text;
  const { name, address } = replacement;
  return `${text}${lineEnd}${lineEnd}Pendant cette absence, vous pouvez écrire à ${name} : ${address}.`;
}

function escaped({ name, address }: { name: string; address: string }) {
  const safe = (text: string) => text.replace(/[&<>"]/g, one => `&#${one.charCodeAt(0)};`);
  return { name: safe(name), address: safe(address) };
}

function alternative(text: string, html: string): string {
  let boundary = '=_absence';
  while (text.includes(boundary) || html.includes(boundary)) boundary += '_';
  const part = (subtype: string, content: string) =>
    `--${boundary}\r\nContent-Type: text/${subtype}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${encodeQuotedPrintable(content)}\r\n`;
  return `Content-Type: multipart/alternative; boundary="${boundary}"\r\n\r\n${part('plain', text)}${part('html', html)}--${boundary}--\r\n`;
}
