import type { AccountId } from '../model/account.ts';
import { close, reopen, suspend } from '../services/accounts/change-state.ts';
import { find } from '../services/people/find.ts';
import { findCredentials } from '../store/accounts.ts';
import { AdministratorError } from './administrator-error.ts';
import { misunderstood, say, withHouse } from './with-house.ts';

const usage = 'person (find MOTS | suspend ADRESSE --reason MOTIF | reopen ADRESSE | close ADRESSE)';

/** `vaguemestre person`: finds people and says why their account is as it is; suspends, opens again, closes. */
export async function person(words: string[]): Promise<void> {
  const options = { reason: { type: 'string' } } as const;
  await withHouse(words, options, async ({ house, words: [verb, ...rest], values }) => {
    const [word] = rest;
    if (word === undefined) misunderstood(usage);
    if (verb === 'find') {
      const found = await find(house, 'console', rest.join(' '));
      for (const each of found) {
        say(
          `${each.address ?? '(sans adresse)'}  ${each.givenName} ${each.familyName}, ${each.function}, ${each.schools.join(' ')}`,
        );
        say(`    ${each.why}`);
      }
      return say(`${found.length} personne(s).`);
    }
    const accountId = await accountOf(word);
    if (verb === 'suspend') {
      if (values.reason === undefined) misunderstood(usage);
      await suspend(house, 'console', accountId, values.reason);
      return say(`${word} : suspendu, sessions fermées.`);
    }
    if (verb === 'reopen') {
      await reopen(house, 'console', accountId);
      return say(`${word} : rouvert.`);
    }
    if (verb !== 'close') misunderstood(usage);
    await close(house, 'console', accountId);
    say(`${word} : fermé.`);

    async function accountOf(address: string): Promise<AccountId> {
      const credentials = await findCredentials(house.store.database, address);
      if (credentials !== null) return credentials.accountId;
      throw new AdministratorError(`Aucun compte n’a l’adresse ${address}.`, `No account has the address ${address}.`);
    }
  });
}
