import cluster from 'node:cluster';
import { availableParallelism } from 'node:os';
import { openDoors } from './open-doors.ts';
import { openHouse } from './open-house.ts';
import { openJobs } from './open-jobs.ts';
import { openRun } from './open-run.ts';
import { readConfiguration } from './read-configuration.ts';
import { aborted, untilStopped } from './until-stopped.ts';
import { readWords } from './words.ts';
import { runWorker } from './workers/run-worker.ts';
import { startWorkers } from './workers/start-workers.ts';

/**
 * `vaguemestre start`: runs the house until it is told to stop. With several workers this process keeps the database and
 * does the jobs, and the workers share its ports; alone it does everything.
 */
export async function start(words: string[]): Promise<void> {
  const { config, overrides } = readWords(words);
  const settings = await readConfiguration(config, overrides);
  if (cluster.isWorker) return await runWorker(settings);
  const { clock, log, front } = openRun(settings);
  const count = settings.workers || Math.max(1, availableParallelism() - 1);
  const stopped = untilStopped();
  const opened = await openHouse(settings, clock, log, { processes: count });
  try {
    const doors = count === 1 ? await openDoors(opened.house, settings, front) : await startWorkers(count, log);
    const jobs = await openJobs(opened.house, settings);
    log.info('ready', count === 1 ? doors.ports : { ...doors.ports, workers: count });
    await aborted(stopped);
    await Promise.all([jobs.close(), doors.close()]);
  } finally {
    await opened.close();
  }
}
