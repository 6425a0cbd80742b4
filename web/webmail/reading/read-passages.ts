/** A plain text as what its writer says and what is quoted (`>` before each line). rfc/3676#4.5 */
export type Passage = { readonly kind: 'text' | 'quote'; readonly text: string };

export function readPassages(text: string): Passage[] {
  const passages: { kind: Passage['kind']; lines: string[] }[] = [];
  for (const line of text.replace(/\s+$/, '').split('\n')) {
    const kind = line.startsWith('>') ? 'quote' : 'text';
    const said = kind === 'quote' ? line.replace(/^> ?/, '') : line;
    const last = passages.at(-1);
    if (last?.kind === kind) last.lines.push(said);
    else passages.push({ kind, lines: [said] });
  }
  return passages.map(({ kind, lines }) => ({ kind, text: lines.join('\n') }));
}
