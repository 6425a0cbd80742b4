/** Emails as clients see them: which properties there are, and each of them from what is stored. rfc/8621#4 */
import { listMailboxes } from '../../../formats/address/parse.ts';
import type { Envelope } from '../../../formats/message/envelope.ts';
import { readHeader } from '../../../formats/message/header.ts';
import type { Part } from '../../../formats/message/part.ts';
import { type BlobName, writeBlobId } from '../../../formats/object-id/blob-id.ts';
import { MethodFault } from '../faults.ts';
import { bool, defaulted, listOf, nullable, text, unsigned } from '../read.ts';
import { chooseParts } from './body/choose.ts';
import {
  bodyProperties,
  describePart,
  listHeaders,
  type NumberedPart,
  needsBytes,
  numberParts,
  type Source,
  usualBodyProperties,
} from './body/parts.ts';
import { type BodyValue, readBodyValue } from './body/values.ts';
import { asAddress, readDate, readIds, readProperty, readText } from './header/forms.ts';
import { convenience, type HeaderProperty, readHeaderProperty } from './header/property.ts';

/** Known of an email by its place in the account. */
export const storedProperties = ['id', 'blobId', 'threadId', 'mailboxIds', 'keywords', 'size', 'receivedAt'] as const;
const headProperties = Object.keys(convenience) as (keyof typeof convenience)[];
const partProperties = ['bodyStructure', 'textBody', 'htmlBody', 'attachments', 'bodyValues'] as const;

/** Given where nothing is asked. rfc/8621#4.2 */
export const usualProperties: readonly string[] = [
  ...storedProperties,
  'messageId',
  'inReplyTo',
  'references',
  'sender',
  'from',
  'to',
  'cc',
  'bcc',
  'replyTo',
  'subject',
  'sentAt',
  'hasAttachment',
  'preview',
  'bodyValues',
  'textBody',
  'htmlBody',
  'attachments',
];

export const contentShape = {
  properties: nullable(listOf(text)),
  bodyProperties: nullable(listOf(text)),
  fetchTextBodyValues: defaulted(bool, false),
  fetchHTMLBodyValues: defaulted(bool, false),
  fetchAllBodyValues: defaulted(bool, false),
  maxBodyValueBytes: defaulted(unsigned, 0),
};

type ContentArguments = {
  readonly properties: readonly string[] | null;
  readonly bodyProperties: readonly string[] | null;
  readonly fetchTextBodyValues: boolean;
  readonly fetchHTMLBodyValues: boolean;
  readonly fetchAllBodyValues: boolean;
  readonly maxBodyValueBytes: number;
};

/** What is asked of each email, and what has to be read to answer. */
export type Asked = {
  readonly properties: ReadonlySet<string>;
  readonly headers: readonly HeaderProperty[];
  readonly bodyProperties: readonly string[];
  readonly values: { readonly text: boolean; readonly html: boolean; readonly all: boolean; readonly most: number };
  readonly wanted: 'nothing' | 'header' | 'all';
  readonly structured: boolean;
};

/** @param own properties that no standard names. @throws MethodFault invalidArguments */
export function readAsked(args: ContentArguments, usual: readonly string[], own: readonly string[] = []): Asked {
  const properties = new Set(args.properties ?? usual);
  properties.add('id');
  const known = new Set<string>([...usualProperties, 'headers', 'bodyStructure', ...own]);
  const headers: HeaderProperty[] = [];
  for (const property of properties) {
    if (known.has(property)) continue;
    const header = readHeaderProperty(property);
    if (header === null) throw new MethodFault('invalidArguments', `properties: ${property} is not known here`);
    headers.push(header);
  }
  const ofParts = args.bodyProperties ?? usualBodyProperties;
  const values = {
    text: args.fetchTextBodyValues,
    html: args.fetchHTMLBodyValues,
    all: args.fetchAllBodyValues,
    most: args.maxBodyValueBytes,
  };
  const structured = partProperties.some(property => properties.has(property));
  const described = ['bodyStructure', 'textBody', 'htmlBody', 'attachments'].some(property => properties.has(property));
  const valued = properties.has('bodyValues') && (values.text || values.html || values.all);
  const whole = valued || (described && ofParts.some(needsBytes));
  // What the envelope does not keep as it was: a message without Sender has none, and References are not in it.
  const headed =
    headers.length > 0 || ['headers', 'references', 'sender', 'replyTo'].some(property => properties.has(property));
  return {
    properties,
    headers,
    bodyProperties: withSubParts(checkBodyProperties(ofParts), properties),
    values,
    wanted: whole ? 'all' : headed ? 'header' : 'nothing',
    structured,
  };
}

function checkBodyProperties(properties: readonly string[]): readonly string[] {
  for (const property of properties) {
    const known = (bodyProperties as readonly string[]).includes(property) || readHeaderProperty(property) !== null;
    if (!known) throw new MethodFault('invalidArguments', `bodyProperties: ${property} is not known here`);
  }
  return properties;
}

/** A structure without its parts would be none: `subParts` come with it whatever is asked. rfc/8621#4.1.4 */
function withSubParts(properties: readonly string[], asked: ReadonlySet<string>): readonly string[] {
  return asked.has('bodyStructure') && !properties.includes('subParts') ? [...properties, 'subParts'] : properties;
}

/** What a message holds, wherever it was found. */
export type Content = {
  /** Header lines put before the message, and its own bytes: the header alone, all, or null. */
  readonly trace: string;
  readonly bytes: Buffer | null;
  readonly blob: BlobName;
  readonly envelope: Envelope;
  readonly structure: Part | undefined;
  readonly subject: string;
  /** Undefined where it was not read, because the list knows it. */
  readonly hasAttachment: boolean | undefined;
  readonly preview: string;
};

/** The properties that come from the message itself. */
export function describeContent(content: Content, asked: Asked): Record<string, unknown> {
  const described: Record<string, unknown> = {};
  const { properties } = asked;
  if (properties.has('hasAttachment') && content.hasAttachment !== undefined)
    described.hasAttachment = content.hasAttachment;
  if (properties.has('preview')) described.preview = content.preview;
  describeHead(described, content, asked);
  if (asked.structured && content.structure !== undefined) describeBody(described, content, content.structure, asked);
  return described;
}

function describeHead(described: Record<string, unknown>, content: Content, { properties, headers }: Asked): void {
  if (content.bytes === null) {
    for (const property of headProperties)
      if (properties.has(property)) described[property] = fromEnvelope(content, property);
    return;
  }
  const end = content.structure?.body ?? content.bytes.length;
  const head = Buffer.concat([Buffer.from(content.trace), content.bytes.subarray(0, end)]);
  const { fields } = readHeader(head);
  if (properties.has('headers')) described.headers = listHeaders(head, fields);
  for (const property of headProperties) {
    if (properties.has(property))
      described[property] = readProperty(head, fields, readHeaderProperty(convenience[property])!);
  }
  for (const header of headers) described[header.property] = readProperty(head, fields, header);
}

/** The same answers from what is stored, so that a list of messages reads no message. */
function fromEnvelope({ envelope, subject }: Content, property: keyof typeof convenience): unknown {
  switch (property) {
    case 'subject':
      return envelope.subject === null ? null : readText(subject);
    case 'sentAt':
      return envelope.date === null ? null : readDate(envelope.date);
    case 'messageId':
    case 'inReplyTo':
      return envelope[property] === null ? null : readIds(envelope[property]);
    case 'from':
    case 'to':
    case 'cc':
    case 'bcc': {
      const list = listMailboxes(envelope[property]).map(asAddress);
      return list.length === 0 ? null : list;
    }
    default:
      throw new Error(`${property} is read from the message`);
  }
}

function describeBody(described: Record<string, unknown>, content: Content, structure: Part, asked: Asked): void {
  const source: Source = {
    structure,
    bytes: content.bytes,
    blob: content.blob,
    offset: Buffer.byteLength(content.trace),
  };
  const root = numberParts(structure);
  const chosen = chooseParts(root);
  const { properties, values } = asked;
  if (properties.has('bodyStructure')) described.bodyStructure = describePart(source, root, asked.bodyProperties);
  const flat = asked.bodyProperties.filter(property => property !== 'subParts');
  for (const list of ['textBody', 'htmlBody', 'attachments'] as const) {
    if (properties.has(list)) described[list] = chosen[list].map(part => describePart(source, part, flat));
  }
  if (!properties.has('bodyValues')) return;
  const shown = [
    ...(values.text ? chosen.textBody : []),
    ...(values.html ? chosen.htmlBody : []),
    ...(values.all ? leavesOf(root) : []),
  ];
  const found: Record<string, BodyValue> = {};
  for (const { part, number } of shown) {
    if (part.type === 'text' && found[number!] === undefined)
      found[number!] = readBodyValue(content.bytes!, part, values.most);
  }
  described.bodyValues = found;
}

function leavesOf(part: NumberedPart): NumberedPart[] {
  return part.number === null ? part.children.flatMap(leavesOf) : [part];
}

export function messageBlobId(blob: BlobName): string {
  return writeBlobId(blob);
}
