/**
 * Applications that people sign in to with their address (R3). An administrator registers each and consents for the whole
 * house to what it learns of people: nobody is asked to judge that alone, and nothing is given that was not registered.
 */
import { Refusal } from '../../model/refusal.ts';
import {
  type ApplicationRow,
  findApplication as findRow,
  insertApplication,
  listApplications as listRows,
  removeApplication as removeRow,
} from '../../store/applications.ts';
import { record } from '../audit/record.ts';
import type { House } from '../house.ts';
import { type Operator, requireRole } from '../people/authority.ts';
import { seal, unseal } from '../people/secrets.ts';

type Parts = Pick<House, 'store' | 'clock' | 'random' | 'keys' | 'log'>;

/** What an application may be told or allowed, each a scope. `mail`: to read and send mail in the person's name. */
export const applicationScopes = [
  ...['openid', 'offline_access', 'profile', 'email', 'given_name', 'usual_name', 'uid', 'siret'],
  ...['organizational_unit', 'belonging_population', 'mail'],
] as const;

export type NewApplication = {
  readonly name: string;
  /** A program on the person's own device keeps no secret: PKCE alone protects its codes. */
  readonly confidential: boolean;
  /** Absolute, exact, https; those of a program may be of its own scheme or of the device itself. */
  readonly redirectUris: readonly string[];
  readonly signOutUris: readonly string[];
  readonly backChannelUri: string | null;
  readonly homeUri: string | null;
  /** It knows each person under a name that no other application knows. */
  readonly pairwise: boolean;
  readonly scopes: readonly string[];
};

/**
 * @returns what the application is configured with; the secret is seen this once
 * @throws Refusal not-permitted; policy for an address or a scope that will not do
 */
export async function registerApplication(
  house: Parts,
  operator: Operator,
  application: NewApplication,
): Promise<{ clientId: string; secret: string | null }> {
  requireRole(operator, ['administrator']);
  check(application);
  const clientId = house.random(12).toString('hex');
  const secret = application.confidential ? house.random(32).toString('base64url') : null;
  const { confidential: _, ...rest } = application;
  const sealed = secret === null ? null : seal(house.keys, house.random, bound(clientId), Buffer.from(secret));
  const scopes = [...new Set(['openid', ...application.scopes])];
  await house.store.database.transaction(async tx => {
    await insertApplication(tx, { ...rest, scopes, clientId, secret: sealed }, house.clock.now());
    const facts = { client: clientId, scopes: scopes.join(' ') };
    await record(tx, house, { kind: 'application-registered', actor: operator, subject: null, facts });
  });
  house.log.info('application-registered', { client: clientId });
  return { clientId, secret };
}

/** Takes an application away: its tokens end at their next use. @throws Refusal not-permitted, policy */
export async function removeApplication(house: Parts, operator: Operator, clientId: string): Promise<void> {
  requireRole(operator, ['administrator']);
  await house.store.database.transaction(async tx => {
    if (!(await removeRow(tx, clientId))) throw new Refusal('policy', 'no such application');
    await record(tx, house, {
      kind: 'application-removed',
      actor: operator,
      subject: null,
      facts: { client: clientId },
    });
  });
  house.log.info('application-removed', { client: clientId });
}

export type Application = Omit<ApplicationRow, 'secret'> & { readonly secret: string | null };

/** With its secret in clear, for the comparison alone. */
export async function findApplication(
  house: Pick<House, 'store' | 'keys'>,
  clientId: string,
): Promise<Application | null> {
  const row = await findRow(house.store.database, clientId);
  if (row === null) return null;
  return { ...row, secret: row.secret === null ? null : unseal(house.keys, bound(clientId), row.secret).toString() };
}

/** What the launcher of the portal shows. */
export async function listLaunchable({ store }: Pick<House, 'store'>): Promise<{ name: string; uri: string }[]> {
  const rows = await listRows(store.database);
  return rows.flatMap(({ name, homeUri }) => (homeUri === null ? [] : [{ name, uri: homeUri }]));
}

export async function listApplications({ store }: Pick<House, 'store'>): Promise<Omit<ApplicationRow, 'secret'>[]> {
  return (await listRows(store.database)).map(({ secret: _, ...row }) => row);
}

function check({
  confidential,
  redirectUris,
  signOutUris,
  backChannelUri,
  homeUri,
  pairwise,
  scopes,
}: NewApplication): void {
  if (redirectUris.length === 0 && confidential) throw new Refusal('policy', 'an address to return to is needed');
  for (const uri of redirectUris)
    if (!returnsSafely(uri, confidential)) throw new Refusal('policy', `bad address ${uri}`);
  for (const uri of [...signOutUris, backChannelUri, homeUri]) {
    if (uri !== null && !returnsSafely(uri, true)) throw new Refusal('policy', `bad address ${uri}`);
  }
  if (pairwise && new Set(redirectUris.map(uri => new URL(uri).host)).size > 1) {
    throw new Refusal('policy', 'an application that knows people by names of its own has one host');
  }
  const known: readonly string[] = applicationScopes;
  const strange = scopes.find(scope => !known.includes(scope));
  if (strange !== undefined) throw new Refusal('policy', `unknown scope ${strange}`);
}

/** rfc/8252#7: a program listens on the device itself, or has a scheme of its own, which holds a dot. */
function returnsSafely(uri: string, confidential: boolean): boolean {
  const parsed = URL.parse(uri);
  if (parsed === null || parsed.hash !== '' || parsed.username !== '') return false;
  if (parsed.protocol === 'https:') return true;
  if (confidential) return false;
  const loopback = parsed.protocol === 'http:' && ['127.0.0.1', '[::1]'].includes(parsed.hostname);
  return loopback || /^[a-z][a-z0-9+-]*\.[a-z0-9.+-]+:$/.test(parsed.protocol);
}

function bound(clientId: string): string {
  return `application\0${clientId}`;
}
