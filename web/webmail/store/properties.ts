/** What is asked of an email for its row, and for its reading. */
export const headProperties = [
  'id',
  'blobId',
  'threadId',
  'mailboxIds',
  'keywords',
  'size',
  'receivedAt',
  'hasAttachment',
  'from',
  'to',
  'subject',
  'preview',
] as const;

export const markProperties = ['id', 'keywords', 'mailboxIds'] as const;

export const bodyProperties = [
  'id',
  'messageId',
  'inReplyTo',
  'references',
  'sender',
  'cc',
  'bcc',
  'replyTo',
  'sentAt',
  'headers',
  'textBody',
  'htmlBody',
  'attachments',
  'bodyValues',
] as const;

/** A mail within a mail was judged by nobody. */
export const readingProperties = [...bodyProperties, 'phishingVerdict'] as const;

export const partProperties = ['partId', 'blobId', 'size', 'name', 'type', 'charset', 'disposition', 'cid'] as const;

/** More of a text than a page can show at once is cut, and said to be. */
export const mostBodyBytes = 2_000_000;
