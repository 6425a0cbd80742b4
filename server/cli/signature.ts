import { readFile } from 'node:fs/promises';
import { usualTemplate } from '../formats/signature/template.ts';
import { populations } from '../model/account.ts';
import { putTemplate } from '../services/signatures/put-template.ts';
import { listTemplates, type TemplateFor } from '../store/signatures.ts';
import { AdministratorError } from './administrator-error.ts';
import { misunderstood, say, withHouse } from './with-house.ts';

const usage = 'signature [--population NOM] (--text FICHIER [--html FICHIER] | --remove)';

/**
 * `vaguemestre signature`: the template of a population, or of everybody who has none; without a file, shows them all.
 */
export async function signature(words: string[]): Promise<void> {
  const options = {
    population: { type: 'string' },
    text: { type: 'string' },
    html: { type: 'string' },
    remove: { type: 'boolean' },
  } as const;
  await withHouse(words, options, async ({ house, words: rest, values }) => {
    const population = readPopulation(values.population ?? '');
    if (rest.length > 0) misunderstood(usage);
    if (values.text === undefined && !values.remove) {
      const templates = await listTemplates(house.store.database);
      for (const { population, text, html } of templates) say(`# ${nameOf(population)}\n${text}\n${html}`.trimEnd());
      if (templates.length === 0) say(`# Modèle d’origine\n${usualTemplate.text.trimEnd()}`);
      return;
    }
    const template =
      values.text === undefined
        ? null
        : { text: await read(values.text), html: values.html === undefined ? '' : await read(values.html) };
    const faults = await putTemplate(house, 'console', population, template);
    if (faults.length === 0) {
      return say(`Signature, ${nameOf(population)} : ${template === null ? 'modèle ôté.' : 'modèle gardé.'}`);
    }
    const lines = (language: 'fr' | 'en') => faults.map(fault => `${fault.line}: ${fault[language]}`).join('\n');
    throw new AdministratorError(`Le modèle n’est pas gardé.\n${lines('fr')}`, `Not kept.\n${lines('en')}`);
  });
}

function readPopulation(name: string): TemplateFor {
  const known: readonly TemplateFor[] = [...populations, 'post', ''];
  return known.find(one => one === name) ?? misunderstood(`${usage}\n  NOM : ${[...populations, 'post'].join(' ')}`);
}

const nameOf = (population: TemplateFor) => (population === '' ? 'pour tous' : population);

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new AdministratorError(`${path} ne peut être lu (${code}).`, `${path} cannot be read (${code}).`, error);
  }
}
