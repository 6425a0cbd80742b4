/** A command that works on the house: reads its words, opens the house beside the one that may be running, closes it. */
import type { Settings } from '../config/settings.ts';
import { systemClock } from '../model/clock.ts';
import { Refusal, reasons } from '../model/refusal.ts';
import { createLog } from '../observe/log.ts';
import type { House } from '../services/house.ts';
import { AdministratorError } from './administrator-error.ts';
import { openHouse } from './open-house.ts';
import { readConfiguration } from './read-configuration.ts';
import { readWords } from './words.ts';

/** The command's own options: those that take a value, and those that are said or not. */
type Options = Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>;

type Values<Given extends Options> = {
  readonly [Name in keyof Given]: (Given[Name]['type'] extends 'string' ? string : boolean) | undefined;
};

export type Command<Given extends Options> = {
  readonly house: House;
  readonly settings: Settings;
  /** Words that are no option. */
  readonly words: readonly string[];
  readonly values: Values<Given>;
};

/**
 * Warnings go to standard error: what a command answers stands alone on standard output.
 * @param clockOffset milliseconds the house's clock is ahead, from the command's own words
 * @throws AdministratorError: words not understood, configuration not readable, and refusals in plain words
 */
export async function withHouse<const Given extends Options>(
  given: string[],
  options: Given,
  work: (command: Command<Given>) => Promise<void>,
  clockOffset: (values: Values<Given>) => number = () => 0,
): Promise<void> {
  const types = Object.fromEntries(Object.entries(options).map(([name, { type }]) => [name, type]));
  const read = readWords(given, { rest: true, options: types });
  const values = read.options as Values<Given>;
  await inHouse(read, (house, settings) => work({ house, settings, words: read.rest, values }), clockOffset(values));
}

/** Does one thing in a house, beside the process that runs it or alone. @throws AdministratorError where it says no */
export async function inHouse(
  { config, overrides }: Pick<ReturnType<typeof readWords>, 'config' | 'overrides'>,
  work: (house: House, settings: Settings) => Promise<void>,
  clockOffset = 0,
): Promise<void> {
  const settings = await readConfiguration(config, overrides);
  const clock = systemClock(clockOffset);
  const log = createLog(clock, line => process.stderr.write(`${line}\n`), 'warn');
  const { house, close } = await openHouse(settings, clock, log, { share: true });
  try {
    await work(house, settings);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new AdministratorError(reasons[error.reason].fr, error.message, error);
  } finally {
    await close();
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
