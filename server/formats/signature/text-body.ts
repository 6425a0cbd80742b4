/** A plain text body as its author sees it: what they wrote, and the quotation under it. */

/** `at`: offset where a signature goes. `quoted`: a quotation follows it. `own`: what is not quoted. */
export type Body = { readonly at: number; readonly quoted: boolean; readonly own: string };

/** Lines after which everything is an older message, as programs write them. */
const olderMessage = new RegExp(
  [
    "^-{3,}\\s*(message d[’']origine|message initial|message original|original message|message transféré|forwarded message)\\s*-{3,}\\s*$",
    '^(begin forwarded message|début du message (réexpédié|transféré))\\s*:\\s*$',
  ].join('|'),
  'i',
);

/** A field of the block Outlook puts above what it quotes. */
const quotedField = /^\*?(de|from|envoyé|sent|date|à|to|objet|subject|expéditeur)\s*:\*?\s*\S/i;

/** The end of the line that names whom a quotation is of. */
const attributionEnd = /(a écrit|écrivit|wrote|schrieb)(\s+le\b.{0,60})?\s*:\s*$/i;
const attributionStart = /^(le|on|am|el|il)\s/i;

export function readTextBody(text: string): Body {
  const lines = splitLines(text);
  const older = olderFrom(lines);
  const shown = older === null ? lines : lines.slice(0, older);
  const quotation = older === null ? trailingQuotation(shown) : null;
  const cut = older ?? quotation;
  const own = (cut === null ? lines : lines.slice(0, cut)).filter(line => !line.text.startsWith('>'));
  return {
    at: cut === null ? text.length : (lines[cut]?.start ?? text.length),
    quoted: cut !== null,
    own: own.map(line => line.text).join('\n'),
  };
}

type Line = { readonly start: number; readonly text: string };

function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    lines.push({ start, text: text.slice(start, end).replace(/\r$/, '') });
    start = end + 1;
  }
  return lines;
}

const isBlank = (line: Line | undefined) => line === undefined || /^\s*$/.test(line.text);

/** The line an older message begins at: its mark, or three fields of a header one after another. */
function olderFrom(lines: readonly Line[]): number | null {
  for (const [index, { text }] of lines.entries()) {
    if (olderMessage.test(text)) return index;
    if (!quotedField.test(text) || !/^\*?(de|from)/i.test(text)) continue;
    const next = lines.slice(index + 1, index + 6).filter(line => quotedField.test(line.text)).length;
    if (next < 2) continue;
    return /^_{10,}\s*$/.test(lines[index - 1]?.text ?? '') ? index - 1 : index;
  }
  return null;
}

/** The line a quotation that ends the text begins at, with the line that says whose words they are. */
function trailingQuotation(lines: readonly Line[]): number | null {
  let first: number | null = null;
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    if (lines[index]!.text.startsWith('>')) first = index;
    else if (!isBlank(lines[index])) break;
  }
  if (first === null) return null;
  let above = first - 1;
  while (above >= 0 && isBlank(lines[above])) above -= 1;
  // Folded on the way, it may begin a line or two higher.
  let joined = '';
  for (let line = above; line > above - 3 && line >= 0 && !isBlank(lines[line]); line -= 1) {
    joined = `${lines[line]!.text.trim()} ${joined}`.trim();
    if (attributionStart.test(joined) && attributionEnd.test(joined)) return line;
  }
  return above >= 0 && attributionEnd.test(lines[above]!.text) ? above : first;
}
