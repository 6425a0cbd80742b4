/** Every method, by name. */
import { copy as blobCopy } from './blob/copy.ts';
import { echo } from './core/echo.ts';
import { changes as emailChanges } from './email/changes.ts';
import { copy as emailCopy } from './email/copy.ts';
import { get as emailGet } from './email/get.ts';
import { importEmails } from './email/import.ts';
import { parse as emailParse } from './email/parse.ts';
import { query as emailQuery } from './email/query.ts';
import { queryChanges as emailQueryChanges } from './email/query-changes.ts';
import { set as emailSet } from './email/set.ts';
import { changes as mailboxChanges } from './mailbox/changes.ts';
import { get as mailboxGet } from './mailbox/get.ts';
import { query as mailboxQuery } from './mailbox/query.ts';
import { queryChanges as mailboxQueryChanges } from './mailbox/query-changes.ts';
import { set as mailboxSet } from './mailbox/set.ts';
import type { Method } from './method.ts';
import { changes as threadChanges } from './thread/changes.ts';
import { get as threadGet } from './thread/get.ts';

const all: readonly Method[] = [
  echo,
  blobCopy,
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
];

export const methods: ReadonlyMap<string, Method> = new Map(all.map(method => [method.name, method]));
