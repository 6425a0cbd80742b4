import { populations } from '../model/account.ts';
import { listLists, putList, removeList } from '../services/lists/rules.ts';
import { writers } from '../store/mailing-lists.ts';
import { misunderstood, say, withHouse } from './with-house.ts';

const usage = `lists (show | remove NOM | put NOM --title TITRE [--populations A,B] [--functions DÉBUT,DÉBUT] [--school QUI] [--house QUI])
  QUI : ${writers.join(' | ')}`;

const who = {
  administrators: 'les administrateurs',
  office: 'la direction et le secrétariat',
  members: 'ses membres, la direction et le secrétariat',
  staff: 'tout le personnel',
} as const;

/** `vaguemestre lists`: the lists that follow the directory, in each school and for the house, and who may write to them. */
export async function lists(words: string[]): Promise<void> {
  const options = {
    title: { type: 'string' },
    populations: { type: 'string' },
    functions: { type: 'string' },
    school: { type: 'string' },
    house: { type: 'string' },
  } as const;
  await withHouse(words, options, async ({ house, words: [verb, name], values }) => {
    if (verb === 'show') {
      for (const list of await listLists(house)) {
        const domain = house.domains[0]!;
        say(`${list.name}@<uai>.${domain}, ${list.name}@listes.${domain} : ${list.title}`);
        say(
          `    écrivent : dans un établissement, ${who[list.schoolWriters]} ; à toute la maison, ${who[list.houseWriters]}`,
        );
      }
      return;
    }
    if (name === undefined) misunderstood(usage);
    if (verb === 'remove') {
      await removeList(house, 'console', name);
      return say(`${name} : retirée.`);
    }
    if (verb !== 'put' || values.title === undefined) misunderstood(usage);
    const chosen = values.populations
      ?.split(',')
      .map(word => populations.find(each => each === word) ?? misunderstood(usage));
    const writersOf = (word: string | undefined, usual: (typeof writers)[number]) =>
      word === undefined ? usual : (writers.find(each => each === word) ?? misunderstood(usage));
    await putList(house, 'console', {
      name,
      title: values.title,
      populations: chosen ?? null,
      functions: values.functions?.split(',') ?? null,
      schoolWriters: writersOf(values.school, 'office'),
      houseWriters: writersOf(values.house, 'administrators'),
    });
    say(`${name} : enregistrée.`);
  });
}
