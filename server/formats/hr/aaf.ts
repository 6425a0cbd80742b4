/**
 * The HR feed as XML of the annuaire académique fédérateur: `ficAlimMENESR` with an `addRequest` for each person. A
 * document type may be named; one with declarations of its own is refused, for that is where XML bombs live.
 */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { type PlainRequest, readPlainRequest } from './aaf-request.ts';
import { type Entry, readEntry } from './annuaire.ts';
import { decodeFeed } from './decode.ts';
import { gather, type HrLine } from './gather.ts';
import { type HrFeed, type HrRefusal, UnreadableFeed } from './person.ts';

const largest = 400 * 1024 * 1024;
const longestValue = 2_000;
const deepest = 12;

type Value = string | { '#text'?: string };
type Attribute = { '@name'?: string; value?: Value[] };
type Request = {
  operationalAttributes?: { attr?: Attribute[] };
  identifier?: { id?: Value };
  attributes?: { attr?: Attribute[] };
};

/** @throws UnreadableFeed: not this XML, cut, bombs */
export function readAaf(bytes: Uint8Array): HrFeed {
  if (bytes.length > largest) throw new UnreadableFeed('le fichier dépasse 400 Mo.');
  const text = withoutDocumentType(decode(bytes));
  const valid = XMLValidator.validate(text);
  if (valid !== true) {
    throw new UnreadableFeed('ce XML est mal formé ou coupé à cet endroit.', valid.err.line);
  }
  const entries = readRequests(text);
  if (entries.length === 0) throw new UnreadableFeed('le fichier ne contient personne.');
  const lines: HrLine[] = [];
  const refused: HrRefusal[] = [];
  for (const entry of entries) {
    const read = readEntry(entry);
    if (Array.isArray(read)) lines.push(...read);
    else refused.push(read);
  }
  return gather(lines, refused);
}

/** The annuaire declares ISO-8859-15, whose œ the guess between UTF-8 and windows-1252 would miss. */
function decode(bytes: Uint8Array): string {
  const declared = /^<\?xml[^>]*encoding=["']([\w-]+)["']/.exec(Buffer.from(bytes.subarray(0, 200)).toString('latin1'));
  if (declared?.[1]?.toLowerCase() === 'iso-8859-15') return new TextDecoder('iso-8859-15').decode(bytes);
  return decodeFeed(bytes).replace(/^\ufeff/, '');
}

function withoutDocumentType(text: string): string {
  const at = text.search(/<!DOCTYPE/i);
  if (at < 0) return text;
  const end = text.indexOf('>', at);
  const declaration = text.slice(at, end < 0 ? undefined : end);
  if (end < 0 || declaration.includes('[') || /<!ENTITY/i.test(text)) {
    throw new UnreadableFeed('le fichier déclare ses propres entités : c’est refusé.');
  }
  // As long, so that lines keep their numbers.
  return text.slice(0, at) + declaration.replace(/[^\n]/g, ' ') + text.slice(end).replace('>', ' ');
}

/** Request by request: a person is small where the file is not. The whole is known to be well formed. */
function readRequests(text: string): Entry[] {
  if (!/<ficAlimMENESR[\s>/]/.test(text)) {
    throw new UnreadableFeed('ce XML n’est pas celui de l’annuaire : sa racine doit être « ficAlimMENESR ».');
  }
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    maxNestedTags: deepest,
    isArray: name => name === 'attr' || name === 'value',
  });
  const lineAt = lineCounter(text);
  const entries: Entry[] = [];
  for (let from = text.indexOf(opening); from >= 0; from = text.indexOf(opening, from + 1)) {
    const end = text.indexOf(closing, from);
    const line = lineAt(from);
    if (end < 0) throw new UnreadableFeed('cette demande n’est pas fermée.', line);
    const fragment = text.slice(from, end + closing.length);
    const plain = readPlainRequest(fragment, longestValue);
    entries.push({ line, values: plain === null ? readValues(parser, fragment, line) : withIdentifier(plain) });
    from = end;
  }
  return entries;
}

const opening = '<addRequest';
const closing = '</addRequest>';

function readValues(parser: XMLParser, fragment: string, line: number): Map<string, string[]> {
  let request: Request;
  try {
    request = (parser.parse(fragment) as { addRequest: Request }).addRequest;
  } catch (error) {
    throw new UnreadableFeed('cette demande est trop profonde ou mal formée.', line, { cause: error });
  }
  const values = new Map<string, string[]>();
  for (const { attr = [] } of [request.operationalAttributes ?? {}, request.attributes ?? {}]) {
    for (const { '@name': name = '', value = [] } of attr) {
      const texts = value.map(textOf).filter(each => each !== '');
      if (texts.length > 0) values.set(name.toLowerCase(), texts);
    }
  }
  const id = request.identifier?.id;
  return withIdentifier({ values, id: id === undefined ? null : textOf(id) });
}

/** The identifier of the request stands for the key, where that is not among the attributes. */
function withIdentifier({ values, id }: PlainRequest): Map<string, string[]> {
  if (!values.has('entpersonjointure') && id !== null) values.set('entpersonjointure', [id]);
  return values;
}

function textOf(value: Value): string {
  const text = typeof value === 'string' ? value : (value['#text'] ?? '');
  return text.slice(0, longestValue);
}

/** The line of each of ascending places, counted once. */
function lineCounter(text: string): (index: number) => number {
  let line = 1;
  let counted = 0;
  return index => {
    for (let at = text.indexOf('\n', counted); at >= 0 && at < index; at = text.indexOf('\n', counted)) {
      line += 1;
      counted = at + 1;
    }
    return line;
  };
}
