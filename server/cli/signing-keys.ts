/**
 * The house's DKIM keys: an RSA one that every verifier knows and an Ed25519 one for those that have learnt it
 * (rfc/8463), mode 0600. A pair is `coming` while its records are being published, then signs, then is `leaving`: its
 * records stay until the mail it signed has been judged everywhere.
 */
import { createPrivateKey } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSigningKey, type SigningKey } from '../services/queue/sign.ts';

const fileName = /^dkim-([a-z0-9]+)\.pem(?:\.(coming|leaving))?$/;

export type KeyStage = 'coming' | 'signing' | 'leaving';

/** Every key of a stage in the data directory, for every domain. Makes the first pair where there is none. */
export async function readSigningKeys(
  dataDirectory: string,
  domains: readonly string[],
  stage: KeyStage = 'signing',
): Promise<SigningKey[]> {
  const directory = await keysDirectory(dataDirectory);
  if ((await namesIn(directory, 'signing')).length === 0) await makePair(directory, 1, 'signing');
  const names = await namesIn(directory, stage);
  const keys = await Promise.all(
    names.sort().map(async name => ({
      selector: fileName.exec(name)![1]!,
      privateKey: await readFile(join(directory, name), 'utf8'),
    })),
  );
  // The first key also makes the ARC seals, which few verify but in RSA.
  const ranked = [...keys.filter(isRsa), ...keys.filter(key => !isRsa(key))];
  return domains.flatMap(domain => ranked.map(key => ({ domain, ...key })));
}

function isRsa({ privateKey }: { privateKey: string }): boolean {
  return createPrivateKey(privateKey).asymmetricKeyType === 'rsa';
}

/** Makes the pair that will sign next. */
export async function makeComingKeys(dataDirectory: string): Promise<void> {
  const directory = await keysDirectory(dataDirectory);
  const numbers = (await readdir(directory)).map(name => Number(/^dkim-v(\d+)/.exec(name)?.[1] ?? 0));
  await makePair(directory, Math.max(0, ...numbers) + 1, 'coming');
}

/** The coming pair signs from the next start on; the one that signed leaves; one that was leaving is gone. */
export async function turnKeys(dataDirectory: string): Promise<void> {
  const directory = await keysDirectory(dataDirectory);
  for (const name of await namesIn(directory, 'leaving')) await rm(join(directory, name));
  const path = (name: string, stage: KeyStage): string => join(directory, fileOf(fileName.exec(name)![1]!, stage));
  // The new ones sign before the old ones cease: a death in between leaves both.
  const signing = await namesIn(directory, 'signing');
  for (const name of await namesIn(directory, 'coming')) await rename(join(directory, name), path(name, 'signing'));
  for (const name of signing) await rename(join(directory, name), path(name, 'leaving'));
}

async function keysDirectory(dataDirectory: string): Promise<string> {
  const directory = join(dataDirectory, 'keys');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  return directory;
}

async function namesIn(directory: string, stage: KeyStage): Promise<string[]> {
  return (await readdir(directory)).filter(name => {
    const found = fileName.exec(name);
    return found !== null && (found[2] ?? 'signing') === stage;
  });
}

const fileOf = (selector: string, stage: KeyStage): string =>
  `dkim-${selector}.pem${stage === 'signing' ? '' : `.${stage}`}`;

async function makePair(directory: string, number: number, stage: KeyStage): Promise<void> {
  for (const [selector, kind] of [
    [`v${number}rsa`, 'rsa'],
    [`v${number}ed`, 'ed25519'],
  ] as const) {
    const { privateKey } = createSigningKey('', selector, kind);
    await writeFile(join(directory, fileOf(selector, stage)), privateKey, { mode: 0o600 });
  }
}
