/** A letter as the Email that the server makes of it. rfc/8621#4.6 */
import type { Id, Identity } from '../../../jmap/objects.ts';
import type { Recipient } from '../recipients/parse.ts';
import type { Letter } from './letter.ts';

/** The two versions of one text; `html` null: plain text alone. */
export type Texts = { readonly text: string; readonly html: string | null };

export function describeDraft(letter: Letter, identity: Identity, texts: Texts, drafts: Id): Record<string, unknown> {
  const files = letter.files.filter(file => file.blobId !== null && isShown(file.cid, texts.html));
  return {
    mailboxIds: { [drafts]: true },
    keywords: { $draft: true, $seen: true },
    from: [{ name: identity.name === '' ? null : identity.name, email: identity.email }],
    ...list('to', letter.to),
    ...list('cc', letter.cc),
    ...list('bcc', letter.bcc),
    ...(identity.replyTo === null || identity.replyTo.length === 0 ? {} : { replyTo: identity.replyTo }),
    subject: letter.subject,
    messageId: [letter.messageId],
    ...(letter.inReplyTo === null ? {} : { inReplyTo: letter.inReplyTo }),
    ...(letter.references === null ? {} : { references: letter.references }),
    ...(letter.important ? { 'header:X-Priority:asText': '1 (Highest)', 'header:Importance:asText': 'High' } : {}),
    bodyValues: { text: { value: texts.text }, ...(texts.html === null ? {} : { html: { value: texts.html } }) },
    textBody: [{ partId: 'text', type: 'text/plain' }],
    ...(texts.html === null ? {} : { htmlBody: [{ partId: 'html', type: 'text/html' }] }),
    ...(files.length === 0
      ? {}
      : {
          attachments: files.map(({ blobId, name, type, cid }) => ({
            blobId,
            name,
            type: mediaType(type),
            ...(cid === null || texts.html === null ? { disposition: 'attachment' } : { disposition: 'inline', cid }),
          })),
        }),
  };
}

/** A picture that was taken out of the text does not travel. */
function isShown(cid: string | null, html: string | null): boolean {
  return cid === null || (html?.includes(`cid:${cid}`) ?? false);
}

/** What a browser calls a file is not always a media type. */
function mediaType(type: string): string {
  const [plain = ''] = type.split(';');
  return /^[\w!#$&^.+-]{1,100}\/[\w!#$&^.+-]{1,100}$/.test(plain.trim()) ? plain.trim() : 'application/octet-stream';
}

/** Domain of addresses that are none: they stay in the draft as they were typed, and are never sent. */
const nowhere = 'adresse-a-corriger.invalid';

function list(name: string, recipients: readonly Recipient[]): Record<string, unknown> {
  if (recipients.length === 0) return {};
  return {
    [name]: recipients.map((each, at) =>
      each.wrong === undefined
        ? { name: each.name, email: each.email }
        : { name: each.email, email: `${at + 1}@${nowhere}` },
    ),
  };
}

/** What `describeDraft` put in the place of an address, or null. */
export function typedInstead({ name, email }: { readonly name: string | null; readonly email: string }): string | null {
  return email.endsWith(`@${nowhere}`) ? (name ?? '') : null;
}

/** The HTML of a mail as a whole document: its language is what reads it aloud. */
export function wholeHtml(html: string, language: string): string {
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"></head><body>${html}</body></html>`;
}
