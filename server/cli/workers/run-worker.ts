/**
 * A worker: the doors of the house, over ports that all workers share. It stops when its keeper says so, not at a signal:
 * Ctrl-C and a service manager reach the whole group, and the keeper stops its workers in order. Where the keeper is gone
 * node ends it at once, which loses nothing: what is acknowledged is durable.
 */
import type { Settings } from '../../config/settings.ts';
import { openDoors } from '../open-doors.ts';
import { openHouse } from '../open-house.ts';
import { openRun } from '../open-run.ts';
import type { FromWorker, ToWorker } from './messages.ts';

export async function runWorker(settings: Settings): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
  const begin = heard('begin');
  const stop = heard('stop');
  tellKeeper({ kind: 'here' });
  const { workers, ticketKeys } = await begin;
  const { clock, log, front } = openRun(settings);
  const opened = await openHouse(settings, clock, log, { share: true, processes: workers });
  try {
    const shared = { processes: workers, ticketKeys: Buffer.from(ticketKeys, 'base64') };
    const doors = await openDoors(opened.house, settings, front, { shared });
    tellKeeper({ kind: 'serving', ports: doors.ports });
    await stop;
    await doors.close();
  } finally {
    await opened.close();
    process.disconnect?.();
  }
}

function tellKeeper(message: FromWorker): void {
  process.send?.(message);
}

/** Resolves at the first message of a kind. */
function heard<Kind extends ToWorker['kind']>(kind: Kind): Promise<Extract<ToWorker, { kind: Kind }>> {
  return new Promise(resolve => {
    process.on('message', function hear(message: ToWorker) {
      if (message.kind !== kind) return;
      process.off('message', hear);
      resolve(message as Extract<ToWorker, { kind: Kind }>);
    });
  });
}
