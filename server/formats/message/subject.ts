/**
 * The base subject: what remains of a subject once answers and forwards have left their marks. rfc/5256#2.1. Sorting and
 * threading must agree with the clients' own extraction, so the algorithm is the RFC's to the letter, in one pass
 * over two ends that only draw nearer.
 */

/** `reply`: something was removed that an answer or a forward adds (rfc/5256#3, the REFERENCES algorithm, asks). */
export type BaseSubject = { base: string; reply: boolean };

/** `subject` is decoded (no encoded words). */
export function baseSubject(subject: string): BaseSubject {
  let text = subject.replace(/[ \t\r\n]+/g, ' ');
  let reply = false;
  for (;;) {
    const trimmed = withoutTrailers(text);
    const { rest, answered } = withoutLeaders(trimmed.rest);
    reply ||= trimmed.forwarded || answered;
    if (!/^\[fwd:/i.test(rest) || !rest.endsWith(']')) return { base: rest, reply };
    reply = true;
    text = rest.slice(5, -1);
  }
}

/** Step 2: `(fwd)` and spaces at the end. */
function withoutTrailers(text: string): { rest: string; forwarded: boolean } {
  let end = text.length;
  let forwarded = false;
  for (;;) {
    if (text[end - 1] === ' ') end--;
    else if (end >= 5 && text.slice(end - 5, end).toLowerCase() === '(fwd)') {
      end -= 5;
      forwarded = true;
    } else return { rest: text.slice(0, end), forwarded };
  }
}

/** Steps 3 to 5: `Re:` and its like, with the `[blobs]` before them; then a blob that leaves something behind it. */
function withoutLeaders(text: string): { rest: string; answered: boolean } {
  const refwd = /(?:re|fwd?) *(?:\[[^[\]]*\] *)?:/iy;
  const blob = /\[[^[\]]*\] */y;
  const matchAt = (pattern: RegExp, at: number): number => {
    pattern.lastIndex = at;
    return pattern.test(text) ? pattern.lastIndex : -1;
  };
  let start = 0;
  let answered = false;
  for (;;) {
    if (text[start] === ' ') {
      start++;
      continue;
    }
    // A leader may carry any number of blobs before its "Re:"; they are removed one by one by step 4 in any case,
    // unless they are all there is.
    const afterRefwd = matchAt(refwd, start);
    if (afterRefwd >= 0) {
      start = afterRefwd;
      answered = true;
      continue;
    }
    const afterBlob = matchAt(blob, start);
    if (afterBlob < 0 || afterBlob >= text.length) return { rest: text.slice(start), answered };
    start = afterBlob;
  }
}
