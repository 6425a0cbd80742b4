/** Every method, by name. */
import { changes as bookChanges } from './address-book/changes.ts';
import { get as bookGet } from './address-book/get.ts';
import { set as bookSet } from './address-book/set.ts';
import { copy as blobCopy } from './blob/copy.ts';
import { get as blobGet } from './blob/get.ts';
import { lookup as blobLookup } from './blob/lookup.ts';
import { upload as blobUpload } from './blob/upload.ts';
import { changes as cardChanges } from './contact-card/changes.ts';
import { copy as cardCopy } from './contact-card/copy.ts';
import { get as cardGet } from './contact-card/get.ts';
import { query as cardQuery } from './contact-card/query.ts';
import { queryChanges as cardQueryChanges } from './contact-card/query-changes.ts';
import { set as cardSet } from './contact-card/set.ts';
import { echo } from './core/echo.ts';
import { changes as emailChanges } from './email/changes.ts';
import { copy as emailCopy } from './email/copy.ts';
import { get as emailGet } from './email/get.ts';
import { importEmails } from './email/import.ts';
import { parse as emailParse } from './email/parse.ts';
import { query as emailQuery } from './email/query.ts';
import { queryChanges as emailQueryChanges } from './email/query-changes.ts';
import { set as emailSet } from './email/set.ts';
import { changes as submissionChanges } from './email-submission/changes.ts';
import { get as submissionGet } from './email-submission/get.ts';
import { query as submissionQuery } from './email-submission/query.ts';
import { queryChanges as submissionQueryChanges } from './email-submission/query-changes.ts';
import { set as submissionSet } from './email-submission/set.ts';
import { changes as identityChanges } from './identity/changes.ts';
import { get as identityGet } from './identity/get.ts';
import { set as identitySet } from './identity/set.ts';
import { changes as mailboxChanges } from './mailbox/changes.ts';
import { get as mailboxGet } from './mailbox/get.ts';
import { query as mailboxQuery } from './mailbox/query.ts';
import { queryChanges as mailboxQueryChanges } from './mailbox/query-changes.ts';
import { set as mailboxSet } from './mailbox/set.ts';
import { parse as mdnParse } from './mdn/parse.ts';
import { send as mdnSend } from './mdn/send.ts';
import type { Method } from './method.ts';
import { get as principalGet } from './principal/get.ts';
import { query as principalQuery } from './principal/query.ts';
import {
  changes as principalChanges,
  queryChanges as principalQueryChanges,
  set as principalSet,
} from './principal/unchanging.ts';
import { get as pushGet } from './push-subscription/get.ts';
import { set as pushSet } from './push-subscription/set.ts';
import { changes as quotaChanges } from './quota/changes.ts';
import { get as quotaGet } from './quota/get.ts';
import { query as quotaQuery } from './quota/query.ts';
import { queryChanges as quotaQueryChanges } from './quota/query-changes.ts';
import { get as snippetGet } from './search-snippet/get.ts';
import { changes as noticeChanges } from './share-notification/changes.ts';
import { get as noticeGet } from './share-notification/get.ts';
import { query as noticeQuery } from './share-notification/query.ts';
import { queryChanges as noticeQueryChanges } from './share-notification/query-changes.ts';
import { set as noticeSet } from './share-notification/set.ts';
import { get as sieveGet } from './sieve-script/get.ts';
import { query as sieveQuery } from './sieve-script/query.ts';
import { set as sieveSet } from './sieve-script/set.ts';
import { validate as sieveValidate } from './sieve-script/validate.ts';
import { changes as threadChanges } from './thread/changes.ts';
import { get as threadGet } from './thread/get.ts';
import { get as vacationGet } from './vacation-response/get.ts';
import { set as vacationSet } from './vacation-response/set.ts';

const all: readonly Method[] = [
  echo,
  blobCopy,
  blobUpload,
  blobGet,
  blobLookup,
  mailboxGet,
  mailboxChanges,
  mailboxQuery,
  mailboxQueryChanges,
  mailboxSet,
  threadGet,
  threadChanges,
  emailGet,
  emailChanges,
  emailQuery,
  emailQueryChanges,
  emailSet,
  emailCopy,
  importEmails,
  emailParse,
  snippetGet,
  identityGet,
  identityChanges,
  identitySet,
  submissionGet,
  submissionChanges,
  submissionQuery,
  submissionQueryChanges,
  submissionSet,
  vacationGet,
  vacationSet,
  quotaGet,
  quotaChanges,
  quotaQuery,
  quotaQueryChanges,
  noticeGet,
  noticeChanges,
  noticeQuery,
  noticeQueryChanges,
  noticeSet,
  sieveGet,
  sieveQuery,
  sieveSet,
  sieveValidate,
  mdnSend,
  mdnParse,
  pushGet,
  pushSet,
  bookGet,
  bookChanges,
  bookSet,
  cardGet,
  cardChanges,
  cardQuery,
  cardQueryChanges,
  cardSet,
  cardCopy,
  principalGet,
  principalChanges,
  principalSet,
  principalQuery,
  principalQueryChanges,
];

export const methods: ReadonlyMap<string, Method> = new Map(all.map(method => [method.name, method]));
