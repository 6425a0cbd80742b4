import type { Settings } from '../config/settings.ts';
import { systemClock } from '../model/clock.ts';
import { Refusal, reasons } from '../model/refusal.ts';
import { createLog } from '../observe/log.ts';
import type { House } from '../services/house.ts';
import { AdministratorError } from './administrator-error.ts';
import { openHouse } from './open-house.ts';
import { readConfiguration } from './read-configuration.ts';
import type { Words } from './words.ts';

/**
 * Does one thing in a house, beside the process that runs it or alone. Warnings go to standard error: what a command
 * answers stands alone on standard output. @throws AdministratorError where the house says no
 */
export async function inHouse(
  { config, overrides }: Pick<Words, 'config' | 'overrides'>,
  work: (house: House, settings: Settings) => Promise<void>,
): Promise<void> {
  const settings = await readConfiguration(config, overrides);
  const clock = systemClock();
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
