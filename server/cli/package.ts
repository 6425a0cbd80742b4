import { createReadStream } from 'node:fs';
import { publicKeyOf, signingKey } from '../formats/package/seal.ts';
import type { Actor } from '../services/actor.ts';
import { putIn } from '../services/departure/put-in.ts';
import { readMboxStream, readZip } from '../services/departure/read-zip.ts';
import { findCredentials } from '../store/accounts.ts';
import { AdministratorError } from './administrator-error.ts';
import { misunderstood, say, withHouse } from './with-house.ts';

const usage = 'package (key | import ADRESSE FICHIER [--from CLÉ,CLÉ…] [--folder DOSSIER])';

/** `vaguemestre package`: the house's public key, and mail brought from elsewhere: a package, a zip of EML or Maildir, an mbox. */
export async function package_(words: string[]): Promise<void> {
  const options = { from: { type: 'string' }, folder: { type: 'string' } } as const;
  await withHouse(words, options, async ({ house, words: [verb, address, path], values }) => {
    if (verb === 'key') return say(publicKeyOf(signingKey(house.keys.file)));
    if (verb !== 'import' || address === undefined || path === undefined) misunderstood(usage);
    const credentials = await findCredentials(house.store.database, address);
    if (credentials === null) {
      throw new AdministratorError(`Aucun compte n’a l’adresse ${address}.`, `No account has the address ${address}.`);
    }
    const { accountId } = credentials;
    const actor: Actor = { accountId, address: credentials.address, roles: [] };
    const largest = house.limits.messageBytes;
    const messages =
      values.folder === undefined
        ? readZip(path, largest, values.from?.split(',') ?? null)
        : readMboxStream(createReadStream(path), values.folder, largest);
    const { added, present, leftOut } = await putIn(house, actor, messages);
    for (const { path: left, why } of leftOut)
      say(`laissé de côté : ${left} (${why === 'too-large' ? 'trop volumineux' : 'abîmé'})`);
    say(`${added} messages ajoutés, ${present} déjà là, ${leftOut.length} laissés de côté.`);
  });
}
