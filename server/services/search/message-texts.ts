import { fold } from '../../formats/message/fold.ts';
import { decodedValue, type Field, readHeader } from '../../formats/message/header.ts';
import { searchableText } from '../../formats/message/text.ts';
import type { Email } from '../../store/emails.ts';

/** Octets of text looked at in one message. */
const textLimit = 4 * 1024 * 1024;

/** The texts of a message as searches compare them: folded. */
export type MessageTexts = { readonly head: string; readonly body: string };

/** What searching the octets of a message needs of its row. */
export type Searched = Pick<Email, 'trace' | 'structure' | 'envelope'>;

export function messageTexts(bytes: Buffer, email: Searched): MessageTexts {
  return { head: headText(bytes, readHeader(bytes).fields), body: bodyText(bytes, email) };
}

/** Every field, one a line. */
export function headText(bytes: Buffer, fields: readonly Field[]): string {
  return fold(fields.map(field => `${field.name}: ${decodedValue(bytes, field)}`).join('\n'));
}

export function bodyText(bytes: Buffer, { trace, structure, envelope }: Searched): string {
  const blob = trace.length === 0 ? bytes : bytes.subarray(trace.length);
  return fold(searchableText(blob, { part: structure, envelope }, textLimit).body);
}
