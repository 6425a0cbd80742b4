import type { AccountId } from '../../model/account.ts';
import { takeEndedSessions, voidSession } from '../../store/oidc-artifacts.ts';
import type { House } from '../house.ts';
import { hashId, openArtifact } from './artifacts.ts';

/** A session that is over, and the applications it had opened. */
export type EndedSession = {
  readonly accountId: AccountId;
  readonly applications: readonly { readonly clientId: string; readonly sid: string }[];
};

const model = 'Session';

/** The person leaves the portal: the applications opened from this browser are told soon. */
export async function endOidcSession({ store }: Pick<House, 'store'>, sessionId: string): Promise<void> {
  await voidSession(store.database, hashId(model, sessionId));
}

/** Takes the sessions that are over, each once whatever the number of processes. */
export async function takeEnded(house: Pick<House, 'store' | 'keys'>, atMost: number): Promise<EndedSession[]> {
  const rows = await takeEndedSessions(house.store.database, atMost);
  return rows.map(row => {
    const { authorizations } = openArtifact(house, model, row) as {
      authorizations?: Record<string, { sid?: string }>;
    };
    const applications = Object.entries(authorizations ?? {}).flatMap(([clientId, { sid }]) =>
      sid === undefined ? [] : [{ clientId, sid }],
    );
    return { accountId: row.accountId!, applications };
  });
}
