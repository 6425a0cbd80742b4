/**
 * An HTML body as its author sees it: what they wrote, and the quotation under it, by the marks mail programs leave. One
 * walk over the tags, in linear time.
 */
import { decodeEntities, tagScanner } from '../message/html.ts';
import { signatureClass } from './signature.ts';
import type { Body } from './text-body.ts';

/** `signed`: what stands in elements that programs mark as a signature. */
export type HtmlBody = Body & { readonly signed: readonly string[] };

/** Elements that hold a quotation: Thunderbird, Apple Mail, Gmail, Yahoo, Proton, Roundcube. */
const quotation =
  /^<blockquote[^>]*\btype\s*=\s*["']?cite|\bclass\s*=\s*["'][^"']*\b(moz-cite-prefix|gmail_quote|gmail_extra|yahoo_quoted|protonmail_quote)|\bid\s*=\s*["']?reply-intro/i;

/** From these on everything is an older message: Outlook in its several shapes, Zimbra, forwards of Thunderbird. */
const older =
  /\bid\s*=\s*["']?(appendonsend|divRplyFwdMsg|mail-editor-reference-message-container|OLK_SRC_BODY_SECTION|isReplyContent|isForwardContent|zwchr)\b|\bclass\s*=\s*["'][^"']*\bmoz-forward-container|border-top:\s*solid\s+#?(E1E1E1|B5C4DF)/i;

const signature = new RegExp(
  `\\b(class|id)\\s*=\\s*["']?[^"'>]*\\b(${signatureClass}|moz-signature|gmail_signature|AppleMailSignature|lineBreakAtBeginningOfSignature|Signature|ms-outlook-mobile-signature)\\b`,
);

const attributionEnd = /(a écrit|écrivit|wrote|schrieb)\s*:\s*$/i;

const silent = new Set(['script', 'style', 'title', 'template', 'head']);
const blocks = new Set(
  'address article blockquote body br center dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre section table td th tr ul'.split(
    ' ',
  ),
);

/** An element the walk is inside of: how many of its name are open, and where the author's words stood at its start. */
type Region = { readonly name: string; depth: number; readonly from: number };

/** A line of what the author wrote, and the offset it begins at. */
type Line = { readonly start: number; text: string };

type Walk = {
  own: string;
  readonly signed: string[];
  quote: Region | null;
  sign: Region | null;
  /** A quotation has begun, and nothing was written since. */
  introduced: boolean;
  /** Where the quotation begins after which nothing was written. */
  trailing: number | null;
  /** The rule under which nothing was written. */
  rule: number | null;
  line: Line;
  lastLine: Line;
};

export function readHtmlBody(html: string): HtmlBody {
  const tags = tagScanner(html);
  const start: Line = { start: 0, text: '' };
  const walk: Walk = {
    own: '',
    signed: [],
    quote: null,
    sign: null,
    introduced: false,
    trailing: null,
    rule: null,
    line: start,
    lastLine: start,
  };
  let bodyEnd = html.length;
  for (let pos = 0; pos < html.length; ) {
    const open = html.indexOf('<', pos);
    const textEnd = open < 0 ? html.length : open;
    if (textEnd > pos) write(walk, decodeEntities(html.slice(pos, textEnd)).replace(/\s+/g, ' '));
    if (open < 0) break;
    const tag = tags.read(open);
    if (tag === null) {
      write(walk, '<');
      pos = open + 1;
      continue;
    }
    pos = tag.end;
    if (silent.has(tag.name) && !tag.closing) pos = tags.afterElement(tag.name, pos);
    else if (tag.closing) {
      if (tag.name === 'body' || tag.name === 'html') {
        bodyEnd = open;
        break;
      }
      follow(walk, tag);
      if (blocks.has(tag.name)) breakLine(walk, pos);
    } else {
      follow(walk, tag);
      const opened = openElement(walk, tag.name, html.slice(open, Math.min(tag.end, open + 2000)), open);
      if (opened === 'older') break;
    }
  }
  const { trailing, own, signed } = walk;
  return { at: trailing ?? bodyEnd, quoted: trailing !== null, own, signed };
}

function write(walk: Walk, text: string): void {
  if (walk.quote !== null) return;
  walk.own += text;
  walk.line.text += text;
  if (text.trim() === '') return;
  walk.trailing = null;
  walk.introduced = false;
  walk.rule = null;
}

function breakLine(walk: Walk, start: number): void {
  if (walk.quote !== null) return;
  walk.own += '\n';
  if (walk.line.text.trim() !== '') walk.lastLine = walk.line;
  walk.line = { start, text: '' };
}

/** Counts what is open within a region, and leaves it at its end. */
function follow(walk: Walk, { name, closing }: { readonly name: string; readonly closing: boolean }): void {
  const region = walk.quote ?? walk.sign;
  if (region === null || region.name !== name) return;
  region.depth += closing ? -1 : 1;
  if (region.depth > 0) return;
  if (region === walk.quote) walk.quote = null;
  else {
    walk.signed.push(walk.own.slice(region.from));
    walk.sign = null;
  }
}

/** @param words the tag as it is written */
function openElement(walk: Walk, name: string, words: string, at: number): 'older' | 'read' {
  if (walk.quote !== null) return 'read';
  if (older.test(words)) {
    walk.trailing ??= walk.rule ?? beforeQuotation(walk, at);
    return 'older';
  }
  if (quotation.test(words) || (walk.introduced && name === 'blockquote')) {
    walk.trailing ??= beforeQuotation(walk, at);
    walk.introduced = true;
    walk.quote = { name, depth: 1, from: walk.own.length };
    return 'read';
  }
  if (walk.sign === null && signature.test(words)) walk.sign = { name, depth: 1, from: walk.own.length };
  // Outlook draws a rule just above the message it quotes.
  if (name === 'hr') walk.rule = at;
  if (blocks.has(name)) breakLine(walk, at);
  return 'read';
}

/** A line that says whose words follow goes with them. */
function beforeQuotation({ line, lastLine }: Walk, at: number): number {
  const before = line.text.trim() === '' ? lastLine : line;
  return attributionEnd.test(before.text) ? before.start : at;
}
