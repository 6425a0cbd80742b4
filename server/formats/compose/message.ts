/** A message put together: its fields, its parts, their boundaries. rfc/2045, rfc/2046#5.1 */
import { type Encoding, encodeBase64, encodeText, plainEncoding } from './body.ts';
import { type HeaderLine, parameter } from './header.ts';

/** What a part says of itself. `headers` are further fields; a name is a file's, for people. */
type Described = {
  readonly type: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly disposition?: string | null;
  readonly name?: string | null;
  readonly cid?: string | null;
  readonly language?: readonly string[] | null;
  readonly location?: string | null;
  readonly headers?: readonly HeaderLine[];
};

export type OutgoingPart = Described &
  (
    | { readonly kind: 'multipart'; readonly parts: readonly OutgoingPart[] }
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'bytes'; readonly bytes: Buffer }
  );

/** The whole message, CRLF throughout. `boundary` gives a fresh one at each call: no part may hold it. */
export function composeMessage(headers: readonly HeaderLine[], root: OutgoingPart, boundary: () => string): Buffer {
  const pieces: Buffer[] = [writeLines(headers), writeLines([{ name: 'MIME-Version', value: '1.0' }])];
  writePart(root, boundary, pieces);
  return Buffer.concat(pieces);
}

function writePart(part: OutgoingPart, boundary: () => string, pieces: Buffer[]): void {
  if (part.kind !== 'multipart') {
    const { encoding, bytes } = encodeLeaf(part);
    pieces.push(writeLines([...describe(part, {}), { name: 'Content-Transfer-Encoding', value: encoding }]));
    pieces.push(Buffer.from('\r\n'), bytes);
    return;
  }
  const mark = boundary();
  pieces.push(writeLines(describe(part, { boundary: mark })));
  for (const child of part.parts) {
    pieces.push(Buffer.from(`\r\n--${mark}\r\n`));
    writePart(child, boundary, pieces);
  }
  pieces.push(Buffer.from(`\r\n--${mark}--\r\n`));
}

function encodeLeaf(part: Exclude<OutgoingPart, { kind: 'multipart' }>): { encoding: Encoding; bytes: Buffer } {
  if (part.kind === 'text') return encodeText(part.text);
  if (part.type.startsWith('message/')) return { encoding: plainEncoding(part.bytes), bytes: part.bytes };
  return { encoding: 'base64', bytes: encodeBase64(part.bytes) };
}

function describe(part: OutgoingPart, more: Readonly<Record<string, string>>): HeaderLine[] {
  const name = part.name ?? null;
  const charset: Readonly<Record<string, string>> = part.kind === 'text' ? { charset: 'utf-8' } : {};
  const params = { ...part.params, ...charset, ...more, ...(name === null ? {} : { name }) };
  const lines: HeaderLine[] = [{ name: 'Content-Type', value: part.type + writeParameters(params) }];
  if (part.disposition != null) {
    const filename: Readonly<Record<string, string>> = name === null ? {} : { filename: name };
    lines.push({ name: 'Content-Disposition', value: part.disposition + writeParameters(filename) });
  }
  if (part.cid != null) lines.push({ name: 'Content-ID', value: `<${part.cid}>` });
  if (part.language != null) lines.push({ name: 'Content-Language', value: part.language.join(', ') });
  if (part.location != null) lines.push({ name: 'Content-Location', value: part.location });
  return [...lines, ...(part.headers ?? [])];
}

function writeParameters(params: Readonly<Record<string, string>>): string {
  return Object.entries(params)
    .map(([name, value]) => parameter(name, value))
    .join('');
}

function writeLines(lines: readonly HeaderLine[]): Buffer {
  return Buffer.from(lines.map(({ name, value }) => `${name}:${/^[ \t]/.test(value) ? '' : ' '}${value}\r\n`).join(''));
}
