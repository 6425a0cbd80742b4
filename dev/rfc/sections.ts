import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The numbers of all sections of an RFC, `A.1` for appendices; null where its text is not there. */
export async function readSections(directory: string, rfc: number): Promise<ReadonlySet<string> | null> {
  const text = await readFile(join(directory, `rfc${rfc}.txt`), 'utf8').catch(() => null);
  if (text !== null) return sectionsOfText(text);
  const xml = await readFile(join(directory, `rfc${rfc}.xml`), 'utf8').catch(() => null);
  return xml === null ? null : sectionsOfXml(xml);
}

/** Headings of the text form: a number, or an appendix's letter, then a title, near the margin. */
function sectionsOfText(text: string): Set<string> {
  const found = new Set<string>();
  for (const line of text.split('\n')) {
    const match = /^ {0,6}(?:Appendix )?([0-9]+(?:\.[0-9]+)*|[A-Z](?:\.[0-9]+)*)[.:]? +\S/.exec(line);
    if (match !== null) found.add(match[1]!);
    const appendix = /^ {0,3}Appendix ([A-Z])\b/.exec(line);
    if (appendix !== null) found.add(appendix[1]!);
  }
  return found;
}

/** The XML form numbers sections by their nesting; those of `<back>` are appendices. */
function sectionsOfXml(xml: string): Set<string> {
  const found = new Set<string>();
  let path: number[] = [];
  let depth = 0;
  let appendix = false;
  for (const [tag, closing] of xml.matchAll(/<(\/?)(?:section\b[^>]*|back)>/g)) {
    if (tag.startsWith('<back')) {
      appendix = true;
      path = [];
    } else if (tag.startsWith('</section')) depth -= 1;
    else if (closing === '' && !tag.endsWith('/>')) {
      path = [...path.slice(0, depth), (path[depth] ?? 0) + 1];
      depth += 1;
      const [first, ...rest] = path;
      found.add([appendix ? String.fromCharCode(64 + first!) : first, ...rest].join('.'));
    }
  }
  return found;
}
