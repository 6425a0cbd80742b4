/**
 * Which parts a client shows as the text of a message, as plain text or as HTML, and which it lists as attached: the
 * algorithm of rfc/8621#4.1.4, step for step.
 */
import { fileName } from '../../../../formats/message/part.ts';
import { type NumberedPart, typeOf } from './parts.ts';

export type Chosen = {
  readonly textBody: readonly NumberedPart[];
  readonly htmlBody: readonly NumberedPart[];
  readonly attachments: readonly NumberedPart[];
};

type List = NumberedPart[];

export function chooseParts(root: NumberedPart): Chosen {
  const chosen = { textBody: [] as List, htmlBody: [] as List, attachments: [] as List };
  walk([root], 'mixed', false, chosen.htmlBody, chosen.textBody, chosen.attachments);
  return chosen;
}

function isMedia({ part }: NumberedPart): boolean {
  return part.type === 'image' || part.type === 'audio' || part.type === 'video';
}

/** The first part of anything is its text; a later one is shown where it is a picture or has no name of its own. */
function isInline(one: NumberedPart, index: number, within: string): boolean {
  const type = typeOf(one.part);
  const shown = type === 'text/plain' || type === 'text/html' || isMedia(one);
  if (one.part.disposition?.type === 'attachment' || !shown) return false;
  return index === 0 || (within !== 'related' && (isMedia(one) || fileName(one.part) === null));
}

function walk(
  parts: readonly NumberedPart[],
  within: string,
  inAlternative: boolean,
  htmlGiven: List | null,
  textGiven: List | null,
  attachments: List,
): void {
  let html = htmlGiven;
  let text = textGiven;
  const before = { text: text?.length ?? -1, html: html?.length ?? -1 };
  for (const [index, one] of parts.entries()) {
    const type = typeOf(one.part);
    if (one.part.children !== undefined) {
      const { subtype } = one.part;
      walk(one.children, subtype, inAlternative || subtype === 'alternative', html, text, attachments);
    } else if (!isInline(one, index, within)) attachments.push(one);
    else if (within === 'alternative') {
      const list = type === 'text/plain' ? text : type === 'text/html' ? html : attachments;
      list?.push(one);
    } else {
      if (inAlternative && type === 'text/plain') html = null;
      if (inAlternative && type === 'text/html') text = null;
      text?.push(one);
      html?.push(one);
      if ((text === null || html === null) && isMedia(one)) attachments.push(one);
    }
  }
  if (within !== 'alternative' || text === null || html === null) return;
  // Only one of the two was found: it serves as the other too.
  if (text.length === before.text && html.length !== before.html) text.push(...html.slice(before.html));
  else if (html.length === before.html && text.length !== before.text) html.push(...text.slice(before.text));
}
