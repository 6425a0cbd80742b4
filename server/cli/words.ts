import { parseArgs } from 'node:util';
import { declarations, type SettingName } from '../config/settings.ts';
import { AdministratorError } from './administrator-error.ts';

/** What `--config` and `--set name=value` said. @throws AdministratorError */
export function readWords(words: string[]): { config: string; overrides: Partial<Record<SettingName, string>> } {
  let values: { config?: string; set?: string[] };
  try {
    ({ values } = parseArgs({
      args: words,
      options: { config: { type: 'string' }, set: { type: 'string', multiple: true } },
    }));
  } catch (error) {
    const { message } = error as Error;
    throw new AdministratorError(
      `Ligne de commande non comprise : ${message}`,
      `Command line not understood: ${message}`,
    );
  }
  const overrides: Partial<Record<SettingName, string>> = {};
  for (const word of values.set ?? []) {
    const [name = '', ...value] = word.split('=');
    if (!(name in declarations) || value.length === 0) {
      throw new AdministratorError(`--set ${word} : « nom=valeur » attendu`, `--set ${word}: "name=value" expected`);
    }
    overrides[name as SettingName] = value.join('=');
  }
  return { config: values.config ?? 'vaguemestre.conf', overrides };
}
