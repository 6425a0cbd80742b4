/** Finding somebody, and saying in plain words what state their account is in and why (R35, R38–R40). */
import { plainName, usualRule } from '../../formats/person-name/address-rule.ts';
import type { AccountId } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import { type FoundPerson, findPeople, findPerson } from '../../store/find-people.ts';
import type { House } from '../house.ts';
import { writtenEn, writtenFr } from '../lifecycle/words.ts';
import type { Operator } from './authority.ts';
import { requireAct, requireActOver } from './permissions.ts';

/** Somebody found, with the sentence that a support reads aloud. */
export type Found = FoundPerson & { readonly why: Sentence };

/** Said in both languages of the house. */
export type Sentence = { readonly fr: string; readonly en: string };

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

/** Why an account is as it is, in one or two sentences. What the house wrote of a suspension stays in its words. */
export function explain(person: FoundPerson, now: Date): Sentence {
  const { lastDay, closesOn } = person;
  const closing: Sentence =
    closesOn === null
      ? nothing
      : {
          fr: ` La boîte ferme à la fin du ${writtenFr(closesOn)}.`,
          en: ` The mailbox closes at the end of ${writtenEn(closesOn)}.`,
        };
  switch (person.state) {
    case 'expected':
      return joined(
        {
          fr: `Annoncé par les ressources humaines, prise de fonction le ${writtenFr(person.firstDay)}.`,
          en: `Announced by human resources, first day of service ${writtenEn(person.firstDay)}.`,
        },
        letter(person, now),
      );
    case 'provisional':
      return joined({ fr: 'Compte à activer.', en: 'To be activated.' }, letter(person, now), closing);
    case 'active':
      return joined(
        { fr: 'Compte actif.', en: 'Active.' },
        lastDay === null
          ? nothing
          : {
              fr: ` Dernier jour de service connu : le ${writtenFr(lastDay)}.`,
              en: ` Last day of service known: ${writtenEn(lastDay)}.`,
            },
      );
    case 'leaving':
      return joined(
        {
          fr: `Départ : dernier jour de service le ${writtenFr(lastDay!)}.`,
          en: `Leaving: last day of service ${writtenEn(lastDay!)}.`,
        },
        closing,
        person.readOnly
          ? { fr: ' Elle ne sert plus qu’à lire et à exporter.', en: ' It only serves to read and to export.' }
          : nothing,
      );
    case 'suspended': {
      const reason = person.stateReason === null ? '.' : ` : ${person.stateReason}`;
      return joined(
        { fr: `Compte suspendu par la maison${reason}`, en: `Suspended by the house${reason.replace(' :', ':')}` },
        closing,
      );
    }
    case 'closed':
      return {
        fr: `Compte fermé${lastDay === null ? '' : `, trente jours après le dernier jour de service (${writtenFr(lastDay)})`}. Les messages attendent le visa des archives ; deux administrateurs peuvent encore réparer une erreur.`,
        en: `Closed${lastDay === null ? '' : `, thirty days after the last day of service (${writtenEn(lastDay)})`}. The messages wait for the archives visa; two administrators can still mend a mistake.`,
      };
    case 'purged':
      return {
        fr: 'Compte éliminé : il n’en reste que l’adresse, réservée dix ans.',
        en: 'Eliminated: only the address is left, reserved for ten years.',
      };
  }
}

function letter({ letterUntil, letterHandedAt }: FoundPerson, now: Date): Sentence {
  if (letterUntil === null) return { fr: ' Aucune lettre n’a été imprimée.', en: ' No letter has been printed.' };
  if (letterUntil <= now)
    return {
      fr: ' La lettre a expiré : il en faut une nouvelle.',
      en: ' The letter has expired: a new one is needed.',
    };
  return letterHandedAt === null
    ? { fr: ' La lettre n’a pas encore été remise.', en: ' The letter has not been handed over yet.' }
    : { fr: ' La lettre a été remise.', en: ' The letter has been handed over.' };
}

const nothing: Sentence = { fr: '', en: '' };

function joined(...parts: readonly Sentence[]): Sentence {
  return { fr: parts.map(each => each.fr).join(''), en: parts.map(each => each.en).join('') };
}
