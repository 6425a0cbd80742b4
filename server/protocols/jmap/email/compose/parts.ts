/** The parts of an Email to be made: a whole structure, or a text, its HTML and files. rfc/8621#4.6 */
import type { HeaderLine } from '../../../../formats/compose/header.ts';
import type { OutgoingPart } from '../../../../formats/compose/message.ts';
import { readBlobId } from '../../../../formats/object-id/blob-id.ts';
import { readBlob } from '../../../../services/emails/blobs.ts';
import { invalidProperties, SetFault } from '../../faults.ts';
import type { Context } from '../../method.ts';
import { resolveCreation } from '../../names.ts';
import { bool, defaulted, InvalidArgument, listOf, mapOf, nullable, plainObject, record, text } from '../../read.ts';
import { headerLines, headerPropertyOf } from './headers.ts';

/** Parts within parts deeper than this are no honest message. */
const deepest = 20;
const mostParts = 500;

type Values = ReadonlyMap<string, { readonly value: string }>;

const bodyValue = record({
  value: text,
  isEncodingProblem: defaulted(bool, false),
  isTruncated: defaulted(bool, false),
});

const token = (value: unknown, path: string): string => {
  const read = text(value, path);
  if (!/^[\w!#$&^.+-]{1,100}\/[\w!#$&^.+-]{1,100}$/.test(read)) throw new InvalidArgument(path, 'is no media type');
  return read.toLowerCase();
};
const plainWord = (value: unknown, path: string): string => {
  const read = text(value, path);
  if (!/^[!-~]{1,500}$/.test(read) || /[<>;,]/.test(read)) throw new InvalidArgument(path, 'is no word of a header');
  return read;
};

/** Reads what is asked, fetching the blobs it names. @throws SetFault, InvalidArgument */
export async function readBody(context: Context, given: ReadonlyMap<string, unknown>): Promise<OutgoingPart> {
  const values: Values = given.has('bodyValues')
    ? mapOf(text, bodyValue)(given.get('bodyValues'), 'bodyValues')
    : new Map();
  for (const [partId, value] of values) {
    const { isEncodingProblem, isTruncated } = value as unknown as Record<string, boolean>;
    if (isEncodingProblem || isTruncated) throw invalidProperties([`bodyValues/${partId}`], 'A text must be whole.');
  }
  const reader = createReader(context, values);
  const structure = given.get('bodyStructure');
  const lists = ['textBody', 'htmlBody', 'attachments'].filter(name => given.has(name));
  if (structure !== undefined && lists.length > 0) {
    throw invalidProperties(['bodyStructure', ...lists], 'Either the structure or the lists.');
  }
  const part =
    structure === undefined ? await readLists(reader, given) : await reader.read(structure, 'bodyStructure', 0);
  reader.finish();
  return part;
}

type PartReader = {
  read(value: unknown, path: string, depth: number): Promise<OutgoingPart>;
  finish(): void;
};

function createReader(context: Context, values: Values): PartReader {
  const missing: string[] = [];
  let parts = 0;

  async function read(value: unknown, path: string, depth: number): Promise<OutgoingPart> {
    parts += 1;
    if (depth > deepest || parts > mostParts) throw invalidProperties([path], 'Too many parts.');
    const given = new Map(Object.entries(plainObject(value, path)));
    const described = describe(given, path);
    if (described.type.startsWith('multipart/')) {
      for (const name of ['partId', 'blobId'])
        if (given.get(name) != null) throw invalidProperties([`${path}/${name}`]);
      const children = listOf(one => one)(given.get('subParts'), `${path}/subParts`);
      if (children.length === 0) throw invalidProperties([`${path}/subParts`], 'A multipart has parts.');
      const below: OutgoingPart[] = [];
      for (const [index, child] of children.entries())
        below.push(await read(child, `${path}/subParts/${index}`, depth + 1));
      return { ...described, kind: 'multipart', parts: below };
    }
    if (given.get('subParts') != null) throw invalidProperties([`${path}/subParts`], 'Only a multipart has parts.');
    return { ...described, ...(await readContent(given, described.type, path)) };
  }

  async function readContent(
    given: ReadonlyMap<string, unknown>,
    type: string,
    path: string,
  ): Promise<{ kind: 'text'; text: string } | { kind: 'bytes'; bytes: Buffer; params?: Record<string, string> }> {
    const partId = nullable(text)(given.get('partId'), `${path}/partId`);
    const blobId = nullable(text)(given.get('blobId'), `${path}/blobId`);
    if ((partId === null) === (blobId === null)) {
      throw invalidProperties([`${path}/partId`, `${path}/blobId`], 'One of the two.');
    }
    if (partId !== null) {
      const value = values.get(partId);
      if (value === undefined) throw invalidProperties([`bodyValues/${partId}`], 'There is no such text.');
      if (!type.startsWith('text/')) throw invalidProperties([`${path}/type`], 'A text has a text type.');
      if (given.get('charset') != null) throw invalidProperties([`${path}/charset`], 'The server chooses it.');
      return { kind: 'text', text: value.value };
    }
    const resolved = resolveCreation(context, blobId!);
    const name = resolved === null ? null : readBlobId(resolved);
    const bytes = name === null ? null : await readBlob(context.house, context.access, name);
    if (bytes === null) missing.push(blobId!);
    const charset = nullable(plainWord)(given.get('charset'), `${path}/charset`);
    return { kind: 'bytes', bytes: bytes ?? Buffer.alloc(0), ...(charset === null ? {} : { params: { charset } }) };
  }

  return {
    read,
    finish() {
      if (missing.length > 0) throw new SetFault('blobNotFound', { notFound: missing });
    },
  };
}

const known = [
  'partId',
  'blobId',
  'size',
  'name',
  'type',
  'charset',
  'disposition',
  'cid',
  'language',
  'location',
  'subParts',
];

/** Fields that a property stands for too: given as the one or as the other. Null: the server's alone to write. */
const twins: Readonly<Record<string, string | null>> = {
  'content-id': 'cid',
  'content-language': 'language',
  'content-location': 'location',
  'content-type': null,
  'content-disposition': null,
  'content-transfer-encoding': null,
};

/** What a part says of itself, fields of its own included. */
function describe(given: ReadonlyMap<string, unknown>, path: string) {
  const headers: HeaderLine[] = [];
  for (const [property, value] of given) {
    if (known.includes(property)) continue;
    const header = headerPropertyOf(property);
    const twin = header === null ? undefined : twins[header.field];
    const taken = header === null || !property.startsWith('header:') || twin === null;
    if (taken) throw invalidProperties([`${path}/${property}`], 'Not known here.');
    if (twin !== undefined && given.has(twin))
      throw invalidProperties([`${path}/${property}`, `${path}/${twin}`], 'One field is given twice.');
    headers.push(...headerLines(header, `${path}/${property}`, value));
  }
  const read = <Value>(name: string, reader: (value: unknown, path: string) => Value) =>
    nullable(reader)(given.get(name), `${path}/${name}`);
  return {
    type: read('type', token) ?? 'text/plain',
    name: read('name', text),
    disposition: read('disposition', plainWord),
    cid: read('cid', plainWord),
    language: read('language', listOf(plainWord)),
    location: read('location', plainWord),
    headers,
  };
}

/** Text, HTML and files: alternatives first, pictures of the HTML with it, files behind. */
async function readLists(reader: PartReader, given: ReadonlyMap<string, unknown>): Promise<OutgoingPart> {
  const text = await readOne(reader, given, 'textBody', 'text/plain');
  const html = await readOne(reader, given, 'htmlBody', 'text/html');
  const files: OutgoingPart[] = [];
  for (const [index, value] of (
    nullable(listOf(one => one))(given.get('attachments'), 'attachments') ?? []
  ).entries()) {
    const file = await reader.read(value, `attachments/${index}`, 1);
    files.push(file.disposition == null ? { ...file, disposition: 'attachment' } : file);
  }
  const pictures = html === null ? [] : files.filter(file => file.cid != null && file.disposition === 'inline');
  const attached = files.filter(file => !pictures.includes(file));
  const shown = html === null ? null : multipart('multipart/related', [html, ...pictures]);
  const texts = [text, shown].filter(part => part !== null);
  const body = texts.length === 0 ? [] : [multipart('multipart/alternative', texts)];
  const all = [...body, ...attached];
  return all.length === 0 ? { kind: 'text', type: 'text/plain', text: '' } : wrap(all, attached.length > 0);
}

async function readOne(
  reader: PartReader,
  given: ReadonlyMap<string, unknown>,
  name: string,
  type: string,
): Promise<OutgoingPart | null> {
  const list = nullable(listOf(one => one))(given.get(name), name) ?? [];
  if (list.length === 0) return null;
  if (list.length > 1) throw invalidProperties([name], 'One part, no more.');
  const part = await reader.read({ type, ...plainObject(list[0], `${name}/0`) }, `${name}/0`, 1);
  if (part.type !== type) throw invalidProperties([`${name}/0/type`], `Must be ${type}.`);
  return part;
}

/** One part needs nothing around it. */
function multipart(type: string, parts: readonly OutgoingPart[]): OutgoingPart {
  return parts.length === 1 ? parts[0]! : { kind: 'multipart', type, parts };
}

function wrap(parts: readonly OutgoingPart[], mixed: boolean): OutgoingPart {
  return mixed ? { kind: 'multipart', type: 'multipart/mixed', parts } : multipart('multipart/mixed', parts);
}
