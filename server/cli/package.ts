import { createReadStream } from 'node:fs';
import { text } from 'node:stream/consumers';
import { publicKeyOf, signingKey } from '../formats/package/seal.ts';
import type { Actor } from '../services/actor.ts';
import { fetchRemote } from '../services/departure/fetch-remote.ts';
import { type PutIn, putIn } from '../services/departure/put-in.ts';
import { readMboxStream, readZip } from '../services/departure/read-zip.ts';
import { findCredentials } from '../store/accounts.ts';
import { AdministratorError } from './administrator-error.ts';
import { openRemoteOf } from './open-remote.ts';
import { usualOutside } from './outside.ts';
import { misunderstood, say, withHouse } from './with-house.ts';

const usage =
  'package (key | import ADRESSE FICHIER [--from CLÉ,CLÉ…] [--folder DOSSIER] | fetch ADRESSE HÔTE UTILISATEUR < mot-de-passe)';

/**
 * `vaguemestre package`: the house's public key, and mail brought from elsewhere: a package, a zip of EML or
 * Maildir, an mbox, an account reached by IMAP, whose password is read from the standard input.
 */
export async function package_(words: string[]): Promise<void> {
  const options = { from: { type: 'string' }, folder: { type: 'string' } } as const;
  await withHouse(words, options, async ({ house, settings, words: [verb, address, path, user], values }) => {
    if (verb === 'key') return say(publicKeyOf(signingKey(house.keys.file)));
    const fetches = verb === 'fetch' && user !== undefined;
    if ((verb !== 'import' && !fetches) || address === undefined || path === undefined) misunderstood(usage);
    const credentials = await findCredentials(house.store.database, address);
    if (credentials === null) {
      throw new AdministratorError(`Aucun compte n’a l’adresse ${address}.`, `No account has the address ${address}.`);
    }
    const { accountId } = credentials;
    const actor: Actor = { accountId, address: credentials.address, roles: [] };
    const largest = house.limits.messageBytes;
    if (fetches) {
      const password = (await text(process.stdin)).replace(/\r?\n$/, '');
      const account = { host: path, port: 993, user, password };
      return report(await fetchRemote(house, actor, openRemoteOf(usualOutside(settings)), account));
    }
    const messages =
      values.folder === undefined
        ? readZip(path, largest, values.from?.split(',') ?? null)
        : readMboxStream(createReadStream(path), values.folder, largest);
    report(await putIn(house, actor, messages));
  });
}

function report({ added, present, leftOut }: PutIn): void {
  for (const { path: left, why } of leftOut)
    say(`laissé de côté : ${left} (${why === 'too-large' ? 'trop volumineux' : 'abîmé'})`);
  say(`${added} messages ajoutés, ${present} déjà là, ${leftOut.length} laissés de côté.`);
}
