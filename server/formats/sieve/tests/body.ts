import { decodeBody, decodeText } from '../../message/decode.ts';
import { htmlToText } from '../../message/html.ts';
import type { Part } from '../../message/part.ts';
import { compileMatcher } from '../match.ts';
import { allParts } from '../message.ts';
import { expandAll, type Run, spend, spendText } from '../run.ts';
import { hasTag, matchTags, type TestShape, tagTemplates, templates } from '../shape.ts';

/** rfc/5173#4; the parts of a message as RFC 5703 has them play no part here. */
export const body: TestShape = {
  name: 'body',
  needs: ['body'],
  tags: {
    ...matchTags,
    ':raw': { group: 'transform' },
    ':content': { group: 'transform', value: 'strings' },
    ':text': { group: 'transform' },
  },
  operands: [{ kind: 'strings' }],
  compile(call) {
    const matches = compileMatcher(call, templates(call, 0));
    const types = tagTemplates(call, ':content');
    if (types) {
      return run => {
        const wanted = expandAll(run, types).map(type => type.toLowerCase());
        return matches(run, contentOf(run, wanted));
      };
    }
    if (hasTag(call, ':raw')) return run => matches(run, [rawBody(run)]);
    return run => matches(run, textOf(run));
  },
};

/** Everything after the header, as it was sent. rfc/5173#5.1 */
function rawBody(run: Run): string {
  const { bytes, parsed } = run.message;
  const raw = bytes.toString('utf8', parsed.headerEnd, parsed.headerEnd + run.limits.bodyBytes);
  spendText(run, raw.length);
  return raw;
}

/** What people read of it, decoded. rfc/5173#5.3 */
function textOf(run: Run): string[] {
  const texts: string[] = [];
  for (const part of allParts(run.message.parsed.part)) {
    if (part.type === 'text') texts.push(readText(run, part));
  }
  return texts;
}

export function readText(run: Run, part: Part): string {
  spendText(run, Math.min(part.end - part.body, run.limits.bodyBytes));
  const text = decodeText(run.message.bytes, part, run.limits.bodyBytes);
  return part.subtype === 'html' ? htmlToText(text) : text;
}

/**
 * The decoded parts of these types; '' is every type, `text` every subtype. Of a multipart what stands around its parts,
 * of a message within its header. rfc/5173#5.2
 */
function contentOf(run: Run, types: readonly string[]): string[] {
  const { bytes, parsed } = run.message;
  const found: string[] = [];
  for (const part of allParts(parsed.part)) {
    const full = `${part.type}/${part.subtype}`;
    if (!types.some(type => type === '' || type === full || type === part.type)) continue;
    spend(run, 1);
    if (part.children) found.push(...around(bytes, part));
    else if (part.message) found.push(bytes.toString('utf8', part.body, part.message.part.body));
    else {
      spendText(run, Math.min(part.end - part.body, run.limits.bodyBytes));
      const cut = { ...part, end: Math.min(part.end, part.body + run.limits.bodyBytes) };
      found.push(part.type === 'text' ? decodeText(bytes, cut) : decodeBody(bytes, cut).toString('utf8'));
    }
  }
  return found;
}

function around(bytes: Buffer, part: Part): string[] {
  const [first, last] = [part.children!.at(0)!, part.children!.at(-1)!];
  return [bytes.toString('utf8', part.body, first.header), bytes.toString('utf8', last.end, part.end)];
}
