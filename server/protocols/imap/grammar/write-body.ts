import { writeNstring, writeString } from './write.ts';
import { type EnvelopeData, writeEnvelope } from './write-envelope.ts';

/** What BODY and BODYSTRUCTURE tell of a part; the parsed structure of a message is one. */
export type PartData = {
  /** Offsets of the body: its size as transferred is their difference. */
  body: number;
  end: number;
  lines: number;
  type: string;
  subtype: string;
  params: { readonly [name: string]: string };
  encoding: string;
  id?: string;
  description?: string;
  md5?: string;
  disposition?: { type: string; params: { readonly [name: string]: string } };
  language?: readonly string[];
  location?: string;
  /** Of a multipart. */
  children?: readonly PartData[];
  /** Of a message/rfc822 or message/global. */
  message?: { envelope: EnvelopeData; part: PartData };
};

/** body: with `extended`, BODYSTRUCTURE; without, BODY. rfc/9051#7.5.2 */
export function writeBody(part: PartData, extended: boolean, utf8: boolean): string {
  if (part.type === 'multipart') return writeMultipart(part, extended, utf8);
  const size = part.end - part.body;
  let text = `(${writeString(part.type, utf8)} ${writeString(part.subtype, utf8)} ${writeParams(part.params, utf8)} ${writeNstring(
    part.id,
    utf8,
  )} ${writeNstring(part.description, utf8)} ${writeString(part.encoding, utf8)} ${size}`;
  if (part.message)
    text += ` ${writeEnvelope(part.message.envelope, utf8)} ${writeBody(part.message.part, extended, utf8)} ${part.lines}`;
  else if (part.type === 'text') text += ` ${part.lines}`;
  if (extended) text += ` ${writeNstring(part.md5, utf8)}${writeExtension(part, utf8)}`;
  return `${text})`;
}

function writeMultipart(part: PartData, extended: boolean, utf8: boolean): string {
  // The syntax wants one part at least; a multipart that was sent without any is shown with an empty one.
  const children = part.children?.length ? part.children : [nothing];
  let text = '(';
  for (const child of children) text += writeBody(child, extended, utf8);
  text += ` ${writeString(part.subtype, utf8)}`;
  if (extended) text += ` ${writeParams(part.params, utf8)}${writeExtension(part, utf8)}`;
  return `${text})`;
}

/** Disposition, language and location. */
function writeExtension({ disposition, language, location }: PartData, utf8: boolean): string {
  const shown = disposition
    ? `(${writeString(disposition.type, utf8)} ${writeParams(disposition.params, utf8)})`
    : 'NIL';
  const languages = language?.length ? `(${language.map(each => writeString(each, utf8)).join(' ')})` : 'NIL';
  return ` ${shown} ${languages} ${writeNstring(location, utf8)}`;
}

function writeParams(params: PartData['params'], utf8: boolean): string {
  let text = '';
  for (const name in params) text += `${text && ' '}${writeString(name, utf8)} ${writeString(params[name]!, utf8)}`;
  return text === '' ? 'NIL' : `(${text})`;
}

const nothing: PartData = { body: 0, end: 0, lines: 0, type: 'text', subtype: 'plain', params: {}, encoding: '7bit' };
