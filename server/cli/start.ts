import { fileURLToPath } from 'node:url';
import { systemClock } from '../model/clock.ts';
import { createLog } from '../observe/log.ts';
import { gatherLines } from './gather-lines.ts';
import { openDoors } from './open-doors.ts';
import { openHouse } from './open-house.ts';
import { openJobs } from './open-jobs.ts';
import { readConfiguration } from './read-configuration.ts';
import { aborted, untilStopped } from './until-stopped.ts';
import { readWords } from './words.ts';

/** The built pages, where the repository has them. */
const builtFront = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** `vaguemestre start`: runs the house until it is told to stop. */
export async function start(words: string[]): Promise<void> {
  const { config, overrides } = readWords(words);
  const settings = await readConfiguration(config, overrides);
  const clock = systemClock();
  const log = createLog(clock, gatherLines(process.stdout), settings['log-level']);
  const stopped = untilStopped();
  const opened = await openHouse(settings, clock, log);
  try {
    const doors = await openDoors(opened.house, settings, builtFront);
    const jobs = await openJobs(opened.house, settings);
    log.info('ready', doors.ports);
    await aborted(stopped);
    await Promise.all([jobs.close(), doors.close()]);
  } finally {
    await opened.close();
  }
}
