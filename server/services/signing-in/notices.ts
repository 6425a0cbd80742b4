/** What the owner hears of strangers: that passwords are being tried, that a new place or browser came in. */
import type { AccountId } from '../../model/account.ts';
import { insertEventUnless } from '../../store/account-events.ts';
import { actAndWarn, type WarningHouse } from '../accounts/warn.ts';
import type { Door } from './door.ts';

const day = 86_400_000;
/** Attacks are told once a day; new places of mail programs, which travel in pockets, once a week. */
const attackEvery = day;
const placeEvery = { portal: day, program: 7 * day } as const;

/** Strangers have tried so many passwords that they are slowed. */
export async function tellOfAttack(house: WarningHouse, accountId: AccountId, door: Door): Promise<void> {
  const at = house.clock.now();
  await actAndWarn(house, accountId, 'guessed', async tx => {
    const event = { at, kind: 'guessed', door, network: null, detail: {} } as const;
    return await insertEventUnless(tx, accountId, event, new Date(at.getTime() - attackEvery), true);
  });
}

/** A right password came from where none came before. */
export async function tellOfPlace(
  house: WarningHouse,
  accountId: AccountId,
  place: { readonly door: Door; readonly network: string; readonly client: string },
): Promise<void> {
  const at = house.clock.now();
  const { door, network, client } = place;
  const every = placeEvery[door === 'portal' ? 'portal' : 'program'];
  await actAndWarn(
    house,
    accountId,
    'new-place',
    async tx => {
      const event = { at, kind: 'new-place', door, network, detail: client === '' ? {} : { client } } as const;
      return await insertEventUnless(tx, accountId, event, new Date(at.getTime() - every), door !== 'portal');
    },
    {
      fr: `Réseau : ${network}. Par : ${door === 'portal' ? 'le portail' : 'un programme de courrier'}.`,
      en: `Network: ${network}. Through: ${door === 'portal' ? 'the portal' : 'a mail program'}.`,
    },
  );
}
