import { readFile } from 'node:fs/promises';
import type { Fault } from '../formats/sieve/faults.ts';
import { houseScripts, putHouseScript } from '../services/filters/put-house-script.ts';
import type { House } from '../services/house.ts';
import { readHouseScript } from '../store/sieve-scripts.ts';
import { AdministratorError } from './administrator-error.ts';
import { misunderstood, say, withHouse } from './with-house.ts';

const usage = 'sieve house [--before FICHIER] [--after FICHIER] [--remove]';

type Place = keyof typeof houseScripts;
const places: readonly Place[] = ['before', 'after'];
const placeWords = { before: 'avant ceux de chacun', after: 'après ceux de chacun' } as const;

/**
 * `vaguemestre sieve house`: the scripts that run for everybody, before and after their own. Without options, shows them;
 * with `--remove`, those that are not given are removed.
 */
export async function sieve(words: string[]): Promise<void> {
  const options = { before: { type: 'string' }, after: { type: 'string' }, remove: { type: 'boolean' } } as const;
  await withHouse(words, options, async ({ house, words: [verb, ...rest], values }) => {
    if (verb !== 'house' || rest.length > 0) misunderstood(usage);
    for (const place of places) {
      const file = values[place];
      if (file !== undefined) await put(house, place, await readScriptFile(file), file);
      else if (values.remove) await put(house, place, Buffer.alloc(0), '');
      else if (values.before === undefined && values.after === undefined) await show(house, place);
    }
  });
}

async function readScriptFile(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new AdministratorError(`${path} ne peut être lu (${code}).`, `${path} cannot be read (${code}).`, error);
  }
}

async function put(house: House, place: Place, bytes: Buffer, file: string): Promise<void> {
  const outcome = await putHouseScript(house, 'console', houseScripts[place], bytes);
  if (outcome.kind === 'faulty') {
    const [fr, en] = [lines(outcome.faults, file, 'fr'), lines(outcome.faults, file, 'en')];
    throw new AdministratorError(`Le script n’est pas gardé.\n${fr}`, `The script is not kept.\n${en}`);
  }
  if (outcome.warnings.length > 0) say(lines(outcome.warnings, file, 'fr'));
  say(`Script de la maison, ${placeWords[place]} : ${file === '' ? 'aucun.' : 'en vigueur.'}`);
}

function lines(faults: readonly Fault[], file: string, language: 'fr' | 'en'): string {
  return faults.map(fault => `${file}:${fault.line}:${fault.column}: ${fault[language]}`).join('\n');
}

async function show(house: House, place: Place): Promise<void> {
  const script = await readHouseScript(house.store.database, houseScripts[place]);
  say(`# Script de la maison, ${placeWords[place]} : ${script === null ? 'aucun.' : ''}`);
  if (script !== null) say(script.text.trimEnd());
}
