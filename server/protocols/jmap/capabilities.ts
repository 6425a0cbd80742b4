/** What this server can do and how much of it at once. rfc/8620#2, rfc/8621#1.3 */
export const core = 'urn:ietf:params:jmap:core';
export const mail = 'urn:ietf:params:jmap:mail';
export const submission = 'urn:ietf:params:jmap:submission';
export const vacation = 'urn:ietf:params:jmap:vacationresponse';
export const quota = 'urn:ietf:params:jmap:quota';
export const blob = 'urn:ietf:params:jmap:blob';
export const principals = 'urn:ietf:params:jmap:principals';
export const principalsOwner = 'urn:ietf:params:jmap:principals:owner';
export const sieve = 'urn:ietf:params:jmap:sieve';
export const mdn = 'urn:ietf:params:jmap:mdn';
export const vapid = 'urn:ietf:params:jmap:webpush-vapid';
export const contacts = 'urn:ietf:params:jmap:contacts';
export const webSocket = 'urn:ietf:params:jmap:websocket';
/** Our own: `Email/get` gives `phishingVerdict`, which is never among the usual properties. */
export const phishing = 'urn:vaguemestre:jmap:phishing';

/** Limits of the core, all enforced. Octets and counts. */
export const limits = {
  maxConcurrentUpload: 8,
  maxSizeRequest: 10_000_000,
  maxConcurrentRequests: 16,
  maxCallsInRequest: 64,
  maxObjectsInGet: 1000,
  maxObjectsInSet: 1000,
} as const;

/** Blobs joined or read in line by the methods of rfc/9404. */
export const blobLimits = { maxDataSources: 64 } as const;

/** Limits of mail. */
export const mailLimits = {
  maxMailboxesPerEmail: 100,
  maxSizeMailboxName: 200,
  /** Seconds a message may be held before it leaves. */
  maxDelayedSend: 30 * 86_400,
} as const;

export const emailQuerySortOptions = [
  'receivedAt',
  'sentAt',
  'size',
  'from',
  'to',
  'subject',
  'hasKeyword',
  'allInThreadHaveKeyword',
  'someInThreadHaveKeyword',
] as const;
