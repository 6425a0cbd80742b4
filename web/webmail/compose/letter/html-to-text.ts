/**
 * The text version of a mail, for those who read text and for what reads mails aloud: lists keep their marks, links their
 * address, quotations their `>`, and the signature the line that says where it begins. rfc/3676#4.3
 */

/** As much of a DOM as this needs. */
export type Source = {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly textContent: string | null;
  readonly childNodes: ArrayLike<Source>;
  getAttribute?(name: string): string | null;
};

const blocks = new Set(
  'address article blockquote center dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table tr ul'.split(
    ' ',
  ),
);
/** Blocks with a free line around them. */
const spaced = new Set('p h1 h2 h3 h4 h5 h6 ul ol pre table blockquote'.split(' '));
const unseen = new Set(['style', 'script', 'head', 'title']);

export function htmlToText(root: Source): string {
  return linesOf(root, '')
    .map(line => (line === '-- ' ? line : line.replaceAll('\u200b', '').trimEnd()))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\s+$/g, '');
}

/** The lines of a block. `list`: `ul` or `ol` where its children are items. */
function linesOf(block: Source, list: string): string[] {
  const lines: string[] = [];
  let line = '';
  let item = 0;
  const end = () => {
    if (line !== '') lines.push(line.trim());
    line = '';
  };
  const gap = () => {
    if (lines.length > 0 && lines.at(-1) !== '') lines.push('');
  };

  function walk(node: Source): void {
    if (node.nodeType === 3) {
      const text = (node.textContent ?? '').replace(/[ \t\r\n]+/g, ' ').replaceAll('\u00a0', ' ');
      line += line === '' ? text.replace(/^ /, '') : text;
      return;
    }
    const name = node.nodeName.toLowerCase();
    if (node.nodeType !== 1 || unseen.has(name)) return;
    if (name === 'br') {
      lines.push(line.trim());
      line = '';
    } else if (name === 'hr') {
      end();
      lines.push('-'.repeat(40));
    } else if (name === 'img') line += imageText(node);
    else if (name === 'a') line += linkText(node);
    else if (name === 'td' || name === 'th') {
      const cell = linesOf(node, '').join(' ').trim();
      line += line === '' ? cell : ` | ${cell}`;
    } else if (blocks.has(name)) {
      end();
      if (spaced.has(name)) gap();
      lines.push(...inside(node, name));
      if (spaced.has(name)) gap();
    } else for (const child of children(node)) walk(child);
  }

  function inside(node: Source, name: string): string[] {
    if (name === 'pre') return (node.textContent ?? '').replace(/\n$/, '').split('\n');
    const within = trimmed(linesOf(node, name === 'ul' || name === 'ol' ? name : ''), name);
    if (name === 'blockquote')
      return within.map(each => (each === '' ? '>' : each.startsWith('>') ? `>${each}` : `> ${each}`));
    if (name === 'li') {
      item += 1;
      const mark = list === 'ol' ? `${item}. ` : '- ';
      return within.map((each, at) => (at === 0 ? `${mark}${each}` : `${' '.repeat(mark.length)}${each}`));
    }
    if (node.getAttribute?.('class') === 'signature') return ['-- ', ...within];
    return within;
  }

  for (const child of children(block)) walk(child);
  end();
  return lines;
}

/** An empty line of an editor is a block with one break: one line, not two. */
function trimmed(lines: string[], name: string): string[] {
  if (name === 'blockquote' || name === 'li') {
    const first = lines.findIndex(each => each !== '');
    const last = lines.findLastIndex(each => each !== '');
    return first < 0 ? [] : lines.slice(first, last + 1);
  }
  return lines.length > 1 && lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

function children({ childNodes }: Source): Source[] {
  return Array.from(childNodes);
}

function imageText(image: Source): string {
  const alt = image.getAttribute?.('alt')?.trim() ?? '';
  return alt === '' ? '' : `[${alt}]`;
}

function linkText(link: Source): string {
  const text = linesOf(link, '').join(' ').trim();
  const href = link.getAttribute?.('href') ?? '';
  const same = (one: string) => one.replace(/^mailto:|^https?:\/\/|\/$/gi, '').toLowerCase();
  return href === '' || href.startsWith('#') || same(href) === same(text)
    ? text
    : `${text} <${href.replace(/^mailto:/i, '')}>`;
}
