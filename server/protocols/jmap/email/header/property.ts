/** Properties that name a header field: `header:List-Post:asURLs:all`. rfc/8621#4.1.3 */

export const headerForms = ['Raw', 'Text', 'Addresses', 'GroupedAddresses', 'MessageIds', 'Date', 'URLs'] as const;
export type HeaderForm = (typeof headerForms)[number];

/** `name` is as asked, `field` in lower case; `all`: every instance, else the last. */
export type HeaderProperty = {
  readonly property: string;
  readonly name: string;
  readonly field: string;
  readonly form: HeaderForm;
  readonly all: boolean;
};

const addressFields = [
  'from',
  'sender',
  'reply-to',
  'to',
  'cc',
  'bcc',
  'resent-from',
  'resent-sender',
  'resent-reply-to',
  'resent-to',
  'resent-cc',
  'resent-bcc',
];
const idFields = ['message-id', 'in-reply-to', 'references', 'resent-message-id'];
const dateFields = ['date', 'resent-date'];
const urlFields = ['list-help', 'list-unsubscribe', 'list-subscribe', 'list-post', 'list-owner', 'list-archive'];
const textFields = ['subject', 'comments', 'keywords', 'list-id'];
/** Fields of rfc/5322 and rfc/2369 that have none of the forms but the raw one. */
const rawFields = ['return-path', 'received'];

/** The fields each form is for; a field of none of these lists may take any form. rfc/8621#4.1.2 */
const fieldsOf: Readonly<Record<Exclude<HeaderForm, 'Raw'>, readonly string[]>> = {
  Text: textFields,
  Addresses: addressFields,
  GroupedAddresses: addressFields,
  MessageIds: idFields,
  Date: dateFields,
  URLs: urlFields,
};
const reserved = new Set([...addressFields, ...idFields, ...dateFields, ...urlFields, ...textFields, ...rawFields]);

/** What the property asks, or null where it is no such property, or a form its field cannot take. */
export function readHeaderProperty(property: string): HeaderProperty | null {
  const [, name, as, all] = /^header:([!-9;-~]{1,200}?)(?::as([A-Za-z]+))?(:all)?$/.exec(property) ?? [];
  if (name === undefined) return null;
  const form = (as ?? 'Raw') as HeaderForm;
  const field = name.toLowerCase();
  if (!headerForms.includes(form) || !mayTake(field, form)) return null;
  return { property, name, field, form, all: all !== undefined };
}

function mayTake(field: string, form: HeaderForm): boolean {
  return form === 'Raw' || !reserved.has(field) || fieldsOf[form].includes(field);
}

/** The properties that are short for a header field. rfc/8621#4.1.2.3, rfc/8621#4.1.3 */
export const convenience = {
  messageId: 'header:Message-ID:asMessageIds',
  inReplyTo: 'header:In-Reply-To:asMessageIds',
  references: 'header:References:asMessageIds',
  sender: 'header:Sender:asAddresses',
  from: 'header:From:asAddresses',
  to: 'header:To:asAddresses',
  cc: 'header:Cc:asAddresses',
  bcc: 'header:Bcc:asAddresses',
  replyTo: 'header:Reply-To:asAddresses',
  subject: 'header:Subject:asText',
  sentAt: 'header:Date:asDate',
} as const;
