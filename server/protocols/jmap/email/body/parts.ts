/** The parts of a message as clients see them. rfc/8621#4.1.4 */
import { decodeBody } from '../../../../formats/message/decode.ts';
import { type Field, readHeader } from '../../../../formats/message/header.ts';
import { fileName, type Part } from '../../../../formats/message/part.ts';
import { type BlobName, cutOf, writeBlobId } from '../../../../formats/object-id/blob-id.ts';
import { readProperty, readRaw } from '../header/forms.ts';
import { readHeaderProperty } from '../header/property.ts';

/** A message whose parts are described: `offset` octets stand before `bytes` in the blob of that name. */
export type Source = {
  readonly structure: Part;
  readonly bytes: Buffer | null;
  readonly blob: BlobName;
  readonly offset: number;
};

export const bodyProperties = [
  'partId',
  'blobId',
  'size',
  'headers',
  'name',
  'type',
  'charset',
  'disposition',
  'cid',
  'language',
  'location',
  'subParts',
] as const;

/** What is given where nothing is asked. */
export const usualBodyProperties = bodyProperties.filter(name => name !== 'headers' && name !== 'subParts');

/** A part with its number, as IMAP numbers it: null for a multipart. */
export type NumberedPart = {
  readonly part: Part;
  readonly number: string | null;
  readonly children: readonly NumberedPart[];
};

export function numberParts(part: Part, number = ''): NumberedPart {
  if (part.children === undefined) return { part, number: number === '' ? '1' : number, children: [] };
  const children = part.children.map((child, index) =>
    numberParts(child, `${number === '' ? '' : `${number}.`}${index + 1}`),
  );
  return { part, number: null, children };
}

export function typeOf(part: Part): string {
  return `${part.type}/${part.subtype}`;
}

/** The bytes of the message are needed to tell this of some part. */
export function needsBytes(property: string): boolean {
  return property === 'size' || property === 'headers' || property.startsWith('header:');
}

/** One part, with the properties asked. */
export function describePart(
  source: Source,
  { part, number, children }: NumberedPart,
  properties: readonly string[],
): object {
  const described: Record<string, unknown> = {};
  for (const property of properties) {
    if (property === 'subParts') {
      if (part.children !== undefined)
        described.subParts = children.map(child => describePart(source, child, properties));
      else described.subParts = null;
    } else described[property] = readPartProperty(source, part, number, property);
  }
  return described;
}

function readPartProperty(source: Source, part: Part, number: string | null, property: string): unknown {
  switch (property) {
    case 'partId':
      return number;
    case 'blobId':
      return number === null ? null : partBlobId(source, part);
    case 'size':
      return number === null ? 0 : decodedSize(source, part);
    case 'name':
      return fileName(part);
    case 'type':
      return typeOf(part);
    case 'charset':
      return part.type === 'text' ? (part.params.charset ?? 'us-ascii') : null;
    case 'disposition':
      return part.disposition?.type ?? null;
    case 'cid':
      return part.id?.replace(/^<|>$/g, '') ?? null;
    case 'language':
      return part.language ?? null;
    case 'location':
      return part.location ?? null;
    case 'headers':
      return listHeaders(source.bytes!, partFields(source, part));
    default:
      return readProperty(source.bytes!, partFields(source, part), readHeaderProperty(property)!);
  }
}

function partBlobId({ blob, offset }: Source, part: Part): string {
  const cut = cutOf(part.body + offset, part.end + offset, part.encoding);
  return writeBlobId({ ...blob, cuts: [...blob.cuts, cut] });
}

/** Octets once decoded. */
function decodedSize({ bytes }: Source, part: Part): number {
  const encoded = part.encoding === 'base64' || part.encoding === 'quoted-printable';
  return encoded ? decodeBody(bytes!, part).length : part.end - part.body;
}

function partFields({ bytes }: Source, part: Part): Field[] {
  return readHeader(bytes!.subarray(0, part.body), part.header).fields;
}

/** Every field in order, names as they are written, values raw. */
export function listHeaders(bytes: Buffer, fields: readonly Field[]): { name: string; value: string }[] {
  return fields.map(field => ({
    name: bytes.toString('latin1', field.start, field.start + field.name.length),
    value: readRaw(bytes, field),
  }));
}
