/**
 * `npm run demo`: a whole invented académie in one command. Builds the front where it is not fresh, opens a house in a
 * folder of its own on ports that need no privilege, fills it once, and says in plain words where everything is.
 */
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { makeCertificates } from '../server/cli/init.ts';
import { openDoors } from '../server/cli/open-doors.ts';
import { openHouse } from '../server/cli/open-house.ts';
import { openJobs } from '../server/cli/open-jobs.ts';
import { tell } from '../server/cli/tell.ts';
import { aborted, untilStopped } from '../server/cli/until-stopped.ts';
import { readEnvironment } from '../server/config/environment.ts';
import { readSettings } from '../server/config/read.ts';
import type { Settings } from '../server/config/settings.ts';
import { parisDate, systemClock } from '../server/model/clock.ts';
import { createLog } from '../server/observe/log.ts';
import type { House } from '../server/services/house.ts';
import { academyDomain } from './academie/addresses.ts';
import { cast } from './academie/cast.ts';
import { type Filling, fill, type Resident, residents } from './academie/fill.ts';
import { buildFront, frontDirectory } from './demo/build-front.ts';
import { openOutside } from './demo/outside.ts';
import { showProgress } from './demo/progress.ts';
import { announce, announceJson } from './demo/table.ts';
import { readDemoWords } from './demo/words.ts';

await demo().catch(tell);

async function demo(): Promise<void> {
  const stopped = untilStopped();
  const words = readDemoWords(process.argv.slice(2));
  const directory = resolve(words.data);
  if (words.reset) await reset(directory);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const settings = demoSettings(directory, words.offset);
  const progress = showProgress(words.json);

  await buildFront(progress);
  const clock = systemClock(words.clockMilliseconds);
  const journal = createWriteStream(join(directory, 'vaguemestre.log'), { flags: 'a', mode: 0o600 });
  const log = createLog(clock, line => journal.write(`${line}\n`));
  progress('ouverture de la base');
  const closing: (() => Promise<void>)[] = [];
  const outside = await openOutside(clock);
  closing.push(() => outside.close());
  const opened = await openHouse(settings, clock, log, { dns: outside.dns });
  closing.push(() => opened.close());
  try {
    await makeCertificates(settings);
    // Before the filling, which takes longer: a port that is taken is told at once.
    const doors = await openDoors(opened.house, settings, frontDirectory, { outside });
    closing.push(() => doors.close());
    const people = await fillOnce(opened.house, directory, { progress, stopped });
    const jobs = await openJobs(opened.house, settings, outside);
    closing.push(() => jobs.close());
    progress(null);
    const told = { people, ports: doors.ports, ca: join(directory, 'tls', 'ca.pem'), directory, clock };
    if (words.json) announceJson(told);
    else announce(told);
    await aborted(stopped);
  } catch (error) {
    // Ctrl-C in the middle of the filling: the next start goes on from there.
    if (!stopped.aborted) throw error;
  } finally {
    for (const close of closing.reverse()) await close();
    journal.end();
  }
}

/** Removes the data, and the cluster where it had to lie elsewhere: then its place is a link. */
async function reset(directory: string): Promise<void> {
  const cluster = await realpath(join(directory, 'postgresql')).catch(() => null);
  for (const path of [cluster, directory]) if (path !== null) await rm(path, { recursive: true, force: true });
}

function demoSettings(directory: string, offset: number): Settings {
  const ports = {
    'imaps-port': 993,
    'imap-port': 143,
    'submissions-port': 465,
    'submission-port': 587,
    'smtp-port': 25,
    'lmtp-port': 24,
    'sieve-port': 4190,
    'https-port': 443,
  };
  return readSettings(`domains = ${academyDomain}\nhost-name = mail.${academyDomain}\n`, {
    ...readEnvironment(),
    ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port + offset)])),
    'data-directory': directory,
    'listen-address': '127.0.0.1',
    // The name the demo's table gives for the portal.
    'portal-address': `https://localhost:${443 + offset}`,
  });
}

/** Fills the house once; the marker holds the day it was made up for, and `complete` when all is there. */
async function fillOnce(house: House, directory: string, filling: Filling): Promise<Resident[]> {
  const marker = join(directory, 'academie');
  const [day, complete] = (await readFile(marker, 'utf8').catch(() => '')).split(' ');
  const today = day || parisDate(house.clock.now());
  if (complete === 'complete') return residents(house, cast(today));
  await writeFile(marker, today);
  const people = await fill(house, today, filling);
  await writeFile(marker, `${today} complete`);
  return people;
}
