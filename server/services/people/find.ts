/** Finding somebody, and saying in plain words what state their account is in and why (R35, R38–R40). */
import { plainName, usualRule } from '../../formats/person-name/address-rule.ts';
import type { AccountId } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import { type FoundPerson, findPeople, findPerson } from '../../store/find-people.ts';
import type { House } from '../house.ts';
import { writtenFr } from '../lifecycle/words.ts';
import type { Operator } from './authority.ts';
import { requireAct, requireActOver } from './permissions.ts';

/** Somebody found, with the sentence that a support reads aloud. */
export type Found = FoundPerson & { readonly why: string };

const atMost = 50;

/**
 * Finds people by letters of their name or address, or by their HR key. The secretary and the référent of a school find
 * its people only; nobody finds anything without a role.
 * @throws Refusal not-permitted
 */
export async function find(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  operator: Operator,
  words: string,
  uai: string | null = null,
): Promise<Found[]> {
  requireAct(operator, 'see', uai ?? '');
  const name = words.trim().split('@')[0]!;
  // As addresses are made, so that « Lefèvre » finds lefevre; dots stay, for they are typed too.
  const letters = name
    .split('.')
    .map(part => plainName(part, usualRule))
    .join('.');
  const found = await findPeople(store.database, { letters, hrKey: words.trim(), uai, atMost });
  return found.map(person => ({ ...person, why: explain(person, clock.now()) }));
}

/** One account, as its sheet begins. @throws Refusal not-permitted, also where there is none */
export async function see(
  house: Pick<House, 'store' | 'clock'>,
  operator: Operator,
  accountId: AccountId,
): Promise<Found> {
  await requireActOver(house, operator, 'see', accountId);
  const found = await findPerson(house.store.database, accountId);
  if (found === null) throw new Refusal('not-permitted');
  return { ...found, why: explain(found, house.clock.now()) };
}

/** Why an account is as it is, in one or two French sentences. */
export function explain(person: FoundPerson, now: Date): string {
  const { lastDay, closesOn } = person;
  const closing = closesOn === null ? '' : ` La boîte ferme à la fin du ${writtenFr(closesOn)}.`;
  switch (person.state) {
    case 'expected':
      return `Annoncé par les ressources humaines, prise de fonction le ${writtenFr(person.firstDay)}.${letter(person, now)}`;
    case 'provisional':
      return `Compte à activer.${letter(person, now)}${closing}`;
    case 'active':
      return `Compte actif.${lastDay === null ? '' : ` Dernier jour de service connu : le ${writtenFr(lastDay)}.`}`;
    case 'leaving': {
      const over = person.readOnly ? ' Elle ne sert plus qu’à lire et à exporter.' : '';
      return `Départ : dernier jour de service le ${writtenFr(lastDay!)}.${closing}${over}`;
    }
    case 'suspended':
      return `Compte suspendu par la maison${person.stateReason === null ? '.' : ` : ${person.stateReason}`}${closing}`;
    case 'closed':
      return `Compte fermé${lastDay === null ? '' : `, trente jours après le dernier jour de service (${writtenFr(lastDay)})`}. Les messages attendent le visa des archives ; deux administrateurs peuvent encore réparer une erreur.`;
    case 'purged':
      return 'Compte éliminé : il n’en reste que l’adresse, réservée dix ans.';
  }
}

function letter({ letterUntil, letterHandedAt }: FoundPerson, now: Date): string {
  if (letterUntil === null) return ' Aucune lettre n’a été imprimée.';
  if (letterUntil <= now) return ' La lettre a expiré : il en faut une nouvelle.';
  return letterHandedAt === null ? ' La lettre n’a pas encore été remise.' : ' La lettre a été remise.';
}
