/**
 * One password tried for many people fails once or twice for each: no account sees an attack, the house does. When
 * strangers have guessed at many accounts within an hour, the operator is told, once for that hour.
 */
import type { AccountId } from '../../model/account.ts';
import { findCredentials, findFirstAdministrator } from '../../store/accounts.ts';
import { forgetGuessed as forgetRows, noteGuessed, takeAlarm } from '../../store/guessed.ts';
import type { House } from '../house.ts';
import { tell } from '../people/tell.ts';

type Parts = Pick<House, 'store' | 'clock' | 'random' | 'log' | 'domains' | 'postmaster' | 'guessingAlarm'>;

const hourMilliseconds = 3_600_000;
const usualAlarm = 50;
const keptDays = 7;

/** @returns a function that is called for each wrong password of a stranger, whoever for */
export function createSprayWatch(house: Parts): (accountId: AccountId) => Promise<void> {
  // What this process has noted in this hour: a guess that comes again costs no query.
  let noted: { hour: number; accounts: Set<AccountId> } = { hour: 0, accounts: new Set() };
  const least = house.guessingAlarm ?? usualAlarm;

  return async accountId => {
    if (least === 0) return;
    const hour = Math.floor(house.clock.now().getTime() / hourMilliseconds) * hourMilliseconds;
    if (noted.hour !== hour) noted = { hour, accounts: new Set() };
    if (noted.accounts.has(accountId)) return;
    noted.accounts.add(accountId);
    const accounts = await noteGuessed(house.store.database, new Date(hour), accountId);
    if (accounts === null || accounts < least) return;
    if (await takeAlarm(house.store.database, new Date(hour))) await alarm(house, accounts);
  };
}

export async function forgetGuessed({ store, clock }: Pick<House, 'store' | 'clock'>): Promise<void> {
  await forgetRows(store.database, new Date(clock.now().getTime() - keptDays * 24 * hourMilliseconds));
}

async function alarm(house: Parts, accounts: number): Promise<void> {
  house.log.warn('spraying', { accounts });
  const db = house.store.database;
  const address = house.postmaster ?? (await findFirstAdministrator(db));
  const credentials = address === null ? null : await findCredentials(db, address);
  if (credentials === null) return;
  const words = {
    subject: 'Alerte : des mots de passe sont essayés sur de nombreux comptes',
    fr: `Bonjour,\n\nDepuis le début de cette heure, des inconnus ont essayé des mots de passe sur au moins ${accounts} comptes. Ils sont ralentis et personne n’est bloqué.\n\nRegardez dans le journal technique les réseaux des lignes « sign-in-refused », et bloquez-les au pare-feu si l’attaque dure. Un compte entré depuis un lieu nouveau est à vérifier avec la personne.`,
    en: `Since the beginning of this hour strangers have tried passwords on at least ${accounts} accounts. They are slowed and nobody is locked out. See the networks of the "sign-in-refused" lines of the technical log, and block them at the firewall if it lasts.`,
  };
  const change = await db.transaction(tx => tell(tx, house, credentials.accountId, words));
  if (change !== null) house.store.changes.announce(change);
}
