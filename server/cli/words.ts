import { parseArgs } from 'node:util';
import { declarations, type SettingName } from '../config/settings.ts';
import { AdministratorError } from './administrator-error.ts';

/** What a command's words said. */
export type Words = {
  readonly config: string;
  readonly overrides: Partial<Record<SettingName, string>>;
  /** Words that are no option; none unless the command takes some. */
  readonly rest: readonly string[];
  /** The command's own options: what was given, `true` for one that takes no value. */
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
};

/** What a command takes beside `--config` and `--set name=value`. */
export type Taken = {
  readonly rest?: boolean;
  readonly options?: Readonly<Record<string, 'string' | 'boolean'>>;
};

/** @throws AdministratorError */
export function readWords(words: string[], taken: Taken = {}): Words {
  const own = Object.entries(taken.options ?? {}).map(([name, type]) => [name, { type }] as const);
  const { values, positionals } = parse(words, Object.fromEntries(own), taken.rest === true);
  const overrides: Partial<Record<SettingName, string>> = {};
  for (const word of (values.set as string[] | undefined) ?? []) {
    const [name = '', ...value] = word.split('=');
    if (!(name in declarations) || value.length === 0) {
      throw new AdministratorError(`--set ${word} : « nom=valeur » attendu`, `--set ${word}: "name=value" expected`);
    }
    overrides[name as SettingName] = value.join('=');
  }
  const options = Object.fromEntries(own.map(([name]) => [name, values[name] as string | boolean | undefined]));
  return { config: (values.config as string | undefined) ?? 'vaguemestre.conf', overrides, rest: positionals, options };
}

type Parsed = { values: Record<string, unknown>; positionals: string[] };

function parse(words: string[], own: Record<string, { type: 'string' | 'boolean' }>, rest: boolean): Parsed {
  try {
    return parseArgs({
      args: words,
      options: { config: { type: 'string' }, set: { type: 'string', multiple: true }, ...own },
      allowPositionals: rest,
    });
  } catch (error) {
    const { message } = error as Error;
    throw new AdministratorError(
      `Ligne de commande non comprise : ${message}`,
      `Command line not understood: ${message}`,
    );
  }
}
