import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readEnvironment } from '../config/environment.ts';
import { readSettings } from '../config/read.ts';
import { systemClock } from '../model/clock.ts';
import { createLog } from '../observe/log.ts';
import { AdministratorError } from './administrator-error.ts';
import { openDoors } from './open-doors.ts';
import { openHouse } from './open-house.ts';
import { aborted, untilStopped } from './until-stopped.ts';
import { readWords } from './words.ts';

/** The built pages, where the repository has them. */
const builtFront = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** `vaguemestre start`: runs the house until it is told to stop. */
export async function start(words: string[]): Promise<void> {
  const { config, overrides } = readWords(words);
  const file = await readFile(config, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new AdministratorError(
      `La configuration ${resolve(config)} ne peut être lue (${error.code}) : « vaguemestre init » en prépare une.`,
      `The configuration ${resolve(config)} cannot be read (${error.code}): "vaguemestre init" prepares one.`,
      error,
    );
  });
  const settings = readSettings(file, { ...readEnvironment(), ...overrides });
  const clock = systemClock();
  const log = createLog(clock, line => process.stdout.write(`${line}\n`), settings['log-level']);
  const stopped = untilStopped();
  const opened = await openHouse(settings, clock, log);
  try {
    const doors = await openDoors(opened.house, settings, builtFront);
    log.info('ready', doors.ports);
    await aborted(stopped);
    await doors.close();
  } finally {
    await opened.close();
  }
}
