/**
 * XML that clients send, as elements with their namespaces. A document type is refused whole, so that there are no
 * entities but the five of XML; so is what is too deep or too many. Names are compared as `{namespace}name`.
 */
import { XMLParser, XMLValidator } from 'fast-xml-parser';

export type Element = {
  /** `{DAV:}propfind`. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** Its own text, entities resolved. */
  readonly text: string;
};

/** The body is no XML we read. */
export class BadXml extends Error {}

export const xmlLimits = { bytes: 2_000_000, depth: 40, elements: 60_000 } as const;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

/** @throws BadXml */
export function readXml(bytes: Uint8Array): Element {
  if (bytes.length > xmlLimits.bytes) throw new BadXml('too large');
  const source = decode(bytes);
  if (/<!(?:DOCTYPE|ENTITY)/i.test(source)) throw new BadXml('a document type is not read');
  checkShape(source);
  if (XMLValidator.validate(source) !== true) throw new BadXml('not well formed');
  const roots = parse(source).filter(node => tagOf(node) !== undefined);
  if (roots.length !== 1) throw new BadXml('one root is needed');
  return toElement(roots[0]!, new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]));
}

function parse(source: string): Node[] {
  try {
    return parser.parse(source) as Node[];
  } catch (error) {
    // It throws for names that no object may bear, and for what it cannot read.
    throw new BadXml((error as Error).message);
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // The one error a fatal decoder has.
    throw new BadXml('not UTF-8');
  }
}

/** Counts before anything recursive reads it. */
function checkShape(source: string): void {
  let depth = 0;
  let elements = 0;
  for (const [tag] of source.matchAll(/<[^!?][^>]*>/g)) {
    if (tag[1] === '/') depth -= 1;
    else {
      elements += 1;
      if (!tag.endsWith('/>')) depth += 1;
    }
    if (depth > xmlLimits.depth || elements > xmlLimits.elements) throw new BadXml('too deep or too many');
  }
}

type Node = Readonly<Record<string, unknown>>;

const tagOf = (node: Node): string | undefined => Object.keys(node).find(key => key !== ':@' && key !== '#text');

function toElement(node: Node, outer: ReadonlyMap<string, string>): Element {
  const tag = tagOf(node)!;
  const given = (node[':@'] ?? {}) as Readonly<Record<string, string>>;
  const spaces = new Map(outer);
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    const plain = unescapeXml(value);
    if (name === 'xmlns') spaces.set('', plain);
    else if (name.startsWith('xmlns:')) spaces.set(name.slice(6), plain);
    else attributes[name] = plain;
  }
  const inner = node[tag] as Node[];
  const text = inner.map(one => (typeof one['#text'] === 'string' ? one['#text'] : '')).join('');
  return {
    name: expand(tag, spaces),
    attributes,
    children: inner.filter(one => tagOf(one) !== undefined).map(one => toElement(one, spaces)),
    text: unescapeXml(text),
  };
}

function expand(tag: string, spaces: ReadonlyMap<string, string>): string {
  const colon = tag.indexOf(':');
  const prefix = colon < 0 ? '' : tag.slice(0, colon);
  const space = spaces.get(prefix);
  if (space === undefined && prefix !== '') throw new BadXml(`the prefix ${prefix} is bound to nothing`);
  return `{${space ?? ''}}${tag.slice(colon + 1)}`;
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w{1,10}));/g, (whole, hex, decimal, name) => {
    if (name !== undefined) {
      if (!Object.hasOwn(named, name)) throw new BadXml(`${whole} is not known`);
      return named[name]!;
    }
    const code = Number.parseInt(hex ?? decimal, hex === undefined ? 10 : 16);
    if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
      throw new BadXml(`${whole} is no character`);
    return String.fromCodePoint(code);
  });
}

export function childOf(element: Element, name: string): Element | undefined {
  return element.children.find(child => child.name === name);
}

export function childrenOf(element: Element, name: string): Element[] {
  return element.children.filter(child => child.name === name);
}
