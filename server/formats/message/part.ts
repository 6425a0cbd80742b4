/**
 * The structure of a message as it is stored: a tree of parts, plain JSON, absent keys left out (one tree is kept for
 * every message of every account). All offsets count bytes from the first byte of the whole message as it was received.
 */
import type { Envelope } from './envelope.ts';
import type { Field } from './header.ts';
import { rawHeader } from './header.ts';
import type { Params } from './params.ts';
import { parseParameterised, withoutComments } from './params.ts';
import { decodeWords } from './words.ts';

export type Part = {
  /** Where the header block starts; `[header, body)` is the block with its blank line. */
  header: number;
  /** Where the body starts; `[body, end)` is the body, without the line end that belongs to the next boundary. */
  body: number;
  end: number;
  /** Line ends within the body as transferred. */
  lines: number;
  /** Lower case. A multipart always has `children`; a message/rfc822 or message/global always has `message`. */
  type: string;
  subtype: string;
  /** Lower-case names, values decoded (rfc/2231); encoded words, which do not belong here, are left: see {@link fileName}. */
  params: Params;
  /** Content-Transfer-Encoding, lower case; `7bit` by default. */
  encoding: string;
  /** Content-ID with its angle brackets. */
  id?: string;
  /** Content-Description, encoded words kept. */
  description?: string;
  disposition?: Disposition;
  language?: string[];
  location?: string;
  md5?: string;
  children?: Part[];
  message?: { envelope: Envelope; part: Part };
};

export type Disposition = { type: string; params: Params };

/** What a part says of itself in its header: everything but its place and its children. */
export type Content = Omit<Part, 'header' | 'body' | 'end' | 'lines' | 'children' | 'message'>;

/** Reads the Content-* fields. `digest`: the parent is a multipart/digest, whose parts are messages by default. rfc/2046#5.1.5 */
export function readContent(bytes: Buffer, fields: readonly Field[], digest: boolean): Content {
  let content: Content = {
    ...(digest ? { type: 'message', subtype: 'rfc822' } : { type: 'text', subtype: 'plain' }),
    params: {},
    encoding: '7bit',
  };
  const mime = fields.filter(field => field.name.startsWith('content-'));
  if (mime.length === 0) return content;
  const get = (name: string) => rawHeader(bytes, mime, `content-${name}`) || undefined;

  const type = get('type');
  if (type !== undefined) content = { ...content, ...mediaType(type) };
  const encoding = get('transfer-encoding');
  if (encoding !== undefined) content.encoding = transferEncoding(encoding);
  const id = get('id');
  if (id !== undefined) content.id = id;
  const description = get('description');
  if (description !== undefined) content.description = description;
  const disposition = get('disposition');
  if (disposition !== undefined) content.disposition = readDisposition(disposition);
  const language = languages(get('language'));
  if (language.length > 0) content.language = language;
  const location = get('location')?.replace(/\s+/g, '');
  if (location) content.location = location;
  const md5 = get('md5');
  if (md5 !== undefined) content.md5 = md5;
  return content;
}

/** The name a part carries for people, or null: path, control characters and stray encoded words taken away. */
export function fileName(part: Part): string | null {
  const given = part.disposition?.params.filename ?? part.params.name;
  if (given === undefined) return null;
  const name = decodeWords(given)
    .replace(/^.*[/\\]/s, '')
    .replace(/[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();
  return name === '' || name === '.' || name === '..' ? null : name;
}

/** Every part that has no parts of its own, in the message's order. A message within is one leaf unless `within` is set. */
export function* leaves(part: Part, within = false): Generator<Part> {
  if (part.children) for (const child of part.children) yield* leaves(child, within);
  else if (part.message && within) yield* leaves(part.message.part, within);
  else yield part;
}

/** A type that cannot be read is text when nothing tells otherwise, else bytes of no known kind. rfc/2045#5.2 */
function mediaType(text: string): Pick<Content, 'type' | 'subtype' | 'params'> {
  const { value, params } = parseParameterised(text);
  const [, type, subtype] = /^([^\s/]+)\s*\/\s*([^\s/]+)$/.exec(value) ?? [];
  if (type !== undefined && subtype !== undefined) return { type, subtype, params };
  return value === '' || value === 'text'
    ? { type: 'text', subtype: 'plain', params }
    : { type: 'application', subtype: 'octet-stream', params };
}

function transferEncoding(text: string): string {
  const token = withoutComments(text).trim().toLowerCase().split(/[\s;]/, 1)[0]!;
  if (token === '7-bit' || token === '') return '7bit';
  return token === '8-bit' ? '8bit' : token;
}

function readDisposition(text: string): Disposition {
  const { value, params } = parseParameterised(text);
  return { type: value === '' ? 'attachment' : value, params };
}

function languages(text: string | undefined): string[] {
  if (text === undefined) return [];
  return withoutComments(text)
    .split(',')
    .map(tag => tag.trim())
    .filter(tag => tag !== '');
}
