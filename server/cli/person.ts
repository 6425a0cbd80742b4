import { close, reopen, suspend } from '../services/accounts/change-state.ts';
import { handRecoveryCode } from '../services/accounts/hand-recovery-code.ts';
import { identityProofs } from '../services/letters/hand-over.ts';
import { find } from '../services/people/find.ts';
import { accountOf } from './account-of.ts';
import { misunderstood, say, withHouse } from './with-house.ts';

const usage =
  'person (find MOTS | suspend ADRESSE --reason MOTIF | reopen ADRESSE | close ADRESSE | code ADRESSE --identity PIÈCE)';

/**
 * `vaguemestre person`: finds people and says why their account is as it is; suspends, opens again, closes;
 * hands a one-time code over.
 */
export async function person(words: string[]): Promise<void> {
  const options = { reason: { type: 'string' }, identity: { type: 'string' } } as const;
  await withHouse(words, options, async ({ house, words: [verb, ...rest], values }) => {
    const [word] = rest;
    if (word === undefined) misunderstood(usage);
    if (verb === 'find') {
      const found = await find(house, 'console', rest.join(' '));
      for (const each of found) {
        say(
          `${each.address ?? '(sans adresse)'}  ${each.givenName} ${each.familyName}, ${each.function}, ${each.schools.join(' ')}`,
        );
        say(`    ${each.why.fr}`);
      }
      return say(`${found.length} personne(s).`);
    }
    const accountId = await accountOf(house, word);
    if (verb === 'suspend') {
      if (values.reason === undefined) misunderstood(usage);
      await suspend(house, 'console', accountId, values.reason);
      return say(`${word} : suspendu, sessions fermées.`);
    }
    if (verb === 'reopen') {
      await reopen(house, 'console', accountId);
      return say(`${word} : rouvert.`);
    }
    if (verb === 'code') {
      const identity = identityProofs.find(each => each === values.identity);
      if (identity === undefined) misunderstood(`person code ADRESSE --identity (${identityProofs.join(' | ')})`);
      const { code, until } = await handRecoveryCode(house, 'console', accountId, identity);
      say(`${word} : ${code}`);
      return say(
        `À remettre en main propre ; il ne sera plus montré, et vaut jusqu’au ${until.toLocaleString('fr-FR')}.`,
      );
    }
    if (verb !== 'close') misunderstood(usage);
    await close(house, 'console', accountId);
    say(`${word} : fermé.`);
  });
}
