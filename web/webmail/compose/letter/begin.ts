/** The letter one begins with: empty, an answer, a mail sent on, a draft taken up again, or a model. */
import type { BodyPart, EmailAddress, EmailBody, EmailHead, Id, Identity } from '../../../jmap/objects.ts';
import { bodyProperties, headProperties, mostBodyBytes, partProperties } from '../../store/properties.ts';
import type { Store } from '../../store/store.ts';
import { longDate } from '../../words/dates.ts';
import type { Language } from '../../words/speak.ts';
import type { ComposeInit } from '../open.ts';
import { parseRecipients, type Recipient } from '../recipients/parse.ts';
import type { TellCompose } from '../words/use-compose-words.ts';
import { addressReply, forwardSubject, replySubject, threading } from './answer.ts';
import { type Attached, blank, type Letter } from './letter.ts';
import { typedInstead } from './outgoing.ts';
import { quoteForward, quoteReply, signatureHtml, textToHtml } from './quote.ts';
import { cleanHtml } from './render.ts';

export type Beginning = { readonly letter: Letter; readonly draftId: Id | null };

export type Needs = {
  readonly store: Store;
  readonly identities: readonly Identity[];
  readonly t: TellCompose;
  readonly language: Language;
  readonly newKey: () => string;
};

type Email = EmailHead & EmailBody;

/** @throws JmapFault not-found where the mail it is about is gone */
export async function begin(init: ComposeInit, needs: Needs): Promise<Beginning> {
  const messageId = `${needs.newKey()}@${domainOf(needs)}`;
  if (init.mode === 'new') return { letter: beginNew(init, needs, messageId), draftId: null };
  const email = await readEmail(needs.store, init.emailId);
  if (init.mode === 'draft') return takeUp(email, needs, messageId, await findOriginal(email, needs.store));
  const letter =
    init.mode === 'forward'
      ? sendOn(email, needs, messageId)
      : answer(email, init.mode === 'reply-all', needs, messageId);
  return { letter, draftId: null };
}

function domainOf({ store }: Needs): string {
  const { username } = store.jmap.session;
  return username.slice(username.lastIndexOf('@') + 1);
}

/** @throws JmapFault */
export async function readEmail({ jmap }: Pick<Store, 'jmap'>, id: Id): Promise<Email> {
  const { list } = await jmap.call('Email/get', {
    ids: [id],
    properties: [...headProperties, ...bodyProperties],
    bodyProperties: partProperties,
    fetchTextBodyValues: true,
    fetchHTMLBodyValues: true,
    maxBodyValueBytes: mostBodyBytes,
  });
  const [email] = list as unknown as Email[];
  if (email === undefined) throw new MailGone();
  return email;
}

/** What one answers, or takes up again, is no more. */
export class MailGone extends Error {}

function beginNew(init: Extract<ComposeInit, { mode: 'new' }>, { identities }: Needs, messageId: string): Letter {
  const [identity] = identities;
  const body = init.body === undefined ? '<div><br></div>' : textToHtml(init.body);
  return {
    ...blank,
    messageId,
    identityId: identity?.id ?? null,
    to: init.to === undefined ? [] : parseRecipients(init.to),
    bcc: hiddenOf(identity),
    subject: init.subject ?? '',
    html: `${body}${beforeSignature(signatureOf(identity))}`,
  };
}

/** The identity the mail was written to, else the first. */
function identityFor(email: Email, identities: readonly Identity[]): Identity | undefined {
  const named = new Set(
    [...(email.to ?? []), ...(email.cc ?? []), ...(email.from ?? [])].map(each => each.email.toLowerCase()),
  );
  return identities.find(each => named.has(each.email.toLowerCase())) ?? identities[0];
}

function answer(email: Email, all: boolean, needs: Needs, messageId: string): Letter {
  const { identities, t, language } = needs;
  const identity = identityFor(email, identities);
  const own = [...identities.map(each => each.email), needs.store.jmap.session.username];
  const { html, pictures } = contentOf(email, needs.newKey);
  const [from] = email.from ?? [];
  const name = from === undefined ? '' : from.name ? `${from.name} <${from.email}>` : from.email;
  const date = longDate(email.sentAt ?? email.receivedAt, language);
  return {
    ...blank,
    ...addressReply(email, own, all),
    ...threading(email),
    messageId,
    identityId: identity?.id ?? null,
    bcc: hiddenOf(identity),
    subject: replySubject(email.subject),
    html: `<div><br></div>${beforeSignature(signatureOf(identity))}<div><br></div>${quoteReply({ attribution: t('quote.wrote', { date, name }), html })}`,
    files: pictures,
    about: { emailId: email.id, keyword: '$answered' },
  };
}

function sendOn(email: Email, needs: Needs, messageId: string): Letter {
  const { identities, t } = needs;
  const identity = identityFor(email, identities);
  const { html, pictures } = contentOf(email, needs.newKey);
  const shown = new Set(pictures.map(({ blobId }) => blobId));
  const files = email.attachments.filter(part => part.blobId !== null && !shown.has(part.blobId));
  return {
    ...blank,
    messageId,
    identityId: identity?.id ?? null,
    bcc: hiddenOf(identity),
    subject: forwardSubject(email.subject, t('quote.forwardPrefix')),
    html: `<div><br></div>${beforeSignature(signatureOf(identity))}<div><br></div>${quoteForward(t('quote.forwarded'), headLines(email, needs), html)}`,
    files: [...pictures, ...files.map(part => attachedOf(part, null, needs))],
    // It goes on with the conversation it comes from.
    references: threading(email).references,
    about: { emailId: email.id, keyword: '$forwarded' },
  };
}

/** The same mail as a file, whole, as it was received. */
export function asFile(
  email: Pick<EmailHead, 'subject' | 'blobId' | 'size'>,
  noName: string,
  newKey: () => string,
): Attached {
  const name = `${(email.subject?.trim() || noName).replace(/[/\\:*?"<>|]/g, ' ').slice(0, 120)}.eml`;
  return { key: newKey(), name, type: 'message/rfc822', size: email.size, cid: null, blobId: email.blobId };
}

function headLines(email: Email, { t, language }: Needs): (readonly [string, string])[] {
  const people = (list: readonly EmailAddress[] | null) =>
    (list ?? []).map(({ name, email: address }) => (name ? `${name} <${address}>` : address)).join(', ');
  const lines: [string, string][] = [
    [t('quote.from'), people(email.from)],
    [t('quote.date'), longDate(email.sentAt ?? email.receivedAt, language)],
    [t('quote.subject'), email.subject ?? ''],
    [t('quote.to'), people(email.to)],
    [t('quote.cc'), people(email.cc)],
  ];
  return lines.filter(([, value]) => value !== '');
}

/** The mail that a draft answers, where it is here: it will bear the mark. @throws JmapFault */
async function findOriginal({ inReplyTo }: Email, { jmap }: Store): Promise<Id | null> {
  const [messageId] = inReplyTo ?? [];
  if (messageId === undefined) return null;
  const filter = { header: ['Message-ID', messageId] };
  const { ids } = await jmap.call('Email/query', { filter, sort: [], collapseThreads: false, limit: 1 });
  return ids[0] ?? null;
}

/** A draft goes on where it was; a mail that is none, such as a model, is the beginning of a new one. */
function takeUp(email: Email, needs: Needs, messageId: string, original: Id | null): Beginning {
  const isDraft = email.keywords.$draft === true;
  const [from] = email.from ?? [];
  const identity =
    needs.identities.find(each => each.email.toLowerCase() === from?.email.toLowerCase()) ?? needs.identities[0];
  const { html, pictures } = contentOf(email, needs.newKey, 'own');
  const shown = new Set(pictures.map(({ blobId }) => blobId));
  const files = email.attachments.filter(part => part.blobId !== null && !shown.has(part.blobId));
  const plain = email.htmlBody.every(({ type }) => type !== 'text/html') && email.bodyValues !== undefined;
  const header = (name: string) => email.headers.find(each => each.name.toLowerCase() === name)?.value.trim() ?? '';
  const letter: Letter = {
    ...blank,
    messageId: isDraft ? (email.messageId?.[0] ?? messageId) : messageId,
    identityId: identity?.id ?? null,
    to: recipientsOf(email.to),
    cc: recipientsOf(email.cc),
    bcc: recipientsOf(email.bcc),
    subject: email.subject ?? '',
    html,
    text: plain ? plainTextOf(email) : '',
    plain: plain && isDraft,
    files: [...pictures, ...files.map(part => attachedOf(part, null, needs))],
    important: /^1|high/i.test(header('x-priority') || header('importance')),
    inReplyTo: email.inReplyTo,
    references: email.references,
    about: isDraft && original !== null ? { emailId: original, keyword: '$answered' } : null,
  };
  return { letter, draftId: isDraft ? email.id : null };
}

function recipientsOf(list: readonly EmailAddress[] | null): Recipient[] {
  return (list ?? []).flatMap(each => {
    const typed = typedInstead(each);
    return typed === null ? [{ name: each.name, email: each.email }] : parseRecipients(typed);
  });
}

/** Its text as clean HTML, and the pictures in it, to be taken along without being sent up again. */
function contentOf(
  email: Email,
  newKey: () => string,
  whose: 'own' | 'other' = 'other',
): { html: string; pictures: Attached[] } {
  const html = email.htmlBody
    .filter(({ type, partId }) => partId !== null && (type === 'text/html' || type === 'text/plain'))
    .map(({ type, partId }) => {
      const value = email.bodyValues[partId!]?.value ?? '';
      return type === 'text/html' ? cleanHtml(value, whose) : textToHtml(value.replace(/\s+$/, ''));
    })
    .join('<hr>');
  const pictures = email.attachments
    .filter(({ cid, blobId }) => cid !== null && blobId !== null && html.includes(`cid:${cid}`))
    .map(part => ({
      key: newKey(),
      name: part.name ?? part.cid!,
      type: part.type,
      size: part.size,
      cid: part.cid,
      blobId: part.blobId,
    }));
  return { html, pictures };
}

function plainTextOf(email: Email): string {
  return email.textBody.map(({ partId }) => email.bodyValues[partId ?? '']?.value ?? '').join('\n');
}

function attachedOf(part: BodyPart, cid: string | null, { t, newKey }: Needs): Attached {
  const name = part.name ?? (part.type === 'message/rfc822' ? `${t('files.message')}.eml` : t('files.noName'));
  return { key: newKey(), name, type: part.type, size: part.size, cid, blobId: part.blobId };
}

/** Stored by the person, and perhaps pasted from anywhere: as clean as a stranger's. */
export function signatureOf(identity: Identity | undefined): string {
  if (identity === undefined) return '';
  return signatureHtml({ html: cleanHtml(identity.htmlSignature), text: identity.textSignature });
}

function beforeSignature(signature: string): string {
  return signature === '' ? '' : `<div><br></div>${signature}`;
}

function hiddenOf(identity: Identity | undefined): Recipient[] {
  return (identity?.bcc ?? []).map(({ name, email }) => ({ name, email }));
}
