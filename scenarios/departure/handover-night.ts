/**
 * The night of the first of September: the direction of every school of an académie changes by one HR feed, while the
 * offices hold drafts, absences and conversations nobody has closed. What is measured is
 * what that night does: the feed, the lives of accounts, the settling of posts.
 */
import { type HrRow, importRows } from '../../dev/testing/people.ts';
import type { AccountId } from '../../server/model/account.ts';
import { flagBits } from '../../server/model/email.ts';
import { append, keepMessage } from '../../server/services/mailboxes/append.ts';
import { settlePosts } from '../../server/services/people/posts.ts';
import { type LifeHouse, lifeHouse } from '../life/house.ts';

export type HandoverNight = {
  readonly schools: number;
  readonly milliseconds: { readonly feed: number; readonly lives: number; readonly posts: number };
  /** Offices whose next head, and no other head, may read their INBOX. */
  readonly handedOver: number;
  /** Newcomers told of what they find, once. */
  readonly told: number;
  readonly records: readonly { came: number; went: number; drafts: number; open: number; absence: boolean }[];
  /** Mails of the offices before and after. */
  readonly mails: readonly [number, number];
};

const uaiOf = (rank: number): string => {
  const digits = String(8_070_000 + rank)
    .padStart(7, '0')
    .replace(/^8/, '0');
  return digits + 'ABCDEFGHJKLMNPRSTUVWXYZ'[Number(digits) % 23];
};

export async function handOver(schools: number): Promise<HandoverNight> {
  const life = await lifeHouse();
  try {
    return await night(life, schools);
  } finally {
    await life.close();
  }
}

async function night(life: LifeHouse, schools: number): Promise<HandoverNight> {
  const { house } = life;
  const { database } = house.store;
  const uais = Array.from({ length: schools }, (_, rank) => uaiOf(rank));
  await database.run({
    text: `insert into school (uai, name, kind, town, zone)
           select uai, 'Collège ' || uai, 'collège', 'Amiens', 'B' from unnest($1::text[]) uai on conflict do nothing`,
    values: [uais],
  });
  const heads = (prefix: string, given: string, days: { from: string; to?: string }): HrRow[] =>
    uais.map((uai, rank) => ({
      key: `${prefix}${rank}`,
      family: 'Principal',
      given,
      population: 'direction',
      function: 'Principal',
      uai,
      ...days,
    }));
  const last = heads('l', 'Ancien', { from: '01/09/2020' });
  await importRows(house, last, { mode: 'confirm' });
  await life.activate(...last.map(row => row.key));
  await settlePosts(house);
  const offices = await database.query<{ accountId: AccountId; uai: string }>({
    text: `select a.account_id as "accountId", p.uai from post p join account a using (post_id)
           where p.kind = 'ce' and p.uai = any($1::text[]) order by p.uai`,
    values: [uais],
  });
  await life.liveDay('2027-08-31');
  await fill(
    life,
    offices.map(each => each.accountId),
  );
  const before = await count(life, offices);
  const next = heads('n', 'Nouvelle', { from: '01/09/2027' });
  life.goTo('2027-09-01');
  const start = performance.now();
  await importRows(house, [...last.map(row => ({ ...row, to: '31/08/2027' })), ...next], { mode: 'confirm' });
  const fed = performance.now();
  await life.liveDay('2027-09-01');
  const lived = performance.now();
  await settlePosts(house);
  const settled = performance.now();
  await settlePosts(house);
  const readers = await database.query<{ owner: AccountId; key: string }>({
    text: `select s.account_id as owner, p.hr_key as key from acl s
           join mailbox m on m.account_id = s.account_id and m.mailbox_id = s.mailbox_id and m.role = 'inbox'
           join account a on a.account_id = s.grantee join person p on p.person_id = a.person_id
           where s.rights <> '' and s.account_id = any($1::bigint[])`,
    values: [offices.map(each => each.accountId)],
  });
  const told = await database.query<{ mails: number }>({
    text: `select count(*)::int as mails from email e join account a using (account_id) join person p using (person_id)
           where p.hr_key like 'n%' and e.subject like 'La boîte ce.%' group by a.account_id`,
  });
  return {
    schools,
    milliseconds: { feed: fed - start, lives: lived - fed, posts: settled - lived },
    handedOver: offices.filter(({ accountId, uai }) => {
      const keys = readers.filter(each => each.owner === accountId).map(each => each.key);
      return keys.length === 1 && keys[0] === `n${uais.indexOf(uai)}`;
    }).length,
    told: told.filter(each => each.mails === 1).length,
    records: await database.query({ text: 'select came, went, drafts, open, absence from post_handover' }),
    mails: [before, await count(life, offices)],
  };
}

/** In each office two mails that wait, one answered, one old; a draft; in every second an absence. */
async function fill({ house }: LifeHouse, offices: readonly AccountId[]): Promise<void> {
  const kept = await Promise.all(
    ['Inscription', 'Cantine', 'Bulletin', 'Ancien', 'Brouillon'].map(subject =>
      keepMessage(
        house,
        Buffer.from(`From: <p@example.org>\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@x>\r\n\r\n.\r\n`),
      ),
    ),
  );
  const now = house.clock.now();
  const old = new Date(now.getTime() - 60 * 86_400_000);
  const boxes = await house.store.database.query<{ accountId: AccountId; inbox: number; drafts: number }>({
    text: `select account_id as "accountId", max(mailbox_id) filter (where role = 'inbox') as inbox,
             max(mailbox_id) filter (where role = 'drafts') as drafts
           from mailbox where account_id = any($1::bigint[]) group by 1`,
    values: [offices],
  });
  for (const [rank, { accountId, inbox, drafts }] of boxes.entries()) {
    const actor = { accountId, address: 'poste@ac-amiens.test' as never, roles: [] };
    const marks = (flags: number, receivedAt: Date) => ({ flags, keywords: [], receivedAt, receivedZone: 120 });
    await append(house, actor, { accountId, mailboxId: inbox as never }, [
      { ...kept[0]!, ...marks(0, now) },
      { ...kept[1]!, ...marks(flagBits.seen, now) },
      { ...kept[2]!, ...marks(flagBits.seen | flagBits.answered, now) },
      { ...kept[3]!, ...marks(0, old) },
    ]);
    await append(house, actor, { accountId, mailboxId: drafts as never }, [
      { ...kept[4]!, ...marks(flagBits.draft, now) },
    ]);
    if (rank % 2 > 0) continue;
    await house.store.database.run({
      text: `insert into absence (account_id, settings, enabled, script, digest, changed_at)
             values ($1, '{}', true, '', '', $2)`,
      values: [accountId, now],
    });
  }
}

async function count({ house }: LifeHouse, offices: readonly { accountId: AccountId }[]): Promise<number> {
  const [row] = await house.store.database.query<{ mails: number }>({
    text: 'select count(*)::int as mails from email where account_id = any($1::bigint[])',
    values: [offices.map(each => each.accountId)],
  });
  return row!.mails;
}
