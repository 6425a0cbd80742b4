import { faultOfStatus, JmapFault } from './fault.ts';
import type { Id } from './objects.ts';

export type Fetch = typeof fetch;

/** What the session resource says, as far as the pages need it; addresses are paths of this very origin. rfc/8620#2 */
export type Session = {
  readonly accountId: Id;
  readonly username: string;
  readonly apiPath: string;
  readonly downloadPath: string;
  readonly uploadPath: string;
  readonly eventSourcePath: string;
  /** By URN. */
  readonly capabilities: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly accountCapabilities: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

const mail = 'urn:ietf:params:jmap:mail';

/** Asks who is signed in. @throws JmapFault signed-out, unreachable, failed */
export async function readSession(ask: Fetch): Promise<Session> {
  const response = await reach(() => ask('/.well-known/jmap', { credentials: 'same-origin' }));
  if (!response.ok) throw faultOfStatus(response.status);
  const told = (await response.json()) as Told;
  const accountId = told.primaryAccounts[mail];
  if (accountId === undefined) throw new JmapFault('refused', 'noMail');
  return {
    accountId,
    username: told.username,
    apiPath: pathOf(told.apiUrl),
    downloadPath: pathOf(told.downloadUrl),
    uploadPath: pathOf(told.uploadUrl),
    eventSourcePath: pathOf(told.eventSourceUrl),
    capabilities: told.capabilities,
    accountCapabilities: told.accounts[accountId]?.accountCapabilities ?? {},
  };
}

type Told = {
  readonly username: string;
  readonly primaryAccounts: Readonly<Record<string, Id>>;
  readonly accounts: Readonly<Record<Id, { readonly accountCapabilities: Session['accountCapabilities'] }>>;
  readonly capabilities: Session['capabilities'];
  readonly apiUrl: string;
  readonly downloadUrl: string;
  readonly uploadUrl: string;
  readonly eventSourceUrl: string;
};

/** Templates keep their braces, so that this is no work for `URL`. Behind a proxy the house may know itself by another name. */
function pathOf(url: string): string {
  return url.replace(/^[a-z]+:\/\/[^/]+/, '');
}

/** Runs a request; that nothing answered is told as such. @throws JmapFault unreachable */
export async function reach(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    // `fetch` throws a TypeError for every kind of silence; an abort is the caller's own.
    if (error instanceof TypeError) throw new JmapFault('unreachable');
    throw error;
  }
}
