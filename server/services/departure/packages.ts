/**
 * Packages from the wish to the download: asked for by the person, made by a job on one node, fetched over a signed link
 * that expires, in as many pieces as the connection needs. Files lie in a folder of their own, under their numbers.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AccountId } from '../../model/account.ts';
import { opensMail } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import { readLife } from '../../store/account-states.ts';
import { listAddresses } from '../../store/accounts.ts';
import {
  askForPackage,
  type DeparturePackage,
  failPackage,
  findPackage,
  finishPackage,
  forgetPackages,
  listPackages,
  progressPackage,
  takePackage,
} from '../../store/departure-packages.ts';
import type { Actor } from '../actor.ts';
import { record } from '../audit/record.ts';
import type { House } from '../house.ts';
import { type PackagePart, writePackage } from './write-package.ts';

export type { DeparturePackage } from '../../store/departure-packages.ts';

/** Milliseconds a package is kept. */
const keptFor = 7 * 86_400_000;
/** Milliseconds without a word after which a maker is taken for dead. */
const silence = 10 * 60_000;
/** Messages between two words of progress. */
const progressEvery = 100;

/** What the house keeps of somebody beside mail, as files of the package. */
export type PartsOf = (accountId: AccountId) => Promise<readonly PackagePart[]>;

/** Asks for the actor's own package; asking twice gives the one under way. */
export async function requestPackage(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  { accountId }: Actor,
): Promise<DeparturePackage> {
  const at = clock.now();
  const wish = { accountId, at, expiresAt: new Date(at.getTime() + keptFor) };
  return await store.database.transaction(tx => askForPackage(tx, wish));
}

/** The actor's packages, newest first, with their progress. */
export async function listOwnPackages({ store }: Pick<House, 'store'>, actor: Actor): Promise<DeparturePackage[]> {
  return await listPackages(store.database, actor.accountId);
}

type Parts = Pick<House, 'store' | 'clock' | 'random' | 'domains' | 'keys' | 'log'>;

/** Makes one package that was asked for, if there is one. @returns whether there was */
export async function makePackage(house: Parts, directory: string, partsOf: PartsOf): Promise<boolean> {
  const { database } = house.store;
  const now = house.clock.now();
  const taken = await takePackage(database, now, new Date(now.getTime() - silence));
  if (taken === null) return false;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  try {
    await write(house, directory, taken, await partsOf(taken.accountId));
  } catch (error) {
    await failPackage(database, taken.id);
    throw error;
  }
  return true;
}

async function write(
  house: Parts,
  directory: string,
  { id, accountId }: DeparturePackage,
  parts: readonly PackagePart[],
): Promise<void> {
  const { database } = house.store;
  const [address = ''] = await listAddresses(database, accountId);
  const unfinished = `${pathOf(directory, id)}.part`;
  const hash = createHash('sha256');
  let bytes = 0;
  const measured = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  const stored = pipeline(measured, createWriteStream(unfinished, { mode: 0o600, flush: true }));
  // Its failure is told where it is awaited.
  stored.catch(() => {});
  let done = 0;
  const onMessage = () => {
    done += 1;
    if (done % progressEvery > 0) return;
    progressPackage(database, id, done, house.clock.now()).catch(error =>
      house.log.warn('package-progress', { error }),
    );
  };
  const request = { accountId, address, parts, scratch: `${unfinished}.index`, onMessage };
  const manifest = await writePackage(house, request, measured);
  await stored;
  await rename(unfinished, pathOf(directory, id));
  const at = house.clock.now();
  await database.transaction(async tx => {
    await finishPackage(tx, id, { messages: manifest.messages, bytes, sha256: hash.digest(), at });
    const facts = { package: id, messages: manifest.messages, bytes };
    await record(tx, house, { kind: 'package-made', actor: 'house', subject: accountId, facts });
  });
  house.log.info('package-made', { package: id, account: accountId, messages: manifest.messages, bytes });
}

/** Removes packages whose time is over, and all of those whose account has closed: nothing is for them any more (R29). */
export async function dropPackages(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  directory: string,
): Promise<number> {
  const gone = await forgetPackages(store.database, clock.now());
  await Promise.all(gone.map(id => rm(pathOf(directory, id), { force: true })));
  return gone.length;
}

/** A link to one's package: its number, until when, and our word for both. @throws Refusal not-permitted, unavailable */
export async function linkTo(
  house: Pick<House, 'store' | 'keys'>,
  actor: Actor,
  id: number,
): Promise<{ token: string; until: Date }> {
  const found = await findPackage(house.store.database, id);
  if (found === null || found.accountId !== actor.accountId) throw new Refusal('not-permitted');
  if (found.state !== 'ready') throw new Refusal('unavailable', 'the package is being made');
  const said = `${id}.${found.expiresAt.getTime().toString(36)}`;
  return { token: `${said}.${sign(house, said)}`, until: found.expiresAt };
}

/** A package behind a link: its size and checksum, and its octets [from, to). */
export type OpenPackage = {
  readonly bytes: number;
  /** Hexadecimal: also what a resumed download names to be sure that it is the same file. */
  readonly sha256: string;
  read(range?: { readonly from: number; readonly to: number }): Readable;
};

/**
 * Opens a package by its link.
 * @throws Refusal not-permitted: not our link, or too old; closed: the account has closed since; unavailable: the folder of
 * packages is not shared, and another node made this one
 */
export async function openPackage(
  house: Pick<House, 'store' | 'clock' | 'keys'>,
  directory: string,
  token: string,
): Promise<OpenPackage> {
  const [number = '', until = '', signature = ''] = token.split('.');
  const ours = same(signature, sign(house, `${number}.${until}`));
  if (!ours || Number.parseInt(until, 36) <= house.clock.now().getTime()) throw new Refusal('not-permitted', 'link');
  const found = await findPackage(house.store.database, Number(number));
  if (found === null || found.state !== 'ready' || found.sha256 === null) throw new Refusal('not-permitted', 'link');
  const life = await readLife(house.store.database, found.accountId);
  if (life === null || !opensMail(life.state)) throw new Refusal('closed');
  const path = pathOf(directory, found.id);
  // Made by another node, whose folder this one does not see.
  const there = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new Refusal('unavailable', 'the file lies on another node');
    throw error;
  });
  const { size } = there;
  return {
    bytes: size,
    sha256: found.sha256.toString('hex'),
    read: ({ from, to } = { from: 0, to: size }) =>
      createReadStream(path, { start: from, end: Math.max(from, to) - 1 }),
  };
}

const pathOf = (directory: string, id: number): string => join(directory, `${id}.zip`);

function sign({ keys }: Pick<House, 'keys'>, said: string): string {
  return createHmac('sha256', keys.file).update(`departure package\0${said}`).digest('base64url');
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
