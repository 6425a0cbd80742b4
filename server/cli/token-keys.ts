/**
 * The keys that sign what applications are told of people: one a quarter, made when it is first needed, mode 0600. The
 * newest signs; the one before is still published, for tokens signed on its last day.
 */
import { createPrivateKey, generateKeyPair, type JsonWebKey } from 'node:crypto';
import { mkdir, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Clock } from '../model/clock.ts';

const fileName = /^token-(\d{4}q[1-4])\.pem$/;
const published = 2;
const bits = 2048;

export type TokenKey = JsonWebKey & { readonly kid: string };

/** The newest first: that of this quarter is made where it is missing. */
export async function readTokenKeys(dataDirectory: string, clock: Clock): Promise<TokenKey[]> {
  const directory = join(dataDirectory, 'keys');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const now = clock.now();
  const quarter = `${now.getUTCFullYear()}q${Math.floor(now.getUTCMonth() / 3) + 1}`;
  const names = await readdir(directory);
  if (!names.includes(`token-${quarter}.pem`)) await makeKey(join(directory, `token-${quarter}.pem`));
  // A key of a quarter to come is left by a clock that was wrong: it waits for its time.
  const quarters = (await readdir(directory))
    .flatMap(name => fileName.exec(name)?.[1] ?? [])
    .filter(each => each <= quarter);
  const newest = quarters.sort().reverse().slice(0, published);
  return await Promise.all(
    newest.map(async kid => {
      const pem = await readFile(join(directory, `token-${kid}.pem`), 'utf8');
      return { ...createPrivateKey(pem).export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' };
    }),
  );
}

async function makeKey(path: string): Promise<void> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: bits });
  const file = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    // Another process of this house was first: its key is the house's.
    if (error.code === 'EEXIST') return null;
    throw error;
  });
  if (file === null) return;
  await file.writeFile(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  await file.sync();
  await file.close();
}
