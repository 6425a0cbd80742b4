/** A mail inside the one that answers it, or that sends it on. What comes in here was sanitised already. */
export type Quoted = {
  /** The line before: « Le mardi 24 novembre, Marie Martin a écrit : ». */
  readonly attribution: string;
  readonly html: string;
};

export function quoteReply({ attribution, html }: Quoted): string {
  return `<div class="quoted"><div>${escapeHtml(attribution)}</div><blockquote type="cite">${html}</blockquote></div>`;
}

/** `lines`: name and value, such as « De » and who wrote. */
export function quoteForward(title: string, lines: readonly (readonly [string, string])[], html: string): string {
  const head = lines.map(([name, value]) => `<div><b>${escapeHtml(name)}</b> ${escapeHtml(value)}</div>`).join('');
  return `<div class="forwarded"><div>${escapeHtml(title)}</div>${head}<div><br></div>${html}</div>`;
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\u00a0', '&nbsp;');
}

/** Plain text as lines of an editor; what is quoted in it stays quoted. rfc/3676#4.5 */
export function textToHtml(text: string): string {
  const html: string[] = [];
  let depth = 0;
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    const [marks = ''] = /^(?:>\s?)*/.exec(line) ?? [];
    const now = marks.replace(/[^>]/g, '').length;
    for (; depth < now; depth += 1) html.push('<blockquote type="cite">');
    for (; depth > now; depth -= 1) html.push('</blockquote>');
    const rest = line.slice(marks.length);
    html.push(`<div>${rest.trim() === '' ? '<br>' : spaces(escapeHtml(rest))}</div>`);
  }
  html.push('</blockquote>'.repeat(depth));
  return html.join('');
}

/** Runs of spaces are seen. */
function spaces(html: string): string {
  return html.replace(/ {2,}/g, run => `${'&nbsp;'.repeat(run.length - 1)} `).replace(/^ /, '&nbsp;');
}

/** A signature, where it begins and ends: so that another one can take its place. */
export function signatureHtml({ html, text }: { readonly html: string; readonly text: string }): string {
  const body = html.trim() !== '' ? html : text.trim() === '' ? '' : textToHtml(text.trim());
  return body === '' ? '' : `<div class="signature">${body}</div>`;
}
