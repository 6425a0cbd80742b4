import { plainName, usualRule } from '../../formats/person-name/address-rule.ts';
import { Refusal } from '../../model/refusal.ts';
import { listSchools, type School } from '../../store/schools.ts';
import type { House } from '../house.ts';
import type { Operator } from './authority.ts';

const atMost = 30;

/** Schools whose name or town has these letters, or whose UAI begins with them. @throws Refusal not-permitted without a role */
export async function findSchools(
  { store }: Pick<House, 'store'>,
  operator: Operator,
  words: string,
): Promise<School[]> {
  if (operator !== 'console' && operator.roles.length === 0) throw new Refusal('not-permitted');
  const plain = (text: string) => plainName(text, usualRule).replaceAll('-', '');
  const letters = words.split(/\s+/).map(plain);
  const schools = await listSchools(store.database);
  return schools
    .filter(({ uai, name, town }) => {
      const said = plain(`${name} ${town}`);
      return uai.startsWith(words.trim().toUpperCase()) || letters.every(each => said.includes(each));
    })
    .slice(0, atMost);
}
