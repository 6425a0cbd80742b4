/** A scene and its sentences into a letter: greeting, body, closing, signature, what is quoted. */
import { clockTime, parisDay, parisMinutes, spokenDay, writtenDay } from '../calendar.ts';
import type { Random } from '../random.ts';
import type { Attachment } from './attachment.ts';
import type { Letter, Party } from './letter.ts';
import type { Writer } from './scene.ts';
import { htmlOf, linesOf, plainHtml, quotedLines } from './text.ts';
import { writeMessage } from './write.ts';

/** A message as those who answer it remember it. */
export interface Written {
  id: string;
  references: readonly string[];
  at: number;
  subject: string;
  author: Writer;
  to: readonly Party[];
  paragraphs: readonly string[];
  lines: readonly string[];
  raw: Buffer;
}

export interface Sheet {
  at: number;
  author: Writer;
  to: readonly Party[];
  cc: readonly Party[];
  subject: string;
  /** Greeting and body; a paragraph may hold several lines, `- ` begins a point. */
  paragraphs: readonly string[];
  /** What is answered, or sent on under it. */
  quoted: Written | null;
  forwards: boolean;
  attachments: readonly Attachment[];
  invitation: ((letter: Pick<Letter, 'id' | 'at' | 'subject' | 'from' | 'to'>) => string) | null;
  headers: Letter['headers'];
  sent: boolean;
  /** HTML to send instead of that made from the paragraphs. */
  html: string | null;
}

/** A sheet with nothing but its text. */
export const plainSheet = {
  cc: [],
  quoted: null,
  forwards: false,
  attachments: [],
  invitation: null,
  headers: [],
  sent: true,
  html: null,
} as const;

export function party(writer: Writer): Party {
  return { name: writer.name, address: writer.address };
}

/** Writes the sheet; `random` gives the identifiers. */
export function write(random: Random, sheet: Sheet): Written {
  const { at, author, to, subject, quoted } = sheet;
  const { program } = author;
  const id = messageId(random, at, author.address);
  const answered = sheet.forwards ? null : quoted;
  const references = answered === null ? [] : kept([...answered.references, answered.id]);
  const lines = linesOf(sheet.paragraphs, program);
  if (author.signature.length > 0 && sheet.html === null) {
    lines.push('', ...(program.quotes === 'marks' ? ['-- '] : []), ...author.signature);
  }
  if (quoted !== null) lines.push('', ...quotation(quoted, sheet));
  const head = { id, at, subject, from: party(author), to };
  const raw = writeMessage(
    {
      ...head,
      cc: sheet.cc,
      inReplyTo: answered?.id ?? null,
      references,
      lines,
      html: sheet.html ?? (program.html === 'never' ? null : html(sheet, program.html)),
      attachments: sheet.attachments,
      invitation: sheet.invitation?.(head) ?? null,
      headers: sheet.headers,
      program,
      came: !sheet.sent ? 'not yet sent' : author.outside ? 'outside' : 'inside',
    },
    random,
  );
  return { id, references, at, subject, author, to, paragraphs: sheet.paragraphs, lines, raw };
}

function messageId(random: Random, at: number, address: string): string {
  return `${(at / 1000).toString(36)}.${random.bytes(8).toString('hex')}@${address.slice(address.indexOf('@') + 1)}`;
}

/** Long threads keep their first identifier and the last ones. */
function kept(references: readonly string[]): readonly string[] {
  return references.length <= 12 ? references : [references[0] as string, ...references.slice(-11)];
}

function quotation(quoted: Written, { author, forwards }: Sheet): string[] {
  const intro = introduction(quoted, author, forwards).split('\n');
  if (forwards || author.program.quotes === 'block') return [...intro, '', ...quoted.lines.slice(0, 120)];
  return [...intro, ...quotedLines(quoted.lines, 60)];
}

function introduction(quoted: Written, author: Writer, forwards: boolean): string {
  const clock = clockTime(parisMinutes(quoted.at));
  const day = parisDay(quoted.at);
  if (!forwards && author.program.quotes === 'marks') {
    return `Le ${writtenDay(day)} à ${clock}, ${quoted.author.name} a écrit\u00a0:`;
  }
  const line = forwards && author.program.quotes === 'marks' ? '-------- Message transféré --------\n' : '';
  const to = quoted.to
    .map(each => each.name ?? each.address)
    .slice(0, 4)
    .join('; ');
  const year = writtenDay(day).slice(6);
  return `${line}De\u00a0: ${quoted.author.name} <${quoted.author.address}>\nEnvoyé\u00a0: ${spokenDay(day)} ${year} ${clock}\nÀ\u00a0: ${to}\nObjet\u00a0: ${quoted.subject}`;
}

function html({ paragraphs, author, quoted, forwards }: Sheet, style: 'plain' | 'office' | 'phone'): string {
  const signed = author.signature.length === 0 ? paragraphs : [...paragraphs, author.signature.join('\n')];
  const below =
    quoted === null ? null : { intro: introduction(quoted, author, forwards), html: plainHtml(quoted.paragraphs) };
  return htmlOf(style, signed, below);
}
