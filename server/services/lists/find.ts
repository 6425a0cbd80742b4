/**
 * Lists nobody keeps by hand: `tous@0800001a.<domain>` is everybody who serves in that school today, `tous@listes.<domain>`
 * everybody of the house. They exist inside only: whoever writes to one has signed in, and may.
 */
import { plainName, usualRule } from '../../formats/person-name/address-rule.ts';
import type { AccountId } from '../../model/account.ts';
import { parisDate } from '../../model/clock.ts';
import { Refusal } from '../../model/refusal.ts';
import {
  findListRule,
  findSchoolName,
  type ListRule,
  type Membership,
  readStanding,
  type Standing,
  type Writers,
} from '../../store/mailing-lists.ts';
import { listFunctions } from '../../store/posts.ts';
import type { House } from '../house.ts';

/** Where the lists of the whole house live, before its domain. */
const wholeHouse = 'listes';

export type List = {
  readonly address: string;
  /** What List-Id calls it. rfc/2919 */
  readonly id: string;
  readonly title: string;
  readonly membership: Membership;
};

/** Is this domain one of the house's lists? */
export function isListDomain({ domains }: Pick<House, 'domains'>, domain: string): boolean {
  return schoolOf(domains, domain) !== null;
}

/**
 * The list of an address, for somebody who wants to write to it.
 * @throws Refusal no-such-recipient; list-closed: it is there, and not theirs to write to
 */
export async function findList(
  { store, clock, domains }: Pick<House, 'store' | 'clock' | 'domains'>,
  writer: AccountId,
  address: { readonly local: string; readonly domain: string },
): Promise<List> {
  const school = schoolOf(domains, address.domain);
  const rule = await findListRule(store.database, address.local.toLowerCase());
  if (school === null || rule === null) throw new Refusal('no-such-recipient');
  const name = school.uai === null ? null : await findSchoolName(store.database, school.uai);
  if (school.uai !== null && name === null) throw new Refusal('no-such-recipient');
  const membership = {
    uai: school.uai,
    populations: rule.populations,
    functions: await wholeFunctions(store, rule),
    day: parisDate(clock.now()),
  };
  const standing = await readStanding(store.database, writer, membership);
  const allowed = school.uai === null ? rule.houseWriters : rule.schoolWriters;
  if (!mayWrite(standing, allowed)) throw new Refusal('list-closed');
  const whole = `${rule.name}@${address.domain}`;
  const title = name === null ? rule.title : `${rule.title}, ${name}`;
  return { address: whole, id: `${rule.name}.${address.domain}`, title, membership };
}

function mayWrite({ administrator, office, member }: Standing, allowed: Writers): boolean {
  if (administrator || allowed === 'staff') return true;
  if (allowed === 'office') return office;
  return allowed === 'members' && (office || member);
}

function schoolOf(domains: readonly string[], domain: string): { readonly uai: string | null } | null {
  const above = domains.find(each => domain.endsWith(`.${each}`));
  if (above === undefined) return null;
  const label = domain.slice(0, -above.length - 1);
  if (label === wholeHouse) return { uai: null };
  return /^\d{7}[a-z]$/.test(label) ? { uai: label.toUpperCase() } : null;
}

/** Functions that begin as the rule says, whatever their accents and capitals. */
async function wholeFunctions({ database }: House['store'], { functions }: ListRule): Promise<string[] | null> {
  if (functions === null) return null;
  const begins = (name: string) => functions.some(word => plainName(name, usualRule).startsWith(word));
  return (await listFunctions(database)).filter(begins);
}
