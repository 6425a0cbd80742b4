import { fileURLToPath } from 'node:url';
import type { Settings } from '../config/settings.ts';
import { type Clock, systemClock } from '../model/clock.ts';
import { createLog, type Log } from '../observe/log.ts';
import { gatherLines } from './gather-lines.ts';

/** The built pages, where the repository has them. */
const front = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** What a process that runs the house, or a part of it, has of the world. */
export function openRun(settings: Settings): { clock: Clock; log: Log; front: string } {
  const clock = systemClock();
  return { clock, log: createLog(clock, gatherLines(process.stdout), settings['log-level']), front };
}
