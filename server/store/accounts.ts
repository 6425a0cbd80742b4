/** Accounts and their addresses: small tables of the directory, read at each sign-in and each recipient. */
import type { AccountId, AccountState, Address, PersonId, RoleName } from '../model/account.ts';
import type { MailboxId } from '../model/mailbox.ts';
import type { Queryable } from './database.ts';
import { gathered } from './gathered.ts';

/** What signing in needs to know of an account. `version` rises whenever a password, a state or a factor changes. */
export type Credentials = {
  readonly accountId: AccountId;
  readonly personId: PersonId | null;
  readonly address: Address;
  readonly state: AccountState;
  readonly version: number;
  readonly passwordHash: string | null;
  readonly provisionalHash: string | null;
  readonly provisionalUntil: Date | null;
  readonly roles: { readonly role: RoleName; readonly uai: string }[];
};

/** The account that has this address, main or alias, whatever its case. */
export async function findCredentials(db: Queryable, address: string): Promise<Credentials | null> {
  const [row] = await db.query<Credentials>({
    text: `select a.account_id as "accountId", a.person_id as "personId", m.address, a.state,
             a.credential_version as version, a.password_hash as "passwordHash",
             a.provisional_hash as "provisionalHash", a.provisional_until as "provisionalUntil",
             coalesce((select json_agg(json_build_object('role', r.role, 'uai', r.uai) order by r.role, r.uai)
                       from role r where r.person_id = a.person_id), '[]') as roles
           from address given
           join account a on a.account_id = given.account_id
           join address m on m.account_id = a.account_id and m.main
           where given.address = $1 and given.released_on is null`,
    values: [address.toLowerCase()],
  });
  return row ?? null;
}

/** Where mail for an address goes, and whether there is room. */
export type DeliveryAddress = {
  readonly accountId: AccountId;
  readonly state: AccountState;
  readonly usedBytes: number;
  readonly allowedBytes: number;
  readonly inboxId: MailboxId;
  /** Since when the mailbox is full; null where it is not. */
  readonly fullSince: Date | null;
};

/** The accounts behind addresses given in lower case; unknown ones are absent. */
export function findDeliveryAddresses(
  db: Queryable,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, DeliveryAddress>> {
  return askDeliveryAddresses(db, addresses, undefined);
}

const askDeliveryAddresses = gathered(async (db, addresses: readonly string[]) => {
  const rows = await db.query<DeliveryAddress & { address: string }>({
    text: `select given.address, a.account_id as "accountId", a.state, m.used_bytes as "usedBytes",
             m.allowed_bytes as "allowedBytes", i.mailbox_id as "inboxId", q.full_since as "fullSince"
           from address given
           join account a on a.account_id = given.account_id
           join mail_account m on m.account_id = a.account_id
           join mailbox i on i.account_id = a.account_id and i.role = 'inbox'
           left join quota_watch q on q.account_id = a.account_id
           where given.address = any($1::text[]) and given.released_on is null`,
    values: [addresses],
  });
  return new Map<string, DeliveryAddress>(rows.map(({ address, ...row }) => [address, row]));
});

/** The addresses an account may write from: main first, then its aliases. */
export async function listAddresses(db: Queryable, accountId: AccountId): Promise<Address[]> {
  const rows = await db.query<{ address: Address }>({
    text: 'select address from address where account_id = $1 and released_on is null order by main desc, address',
    values: [accountId],
  });
  return rows.map(row => row.address);
}

/** The credential versions of accounts: what open sessions are compared with. */
export async function readVersions(db: Queryable, accountIds: readonly AccountId[]): Promise<Map<AccountId, number>> {
  const rows = await db.query<{ accountId: AccountId; version: number }>({
    text: `select account_id as "accountId", credential_version as version from account where account_id = any($1::bigint[])`,
    values: [accountIds],
  });
  return new Map(rows.map(row => [row.accountId, row.version]));
}

/** The main address of the administrator of the whole house who has been one longest and receives mail; null: none yet. */
export async function findFirstAdministrator(db: Queryable): Promise<Address | null> {
  const [row] = await db.query<{ address: Address }>({
    text: `select m.address from role r
           join account a on a.person_id = r.person_id and a.state in ('active', 'leaving')
           join address m on m.account_id = a.account_id and m.main
           where r.role = 'administrator' and r.uai = '' order by a.account_id limit 1`,
  });
  return row?.address ?? null;
}

/**
 * Other accounts' addresses a guest may write from: those whose INBOX grants it the right to post (`p`, rfc/4314#2.1), as
 * long as they receive mail.
 */
export async function listAddressesLent(db: Queryable, guest: AccountId): Promise<Address[]> {
  const rows = await db.query<{ address: Address }>({
    text: `select given.address from share s
           join acl l on l.account_id = s.owner and l.mailbox_id = s.mailbox_id and l.grantee = $1
             and position('p' in l.rights) > 0
           join mailbox i on i.account_id = s.owner and i.mailbox_id = s.mailbox_id and i.role = 'inbox'
           join account a on a.account_id = s.owner and a.state in ('active', 'leaving')
           join address given on given.account_id = s.owner and given.released_on is null
           where s.account_id = $1`,
    values: [guest],
  });
  return rows.map(row => row.address);
}
