/**
 * The house's DKIM keys: an RSA one that every verifier knows and an Ed25519 one for those that have learnt it
 * (rfc/8463), made once, mode 0600. A key put beside them under another selector signs too, which is how they are rotated.
 */
import { createPrivateKey } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSigningKey, type SigningKey } from '../services/queue/sign.ts';

const fileName = /^dkim-([a-z0-9]+)\.pem$/;

/** Every key in the data directory, for every domain. Makes the first pair where there is none. */
export async function readSigningKeys(dataDirectory: string, domains: readonly string[]): Promise<SigningKey[]> {
  const directory = join(dataDirectory, 'keys');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if (!(await readdir(directory)).some(name => fileName.test(name))) await makeFirst(directory);
  const names = (await readdir(directory)).filter(name => fileName.test(name));
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

async function makeFirst(directory: string): Promise<void> {
  for (const [selector, kind] of [
    ['v1rsa', 'rsa'],
    ['v1ed', 'ed25519'],
  ] as const) {
    const { privateKey } = createSigningKey('', selector, kind);
    await writeFile(join(directory, `dkim-${selector}.pem`), privateKey, { mode: 0o600 });
  }
}
