/**
 * Checks a template before it is under everybody's mail: that it is read by those who do not see it, by those who see
 * badly, and that it does nothing but show words. RGAA 4.1 and WCAG 2.2 as far as a signature goes.
 */
import { tagScanner } from '../message/html.ts';
import { type Colour, contrast, readColour } from './colour.ts';
import { type TemplateFault, templateFault } from './faults.ts';
import { fieldNames, fieldsIn, type Template } from './template.ts';

const largestText = 2000;
const largestHtml = 20_000;

const elements = new Set('div p br span strong b em i u a img small ul ol li abbr hr table tbody tr td'.split(' '));
const empty = new Set(['br', 'img', 'hr']);
const attributes = new Set(
  'style href src alt width height lang dir role title border cellpadding cellspacing align valign'.split(' '),
);
const styles =
  /^(color|background-color|font-(size|weight|style|family)|line-height|(margin|padding|border)(-(top|right|bottom|left))?|border-collapse|text-decoration|text-align|vertical-align|white-space|width|max-width|height)$/;

export function checkTemplate({ text, html }: Template): TemplateFault[] {
  if (text.length > largestText) return [templateFault('too-large', 0, String(largestText))];
  if (html.length > largestHtml) return [templateFault('too-large', 0, String(largestHtml))];
  const inText = new Set(fieldsIn(text));
  const inHtml = new Set(fieldsIn(html));
  const known = new Set<string>(fieldNames);
  const unknown = [...inText, ...inHtml].filter(name => !known.has(name));
  return [
    ...(text.trim() === '' ? [templateFault('no-text', 0)] : []),
    ...[...new Set(unknown)].map(name => templateFault('unknown-field', 0, name)),
    ...[...inHtml].filter(name => known.has(name) && !inText.has(name)).map(lacking),
    ...checkHtml(html),
  ];
}

const lacking = (name: string) => templateFault('text-lacks-field', 0, name);

/** An open element, with what its text inherits. `words`: its text so far, for a link. */
type Open = {
  readonly name: string;
  readonly ink: Colour;
  readonly paper: Colour;
  words: string;
  readonly line: number;
};

function checkHtml(html: string): TemplateFault[] {
  const tags = tagScanner(html);
  const faults: TemplateFault[] = [];
  const stack: Open[] = [{ name: '', ink: [0, 0, 0], paper: [255, 255, 255], words: '', line: 0 }];
  for (let pos = 0; pos < html.length; ) {
    const open = html.indexOf('<', pos);
    const words = html.slice(pos, open < 0 ? html.length : open);
    readWords(words, stack, faults, lineAt(html, pos));
    if (open < 0) break;
    const tag = tags.read(open);
    if (tag === null) {
      pos = open + 1;
      continue;
    }
    pos = tag.end;
    const line = lineAt(html, open);
    const written = html.slice(open, tag.end);
    if (!elements.has(tag.name)) faults.push(templateFault('unwelcome-element', line, tag.name));
    else if (tag.closing) closeElement(tag.name, stack, faults, line);
    else openElement(tag.name, written, stack, faults, line);
  }
  for (const { name, line } of stack.slice(1)) faults.push(templateFault('unbalanced', line, name));
  return faults;
}

function lineAt(html: string, offset: number): number {
  return html.slice(0, offset).split('\n').length;
}

function readWords(words: string, stack: readonly Open[], faults: TemplateFault[], line: number): void {
  if (words.trim() === '') return;
  for (const open of stack) open.words += words;
  const { ink, paper } = stack.at(-1)!;
  const ratio = contrast(ink, paper);
  if (ratio < 4.5) faults.push(templateFault('weak-contrast', line, ratio.toFixed(1)));
}

function closeElement(name: string, stack: Open[], faults: TemplateFault[], line: number): void {
  if (empty.has(name)) return;
  const top = stack.at(-1)!;
  if (top.name !== name) {
    faults.push(templateFault('unbalanced', line, name));
    return;
  }
  stack.pop();
  if (name === 'a' && /^\s*(|ici|cliquez(-|\s)ici|lien|here|click here|link)\s*$/i.test(top.words)) {
    faults.push(templateFault('link-without-words', line));
  }
}

function openElement(name: string, written: string, stack: Open[], faults: TemplateFault[], line: number): void {
  const given = readAttributes(written, name);
  if (written.includes('{{')) faults.push(templateFault('field-in-tag', line));
  for (const attribute of given.keys()) {
    if (!attributes.has(attribute)) faults.push(templateFault('unwelcome-attribute', line, attribute));
  }
  if (name === 'img') {
    const alt = given.get('alt');
    if (alt === undefined) faults.push(templateFault('image-without-text', line));
    if (!/^https:\/\//i.test(given.get('src') ?? '')) faults.push(templateFault('image-address', line));
    // A picture speaks for the link it stands in.
    for (const open of stack) open.words += alt ?? '';
  }
  if (name === 'a' && !/^(https:\/\/|mailto:|tel:)/i.test(given.get('href') ?? '')) {
    faults.push(templateFault('link-address', line));
  }
  if (name === 'table' && given.get('role') !== 'presentation') faults.push(templateFault('table-of-data', line));
  const { ink, paper } = stack.at(-1)!;
  const styled = readStyle(given.get('style') ?? '', faults, line);
  if (empty.has(name)) return;
  stack.push({ name, ink: styled.ink ?? ink, paper: styled.paper ?? paper, words: '', line });
}

function readAttributes(written: string, name: string): Map<string, string> {
  const found = new Map<string, string>();
  const attribute = /([^\s"'>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?/g;
  for (const [, key, value = ''] of written.slice(1 + name.length).matchAll(attribute)) {
    found.set(key!.toLowerCase(), value.replace(/^(["'])(.*)\1$/s, '$2'));
  }
  return found;
}

function readStyle(style: string, faults: TemplateFault[], line: number): { ink?: Colour; paper?: Colour } {
  const found: { ink?: Colour; paper?: Colour } = {};
  for (const declaration of style.split(';')) {
    if (declaration.trim() === '') continue;
    const [property = '', ...rest] = declaration.split(':');
    const name = property.trim().toLowerCase();
    const value = rest.join(':').trim();
    if (!styles.test(name) || /[\\(@<]|expression/i.test(value.replace(/^rgb\(/i, ''))) {
      faults.push(templateFault('unwelcome-style', line, name));
      continue;
    }
    if (name === 'color' || name === 'background-color') {
      const colour = readColour(value);
      if (colour === null) faults.push(templateFault('colour-not-read', line, value));
      else found[name === 'color' ? 'ink' : 'paper'] = colour;
    }
    if (name === 'font-size' && isTooSmall(value)) faults.push(templateFault('too-small', line, value));
  }
  return found;
}

const smallest: Readonly<Record<string, number>> = { px: 12, pt: 9, em: 0.75, rem: 0.75, '%': 75 };

function isTooSmall(size: string): boolean {
  const [, number, unit] = /^([\d.]+)(px|pt|em|rem|%)$/i.exec(size) ?? [];
  if (number === undefined) return /^(xx-small|x-small|smaller)$/i.test(size);
  return Number(number) < smallest[unit!.toLowerCase()]!;
}
