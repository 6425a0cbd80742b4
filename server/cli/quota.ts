import { type BadSetting, bytes as readBytes } from '../config/types.ts';
import { type Population, populations } from '../model/account.ts';
import { parisDate } from '../model/clock.ts';
import { allowPerson, allowPopulation } from '../services/quotas/allow.ts';
import { AdministratorError } from './administrator-error.ts';
import { misunderstood, say, withHouse } from './with-house.ts';

const usage = 'quota (--population NOM | ADRESSE) --size TAILLE [--until AAAA-MM-JJ]';

/**
 * `vaguemestre quota`: the room of a population, or of one person, for good or to the end of a day. For a population, a
 * size of `0` takes its own room away.
 */
export async function quota(words: string[]): Promise<void> {
  const options = { population: { type: 'string' }, size: { type: 'string' }, until: { type: 'string' } } as const;
  await withHouse(words, options, async ({ house, words: [address, ...rest], values }) => {
    const { population, size, until } = values;
    if (size === undefined || rest.length > 0 || (population === undefined) === (address === undefined))
      return misunderstood(usage);
    if (population !== undefined) {
      if (!isPopulation(population) || until !== undefined) return misunderstood(usage);
      await allowPopulation(house, 'console', population, size === '0' ? null : sizeOf(size));
      return say(`Place de la population ${population} : ${size === '0' ? 'celle de tous' : size}.`);
    }
    if (until !== undefined && Number.isNaN(Date.parse(`${until}T00:00:00Z`))) return misunderstood(usage);
    const day = until ?? null;
    if (day !== null && day < parisDate(house.clock.now()))
      throw new AdministratorError('Ce jour est passé.', 'That day is over.');
    await allowPerson(house, 'console', address!, { bytes: sizeOf(size), until: day });
    say(`Place de ${address} : ${size}${day === null ? '' : ` jusqu’au ${day}`}.`);
  });
}

function sizeOf(written: string): number {
  try {
    return readBytes(written);
  } catch (error) {
    const { fr, en } = error as BadSetting;
    throw new AdministratorError(`La taille ${fr}.`, `The size ${en}.`, error);
  }
}

function isPopulation(name: string): name is Population {
  return (populations as readonly string[]).includes(name);
}
