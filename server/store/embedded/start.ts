/**
 * The embedded PostgreSQL: the house's own server, so that a first start needs nothing installed. It listens on a unix
 * socket alone, in a directory that only its user and root enter. It is restarted when it falls, and stopped with us; a
 * DATABASE_URL in the settings replaces all of this.
 */
import pg from 'pg';
import type { Log } from '../../observe/log.ts';
import { type Binaries, prepareBinaries, versioned } from './binaries.ts';
import { EmbeddedFailure } from './failure.ts';
import { claimPlace, releasePlace, stopFormer } from './former.ts';
import type { Identity } from './identity.ts';
import { initialiseCluster } from './initialise.ts';
import { choosePlace, type Place } from './place.ts';
import { keepWhatIsSaid, type Said } from './said.ts';
import { type Ending, type Serving, serve } from './serve.ts';
import { serverSettings, volatileSettings } from './settings.ts';

export type EmbeddedOptions = {
  /** Ours; the cluster goes to `<dataDirectory>/postgresql` where PostgreSQL's user can reach it. */
  readonly dataDirectory: string;
  readonly log: Log;
  /** As root: whom the server runs as. By default the cluster's owner, the data directory's, or a known account. */
  readonly identity?: Identity;
  /** Bytes; a quarter of the memory by default, at most 512 MB. */
  readonly sharedBuffers?: number;
  /** Further settings of the server, over ours. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Where another process of ours already runs this cluster, use it instead of failing: for the command line. */
  readonly share?: boolean;
  /** Start it again when it falls; true by default. */
  readonly restart?: boolean;
  /** How long a fast shutdown may take, in milliseconds. */
  readonly stopPatience?: number;
  /** For tests: without any durability. */
  readonly volatile?: boolean;
  /** For tests: the programs of another PostgreSQL, a directory that holds initdb and postgres. */
  readonly binariesDirectory?: string;
  /** Where a cluster goes that cannot lie in the data directory. */
  readonly elsewhere?: string;
};

export type Embedded = {
  /** Of the database `vaguemestre`, over the unix socket. */
  readonly url: string;
  /** False where another process runs the server: stop() then leaves it alone. */
  readonly owned: boolean;
  /** Process of the server, while it runs. */
  pid(): number | undefined;
  stop(): Promise<void>;
  /** When the server has ended for good: after stop(), or at its first fall without `restart`. */
  readonly exited: Promise<Ending>;
};

const databaseName = 'vaguemestre';
const longestPause = 10_000;

/** Makes the cluster at the first start, starts the server, and resolves when it answers. @throws EmbeddedFailure */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { log } = options;
  const place = await choosePlace(options.dataDirectory, options.identity, options.elsewhere);
  const holder = await claimPlace(place);
  if (holder !== undefined) {
    if (options.share) return shared(place);
    throw new EmbeddedFailure(
      `Process ${holder} already runs on ${options.dataDirectory}: stop it first, or give this one another data directory.`,
    );
  }
  const said = keepWhatIsSaid(place.log);
  try {
    const binaries = await (options.binariesDirectory
      ? versioned(options.binariesDirectory)
      : prepareBinaries(place.directory, place.identity));
    await stopFormer(place, log);
    const made = await initialiseCluster(place, binaries, !options.volatile);
    if (made) log.info('postgresql: cluster made', { version: binaries.major, uid: place.identity?.uid });
    return await supervise(options, place, binaries, said);
  } catch (error) {
    said.close();
    await releasePlace(place);
    throw error;
  }
}

/** Keeps the server running: after a fall it starts again at once, then after longer and longer pauses. */
async function supervise(options: EmbeddedOptions, place: Place, binaries: Binaries, said: Said): Promise<Embedded> {
  const { log, restart = true, stopPatience = 3_000 } = options;
  const settings = {
    ...serverSettings(place.socketDirectory, options.sharedBuffers),
    ...(options.volatile ? volatileSettings : {}),
    ...options.settings,
  };
  const start = () => serve(place, binaries, settings, said, log);
  let serving: Serving | undefined = await start();
  let stopping = false;
  let interrupt = () => {};

  try {
    await createDatabase(place);
  } catch (error) {
    await serving.stop(stopPatience);
    throw error;
  }

  const exited = (async () => {
    for (let pause = 0; ; ) {
      const began = performance.now();
      const ending: Ending = serving === undefined ? { code: null, signal: null } : await serving.ended;
      serving = undefined;
      if (stopping || !restart) {
        said.close();
        await releasePlace(place);
        return ending;
      }
      log.error('postgresql: the server ended by itself', { ...ending, said: said.lastLines() });
      pause = performance.now() - began > 60_000 ? 0 : Math.min(longestPause, pause * 2 + 50);
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, pause);
        interrupt = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      if (stopping) continue;
      try {
        await stopFormer(place, log);
        serving = await start();
        log.info('postgresql: the server runs again', { pause });
        if (stopping) await serving.stop(stopPatience);
      } catch (error) {
        log.error('postgresql: the server cannot start again', { error });
      }
    }
  })();

  return {
    url: socketUrl(place),
    owned: true,
    pid: () => serving?.pid,
    exited,
    async stop() {
      stopping = true;
      interrupt();
      await serving?.stop(stopPatience);
      await exited;
    },
  };
}

function shared(place: Place): Embedded {
  return {
    url: socketUrl(place),
    owned: false,
    pid: () => undefined,
    exited: new Promise(() => {}),
    stop: async () => {},
  };
}

/** In the one form that pg, libpq and URL all read. */
function socketUrl(place: Place, database = databaseName): string {
  return `postgresql:///${database}?host=${encodeURIComponent(place.socketDirectory)}&user=postgres`;
}

async function createDatabase(place: Place): Promise<void> {
  const client = new pg.Client({ connectionString: socketUrl(place, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [databaseName]);
    if (rowCount === 0) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end();
  }
}
