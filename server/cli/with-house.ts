/** A command that works on the house: reads its words, opens the house beside the one that may be running, closes it. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { readEnvironment } from '../config/environment.ts';
import { readSettings } from '../config/read.ts';
import type { Settings } from '../config/settings.ts';
import { systemClock } from '../model/clock.ts';
import { Refusal, reasons } from '../model/refusal.ts';
import { createLog } from '../observe/log.ts';
import type { House } from '../services/house.ts';
import { AdministratorError } from './administrator-error.ts';
import { openHouse } from './open-house.ts';
import { readWords } from './words.ts';

type Values<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ args: string[]; options: Options; allowPositionals: true }>
>['values'];

export type Command<Options extends ParseArgsOptionsConfig> = {
  readonly house: House;
  readonly settings: Settings;
  /** Words that are no option. */
  readonly words: readonly string[];
  readonly values: Values<Options>;
};

/**
 * @param clockOffset milliseconds the house's clock is ahead, from the command's own words
 * @throws AdministratorError: words not understood, configuration not readable, and refusals in plain words
 */
export async function withHouse<const Options extends ParseArgsOptionsConfig>(
  given: string[],
  options: Options,
  work: (command: Command<Options>) => Promise<void>,
  clockOffset: (values: Values<Options>) => number = () => 0,
): Promise<void> {
  const shared = { config: { type: 'string' }, set: { type: 'string', multiple: true } } as const;
  let parsed: { values: Record<string, unknown>; positionals: string[] };
  try {
    parsed = parseArgs({ args: given, options: { ...options, ...shared }, allowPositionals: true });
  } catch (error) {
    const { message } = error as Error;
    throw new AdministratorError(
      `Ligne de commande non comprise : ${message}`,
      `Command line not understood: ${message}`,
    );
  }
  const { config: path, set = [] } = parsed.values as { config?: string; set?: string[] };
  const { config, overrides } = readWords([
    ...(path === undefined ? [] : ['--config', path]),
    ...set.flatMap(each => ['--set', each]),
  ]);
  const file = await readFile(config, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new AdministratorError(
      `La configuration ${resolve(config)} ne peut être lue (${error.code}).`,
      `The configuration ${resolve(config)} cannot be read (${error.code}).`,
      error,
    );
  });
  const settings = readSettings(file, { ...readEnvironment(), ...overrides });
  const values = parsed.values as Values<Options>;
  const clock = systemClock(clockOffset(values));
  const log = createLog(clock, line => process.stderr.write(`${line}\n`), 'warn');
  const opened = await openHouse(settings, clock, log, { share: true });
  try {
    await work({ house: opened.house, settings, words: parsed.positionals, values });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new AdministratorError(reasons[error.reason].fr, error.message, error);
  } finally {
    await opened.close();
  }
}

/** What a command prints. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** @throws AdministratorError where the command's words are none of those it knows */
export function misunderstood(usage: string): never {
  throw new AdministratorError(`Attendu : ${usage}`, `Expected: ${usage}`);
}
