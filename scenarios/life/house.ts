/** A house whose days are lived: people from HR rows, a clock moved by calendar days in Paris. */

import { type MailHouse, mailHouse } from '../../dev/testing/mail-house.ts';
import { type HrRow, importRows } from '../../dev/testing/people.ts';
import { usualRule } from '../../server/formats/person-name/address-rule.ts';
import type { AccountId, AccountState, Address, RoleName } from '../../server/model/account.ts';
import type { Actor } from '../../server/services/actor.ts';
import type { House } from '../../server/services/house.ts';
import { type DayReport, live } from '../../server/services/lifecycle/live.ts';
import { type LifeRules, usualLife } from '../../server/services/lifecycle/rules.ts';
import { grantRole } from '../../server/services/people/grant-role.ts';
import type { ImportOptions, ImportOutcome } from '../../server/services/people/import-feed.ts';

export type LifeHouse = MailHouse & {
  readonly house: House;
  /** Moves the clock to nine in the morning of a day, in Paris; days only go forward. */
  goTo(day: string): void;
  feed(rows: readonly HrRow[], options?: Partial<ImportOptions>): Promise<ImportOutcome>;
  liveDay(day: string, rules?: Partial<LifeRules>): Promise<DayReport>;
  /** The state of the account a person has now. */
  stateOf(key: string): Promise<AccountState>;
  accountOf(key: string): Promise<AccountId>;
  /** Somebody acting, with roles; `uai` '' is the whole house. */
  actor(key: string, ...roles: RoleName[]): Promise<Actor>;
  /** Opens the account as an activation would, without the cost of a password. */
  activate(...keys: string[]): Promise<void>;
  /** Subjects in the INBOX, oldest first. */
  inbox(accountId: AccountId): Promise<string[]>;
};

export async function lifeHouse(): Promise<LifeHouse> {
  const made = await mailHouse();
  const { house, clock } = made;
  const { database } = house.store;

  function goTo(day: string): void {
    const at = Date.parse(`${day}T08:00:00Z`);
    if (at < clock.now().getTime()) throw new Error(`${day} is past`);
    clock.advance(at - clock.now().getTime());
  }

  async function account(key: string): Promise<{ id: AccountId; state: AccountState; address: Address }> {
    const [row] = await database.query<{ id: AccountId; state: AccountState; address: Address }>({
      text: `select a.account_id as id, a.state, m.address from person p join account a using (person_id)
             left join address m on m.account_id = a.account_id and m.main where p.hr_key = $1`,
      values: [key],
    });
    if (row === undefined) throw new Error(`nobody is ${key}`);
    return row;
  }

  return {
    ...made,
    goTo,
    feed: (rows, options = {}) => importRows(house, rows, { mode: 'confirm', ...options }),
    async liveDay(day, rules = {}) {
      goTo(day);
      return await live(house, { ...usualLife, ...rules }, usualRule);
    },
    stateOf: async key => (await account(key)).state,
    accountOf: async key => (await account(key)).id,
    async actor(key, ...roles) {
      const { id, address } = await account(key);
      for (const role of roles) {
        await grantRole(house, 'console', id, { role });
      }
      return { accountId: id, address, roles: roles.map(role => ({ role, uai: '' })) };
    },
    async activate(...keys) {
      await database.run({
        text: `update account a set state = 'active', activated_at = $2, password_hash = 'none'
               from person p where p.person_id = a.person_id and p.hr_key = any($1::text[]) and a.activated_at is null`,
        values: [keys, clock.now()],
      });
    },
    async inbox(accountId) {
      const rows = await database.query<{ subject: string }>({
        text: `select e.subject from placement p join email e using (account_id, email_id)
               join mailbox m on m.account_id = p.account_id and m.mailbox_id = p.mailbox_id
               where p.account_id = $1 and m.role = 'inbox' order by p.uid`,
        values: [accountId],
      });
      return rows.map(row => row.subject);
    },
  };
}
