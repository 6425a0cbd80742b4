/** Paragraphs into lines, and into the HTML that each kind of program writes. */
import type { Program } from './program.ts';

/** French text with its non-breaking spaces. */
export function spaced(text: string): string {
  return text.replace(/ ([:;?!»€%])/g, '\u00a0$1').replace(/« /g, '«\u00a0');
}

/** Lines of at most `width` (0: as they are); with `flowed`, a space at the end of those that go on. rfc/3676 */
export function linesOf(paragraphs: readonly string[], { width, flowed }: Pick<Program, 'width' | 'flowed'>): string[] {
  const lines: string[] = [];
  for (const [rank, paragraph] of paragraphs.entries()) {
    if (rank > 0) lines.push('');
    for (const line of paragraph.split('\n')) {
      if (width === 0 || line.length <= width) lines.push(line);
      else breakLine(line, width, flowed ? ' ' : '', lines);
    }
  }
  return lines;
}

function breakLine(line: string, width: number, end: string, lines: string[]): void {
  let from = 0;
  while (line.length - from > width) {
    let space = line.lastIndexOf(' ', from + width);
    if (space <= from) space = line.indexOf(' ', from + width);
    if (space < 0) break;
    lines.push(line.slice(from, space) + end);
    from = space + 1;
  }
  lines.push(line.slice(from));
}

/** What is quoted, with its marks; long histories are cut, as programs and people do. */
export function quotedLines(lines: readonly string[], most: number): string[] {
  const kept = lines.length > most ? [...lines.slice(0, most), '[…]'] : lines;
  const short: string[] = [];
  for (const line of kept) breakLine(line.trimEnd(), 76, '', short);
  return short.map(line => (line.startsWith('>') ? `>${line}` : line === '' ? '>' : `> ${line}`).trimEnd());
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const linked = (html: string) => html.replace(/https?:\/\/[^\s<]+/g, url => `<a href="${url}">${url}</a>`);

/** The whole HTML part. `quoted`: the HTML of what is answered, introduced by `intro`. */
export function htmlOf(
  style: Exclude<Program['html'], 'never'>,
  paragraphs: readonly string[],
  quoted: { intro: string; html: string } | null,
): string {
  const body = paragraphs.map(each => block(style, each)).join('\r\n');
  const below = quoted === null ? '' : quotation(style, quoted.intro, quoted.html);
  if (style === 'office')
    return `${officeHead}<body lang=FR link="#0563C1" vlink="#954F72" style='word-wrap:break-word'><div class=WordSection1>${body}${below}</div></body></html>\r\n`;
  if (style === 'phone')
    return `<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body dir="auto">${body}${below}</body></html>\r\n`;
  return `<!DOCTYPE html>\r\n<html lang="fr">\r\n  <head>\r\n    <meta http-equiv="content-type" content="text/html">\r\n  </head>\r\n  <body>\r\n${body}\r\n${below}  </body>\r\n</html>\r\n`;
}

const officeHead = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns="http://www.w3.org/TR/REC-html40"><head><style><!--\r
@font-face {font-family:Calibri; panose-1:2 15 5 2 2 2 4 3 2 4;}\r
p.MsoNormal, li.MsoNormal, div.MsoNormal {margin:0cm; font-size:11.0pt; font-family:"Calibri",sans-serif;}\r
a:link, span.MsoHyperlink {color:#0563C1; text-decoration:underline;}\r
@page WordSection1 {size:612.0pt 792.0pt; margin:70.85pt 70.85pt 70.85pt 70.85pt;}\r
div.WordSection1 {page:WordSection1;}\r
--></style></head>\r\n`;

function block(style: Exclude<Program['html'], 'never'>, paragraph: string): string {
  const lines = paragraph.split('\n').map(line => linked(escaped(line)));
  const points = lines.filter(line => line.startsWith('- '));
  const rest = lines.filter(line => !line.startsWith('- '));
  const list = points.length === 0 ? '' : `<ul>${points.map(point => `<li>${point.slice(2)}</li>`).join('')}</ul>`;
  if (style === 'office') {
    return `${rest.map(line => `<p class=MsoNormal><span style='font-size:11.0pt;font-family:"Calibri",sans-serif;color:#1F1F1F'>${line}<o:p></o:p></span></p>`).join('')}${list}<p class=MsoNormal><o:p>&nbsp;</o:p></p>`;
  }
  if (style === 'phone') return `${rest.map(line => `<div>${line}</div>`).join('')}${list}<div><br></div>`;
  return `    <p>${rest.join('<br>')}</p>${list}`;
}

function quotation(style: Exclude<Program['html'], 'never'>, intro: string, html: string): string {
  const shown = escaped(intro).replaceAll('\n', '<br>');
  if (style === 'office') {
    return `<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b>${shown}</b></p></div>${html}`;
  }
  return `<div class="moz-cite-prefix">${shown}</div>\r\n<blockquote type="cite">${html}</blockquote>\r\n`;
}

/** Only what stands in the body, to be quoted in another page. */
export function plainHtml(paragraphs: readonly string[]): string {
  return paragraphs.map(each => block('plain', each)).join('\r\n');
}
