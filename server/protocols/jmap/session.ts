/** The session resource: who is signed in, what can be done, where. rfc/8620#2 */
import { createHash } from 'node:crypto';
import { writeAccountId, writePrincipalId } from '../../formats/object-id/object-id.ts';
import type { Actor } from '../../services/actor.ts';
import { mostScripts, offeredCapabilities, scriptLimits } from '../../services/filters/offered.ts';
import type { House } from '../../services/house.ts';
import { type Access, isReadOnly } from '../../services/mailboxes/access.ts';
import * as urns from './capabilities.ts';

export type Session = Record<string, unknown> & {
  readonly capabilities: Record<string, object>;
  readonly state: string;
};

/** `shares`: what others let the actor use; `origin` as `https://mail.example:8443`; every URL of the session is absolute. */
export function describeSession(
  house: Pick<House, 'limits' | 'push'>,
  actor: Actor,
  shares: readonly Access[],
  origin: string,
): Session {
  const accountId = writeAccountId(actor.accountId);
  const capabilities = describeCapabilities(house, origin);
  const accountCapabilities = { ...describeAccount(house), ...describePrincipals(actor), ...describeContacts() };
  const session = {
    capabilities,
    accounts: {
      [accountId]: { name: actor.address, isPersonal: true, isReadOnly: false, accountCapabilities },
      ...Object.fromEntries(shares.map(share => [writeAccountId(share.accountId), describeShared(house, share)])),
    },
    primaryAccounts: Object.fromEntries(
      Object.keys(accountCapabilities).flatMap(urn => (urn === urns.principalsOwner ? [] : [[urn, accountId]])),
    ),
    username: actor.address,
    apiUrl: `${origin}/jmap/api/`,
    downloadUrl: `${origin}/jmap/download/{accountId}/{blobId}/{name}?accept={type}`,
    uploadUrl: `${origin}/jmap/upload/{accountId}/`,
    eventSourceUrl: `${origin}/jmap/eventsource/?types={types}&closeafter={closeafter}&ping={ping}`,
  };
  return { ...session, state: createHash('sha256').update(JSON.stringify(session)).digest('base64url').slice(0, 16) };
}

function describeCapabilities(
  { limits, push }: Pick<House, 'limits' | 'push'>,
  origin: string,
): Record<string, object> {
  return {
    [urns.core]: {
      maxSizeUpload: limits.messageBytes,
      ...urns.limits,
      collationAlgorithms: ['i;ascii-casemap', 'i;unicode-casemap'],
    },
    [urns.mail]: {},
    [urns.submission]: {},
    [urns.vacation]: {},
    [urns.quota]: {},
    [urns.blob]: {},
    [urns.principals]: {},
    [urns.sieve]: { implementation: 'Vaguemestre' },
    [urns.mdn]: {},
    ...(push === undefined ? {} : { [urns.vapid]: { applicationServerKey: push.applicationServerKey } }),
    [urns.contacts]: {},
    [urns.phishing]: {},
    [urns.webSocket]: { url: `${origin.replace(/^http/, 'ws')}/jmap/ws/`, supportsPush: true },
  };
}

/** One account of another: its mail, nothing else. rfc/8620#1.6.2 */
function describeShared(house: Pick<House, 'limits'>, share: Access): object {
  const { [urns.core]: core, [urns.mail]: mail, [urns.blob]: blob } = describeAccount(house);
  return {
    name: share.address,
    isPersonal: false,
    isReadOnly: isReadOnly(share),
    accountCapabilities: {
      [urns.core]: core,
      [urns.mail]: { ...mail, mayCreateTopLevelMailbox: false },
      [urns.blob]: blob,
      [urns.principalsOwner]: ownerOf(share.actor, share.accountId),
    },
  };
}

/** Each finds the house's principals, and what it is told of shares, in its own account. rfc/9670#1.5 */
function describePrincipals(actor: Actor): Record<string, object> {
  return {
    [urns.principals]: { currentUserPrincipalId: writePrincipalId(actor.accountId) },
    [urns.principalsOwner]: ownerOf(actor, actor.accountId),
  };
}

function ownerOf(actor: Actor, accountId: Actor['accountId']): object {
  return { accountIdForPrincipal: writeAccountId(actor.accountId), principalId: writePrincipalId(accountId) };
}

function describeAccount({ limits }: Pick<House, 'limits'>): Record<string, object> {
  return {
    [urns.core]: {},
    [urns.mail]: {
      maxMailboxesPerEmail: urns.mailLimits.maxMailboxesPerEmail,
      maxMailboxDepth: limits.mailboxDepth,
      maxSizeMailboxName: urns.mailLimits.maxSizeMailboxName,
      maxSizeAttachmentsPerEmail: limits.messageBytes,
      emailQuerySortOptions: urns.emailQuerySortOptions,
      mayCreateTopLevelMailbox: true,
    },
    [urns.submission]: {
      maxDelayedSend: urns.mailLimits.maxDelayedSend,
      submissionExtensions: {
        FUTURERELEASE: [],
        SIZE: [String(limits.messageBytes)],
        DSN: [],
        '8BITMIME': [],
        SMTPUTF8: [],
      },
    },
    [urns.vacation]: {},
    [urns.quota]: {},
    [urns.mdn]: {},
    [urns.sieve]: {
      maxSizeScriptName: 512,
      maxSizeScript: scriptLimits.scriptBytes,
      maxNumberScripts: mostScripts,
      maxNumberRedirects: scriptLimits.redirects,
      sieveExtensions: offeredCapabilities,
      notificationMethods: ['mailto'],
      externalLists: ['urn:ietf:params:sieve', 'tag:vaguemestre'],
    },
    [urns.blob]: {
      maxSizeBlobSet: limits.messageBytes,
      maxDataSources: urns.blobLimits.maxDataSources,
      supportedTypeNames: ['Email', 'Thread', 'Mailbox'],
      supportedDigestAlgorithms: ['sha', 'sha-256'],
    },
  };
}

/** rfc/9610#1.4.1, rfc/9670#1.5 */
function describeContacts(): Record<string, object> {
  return { [urns.contacts]: { maxAddressBooksPerCard: 1, mayCreateAddressBook: true } };
}
