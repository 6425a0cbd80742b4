/** The session resource: who is signed in, what can be done, where. rfc/8620#2 */
import { createHash } from 'node:crypto';
import { writeAccountId } from '../../formats/object-id/object-id.ts';
import type { Actor } from '../../services/actor.ts';
import type { House } from '../../services/house.ts';
import * as urns from './capabilities.ts';
import { principalName } from './principal/object.ts';

export type Session = Record<string, unknown> & {
  readonly capabilities: Record<string, object>;
  readonly state: string;
};

/** `origin` as `https://mail.example:8443`; every URL of the session is absolute. */
export function describeSession(house: Pick<House, 'limits'>, actor: Actor, origin: string): Session {
  const accountId = writeAccountId(actor.accountId);
  const capabilities = describeCapabilities(house, origin);
  const accountCapabilities = { ...describeAccount(house), ...describeContacts(actor) };
  const session = {
    capabilities,
    accounts: {
      [accountId]: { name: actor.address, isPersonal: true, isReadOnly: false, accountCapabilities },
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

function describeCapabilities({ limits }: Pick<House, 'limits'>, origin: string): Record<string, object> {
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
    [urns.contacts]: {},
    [urns.principals]: {},
    [urns.webSocket]: { url: `${origin.replace(/^http/, 'ws')}/jmap/ws/`, supportsPush: true },
  };
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
    [urns.blob]: {
      maxSizeBlobSet: limits.messageBytes,
      maxDataSources: urns.blobLimits.maxDataSources,
      supportedTypeNames: ['Email', 'Thread', 'Mailbox'],
      supportedDigestAlgorithms: ['sha', 'sha-256'],
    },
  };
}

/** rfc/9610#1.4.1, rfc/9670#1.5 */
function describeContacts({ accountId }: Pick<Actor, 'accountId'>): Record<string, object> {
  const principalId = principalName(accountId);
  return {
    [urns.contacts]: { maxAddressBooksPerCard: 1, mayCreateAddressBook: true },
    [urns.principals]: { currentUserPrincipalId: principalId },
    [urns.principalsOwner]: { accountIdForPrincipal: writeAccountId(accountId), principalId },
  };
}
