/** What a message shows its reader, gathered once and within bounds, for all rules and for the fingerprint. */
import { parseAddress } from '../../formats/address/address.ts';
import { type ListedAddress, listMailboxes } from '../../formats/address/parse.ts';
import { decodeRange, decodeText } from '../../formats/message/decode.ts';
import { decodedHeader, rawHeader } from '../../formats/message/header.ts';
import type { ParsedMessage } from '../../formats/message/parse.ts';
import { fileName, leaves, type Part } from '../../formats/message/part.ts';
import { describeFile, type FileTraits } from '../../formats/phishing/files.ts';
import { type HtmlReading, readHtml } from '../../formats/phishing/html.ts';
import { foldLetters } from '../../formats/phishing/letters.ts';
import { hostShown, readTarget, type Target, textLinks } from '../../formats/phishing/links.ts';
import { tokenise } from '../../formats/phishing/tokens.ts';

export type ShownLink = {
  readonly target: Target;
  /** The host the words of the link show; null where they show none. */
  readonly shown: string | null;
};

export type ShownFile = FileTraits & { readonly name: string; readonly html: HtmlReading | null };

export type ShownAddress = {
  /** Decoded, as written; empty where there is none. */
  readonly name: string;
  /** Lower case. */
  readonly address: string;
  readonly domain: string;
};

export type Look = {
  readonly from: ShownAddress;
  /** Of a From with several addresses, those after the first. */
  readonly otherFrom: readonly ShownAddress[];
  readonly replyTo: readonly ShownAddress[];
  readonly subject: string;
  readonly subjectTokens: readonly string[];
  /** Words of the body, quotations of earlier mail left out. */
  readonly tokens: readonly string[];
  readonly links: readonly ShownLink[];
  /** Links met, those not kept included. */
  readonly linkCount: number;
  readonly html: HtmlReading | null;
  readonly files: readonly ShownFile[];
  /** Parts that are pictures a code may stand in: offsets of the parsed message. */
  readonly pictures: readonly Part[];
  /** Message-IDs it answers were given. */
  readonly answers: boolean;
  readonly listed: boolean;
  readonly automatic: boolean;
  /** The message was too long to be read whole. */
  readonly cut: boolean;
};

/** Encoded octets of text that are read, of all parts together; of each file, from its beginning. */
const maxTextBytes = 512 * 1024;
const maxFileBytes = 256 * 1024;
const maxFiles = 30;
const maxPictures = 8;
const maxParts = 100;
/** Distinct addresses of links whose host is looked at. */
const maxTargets = 200;

export function lookAt(bytes: Buffer, { part, envelope, fields }: ParsedMessage): Look {
  const texts = { plain: '', html: null as HtmlReading | null, left: maxTextBytes, cut: false };
  const files: ShownFile[] = [];
  const pictures: Part[] = [];
  let seen = 0;
  for (const leaf of leaves(part, true)) {
    if (++seen > maxParts) break;
    if (isShownText(leaf)) readText(bytes, leaf, texts);
    else {
      if (leaf.type === 'image' && /^(?:png|jpe?g|pjpeg|x-png)$/.test(leaf.subtype) && pictures.length < maxPictures) {
        pictures.push(leaf);
      }
      if (files.length < maxFiles) files.push(readFile(bytes, leaf));
    }
  }
  const subject = decodedHeader(bytes, fields, 'subject')?.slice(0, 1000) ?? '';
  const [from = nobody, ...otherFrom] = shownAddresses(envelope.from);
  const shownText = longest(withoutQuotes(texts.plain), texts.html?.text ?? '');
  const { links, linkCount } = gatherLinks(texts.plain, texts.html);
  return {
    from,
    otherFrom,
    replyTo: rawHeader(bytes, fields, 'reply-to') === null ? [] : shownAddresses(envelope.replyTo),
    subject,
    subjectTokens: tokenise(foldLetters(subject)),
    tokens: tokenise(foldLetters(shownText)),
    links,
    linkCount,
    html: texts.html,
    files,
    pictures,
    answers: envelope.inReplyTo !== null || rawHeader(bytes, fields, 'references') !== null,
    listed: rawHeader(bytes, fields, 'list-id') !== null || rawHeader(bytes, fields, 'list-unsubscribe') !== null,
    automatic: !/^(?:no)?$/i.test(rawHeader(bytes, fields, 'auto-submitted') ?? ''),
    cut: texts.cut,
  };
}

const nobody: ShownAddress = { name: '', address: '', domain: '' };

function shownAddresses(list: readonly ListedAddress[]): ShownAddress[] {
  return listMailboxes(list.slice(0, 20)).map(({ name, address }) => {
    const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
    return { name: name.slice(0, 300), address: address.toLowerCase(), domain: normalDomain(domain) };
  });
}

function normalDomain(domain: string): string {
  return /^[\x00-\x7f]*$/.test(domain) ? domain : (parseAddress(`x@${domain}`)?.domain ?? domain);
}

function isShownText(leaf: Part): boolean {
  return leaf.type === 'text' && /^(?:plain|html|enriched|richtext)$/.test(leaf.subtype) && !isAttached(leaf);
}

function isAttached(leaf: Part): boolean {
  return leaf.disposition?.type === 'attachment' || fileName(leaf) !== null;
}

type Texts = { plain: string; html: HtmlReading | null; left: number; cut: boolean };

function readText(bytes: Buffer, leaf: Part, texts: Texts): void {
  if (texts.left <= 0) {
    texts.cut = true;
    return;
  }
  const length = leaf.end - leaf.body;
  const text = decodeText(bytes, leaf, texts.left);
  texts.cut ||= length > texts.left;
  texts.left -= length;
  if (leaf.subtype !== 'html') texts.plain += `${text}\n\n`;
  else texts.html = texts.html === null ? readHtml(text) : joinHtml(texts.html, readHtml(text));
}

function joinHtml(a: HtmlReading, b: HtmlReading): HtmlReading {
  return {
    text: `${a.text}\n\n${b.text}`,
    links: [...a.links, ...b.links],
    linkCount: a.linkCount + b.linkCount,
    forms: [...a.forms, ...b.forms],
    asksPassword: a.asksPassword || b.asksPassword,
    images: a.images + b.images,
    scripts: a.scripts + b.scripts,
    refresh: a.refresh ?? b.refresh,
  };
}

function readFile(bytes: Buffer, leaf: Part): ShownFile {
  const given = leaf.disposition?.params.filename ?? leaf.params.name ?? '';
  const start = decodeRange(bytes, leaf, 0, maxFileBytes);
  const traits = describeFile(given, start);
  const page = traits.kind === 'html' || traits.kind === 'svg' || (leaf.type === 'text' && leaf.subtype === 'html');
  return {
    ...traits,
    kind: page && traits.kind === 'other' ? 'html' : traits.kind,
    name: (fileName(leaf) ?? '').slice(0, 120),
    html: page ? readHtml(start.toString('latin1'), traits.kind === 'svg') : null,
  };
}

/** A mail with both versions is judged by the one that says more: the other is often a stub. */
function longest(plain: string, html: string): string {
  return html.length > plain.length / 2 ? html : plain;
}

/** Without the lines that quote earlier mail: their sender is not this one. */
function withoutQuotes(text: string): string {
  if (!text.includes('\n>')) return text;
  return text
    .split('\n')
    .filter(line => !line.startsWith('>'))
    .join('\n');
}

function gatherLinks(plain: string, html: HtmlReading | null): { links: ShownLink[]; linkCount: number } {
  const links: ShownLink[] = [];
  const seen = new Set<string>();
  const add = (href: string, text: string) => {
    const key = `${href}\0${text}`;
    if (seen.has(key) || links.length >= maxTargets) return;
    seen.add(key);
    const target = readTarget(href);
    if (target !== null) links.push({ target, shown: text === '' ? null : hostShown(text) });
  };
  for (const { href, text } of html?.links ?? []) add(href, text);
  if (html?.refresh) add(html.refresh, '');
  const written = textLinks(html === null ? plain : html.text, maxTargets);
  const linked = new Set((html?.links ?? []).map(({ text }) => text));
  for (const href of written) if (!linked.has(href)) add(href, '');
  return { links, linkCount: (html?.linkCount ?? 0) + (html === null ? written.length : 0) };
}
