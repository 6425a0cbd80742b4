/**
 * The extensions a script may `require`, each with the document that defines it. What a house offers may be fewer: those
 * that need a store of their own are offered only where it exists.
 */
export const capabilities = [
  'fileinto', // rfc/5228#4.1
  'envelope', // rfc/5228#5.4
  'encoded-character', // rfc/5228#2.4.2.4
  'comparator-i;octet',
  'comparator-i;ascii-casemap',
  'comparator-i;ascii-numeric', // rfc/4790#9.1
  'comparator-i;unicode-casemap', // RFC 5051
  'copy', // rfc/3894
  'body', // rfc/5173
  'environment', // rfc/5183
  'variables', // rfc/5229
  'vacation', // rfc/5230
  'vacation-seconds', // rfc/6131
  'relational', // rfc/5231
  'imap4flags', // rfc/5232
  'subaddress', // rfc/5233
  'spamtest', // rfc/5235
  'spamtestplus',
  'virustest',
  'date', // rfc/5260
  'index',
  'editheader', // rfc/5293
  'reject', // rfc/5429
  'ereject',
  'enotify', // rfc/5435
  'ihave', // rfc/5463
  'mailbox', // rfc/5490
  'mboxmetadata',
  'servermetadata',
  'include', // rfc/6609
  'imapsieve', // rfc/6785
  'duplicate', // rfc/7352
  'regex', // draft-ietf-sieve-regex
  'foreverypart', // RFC 5703
  'mime',
  'extracttext',
  'replace',
  'enclose',
  'envelope-dsn', // RFC 6009
  'envelope-deliverby',
  'extlists', // RFC 6134
  'special-use', // RFC 8579
  'fcc', // RFC 8580
  'mailboxid', // RFC 9042
] as const;

export type Capability = (typeof capabilities)[number];

/** What requiring one brings along. rfc/5235#3.2, rfc/6131#2, rfc/5228#2.7.3 */
export const implied: Partial<Record<Capability, readonly Capability[]>> = {
  spamtestplus: ['spamtest'],
  'vacation-seconds': ['vacation'],
};

/** Understood without being required. rfc/5228#2.7.3 */
export const always: readonly Capability[] = ['comparator-i;octet', 'comparator-i;ascii-casemap'];

/** They change how the text itself is read, so that `ihave` must not switch them on. rfc/5463#4 */
export const grammatical: readonly Capability[] = ['encoded-character', 'variables'];

export function isCapability(text: string): text is Capability {
  return (capabilities as readonly string[]).includes(text);
}
