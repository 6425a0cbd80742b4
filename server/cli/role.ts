import { roleNames } from '../model/account.ts';
import { grantRole, listRoles, revokeRole } from '../services/people/grant-role.ts';
import { accountOf } from './account-of.ts';
import { misunderstood, say, withHouse } from './with-house.ts';

const usage = 'role (list [ADRESSE] | grant ADRESSE RÔLE [--school UAI] [--from JOUR] [--to JOUR] | revoke NUMÉRO)';

/** `vaguemestre role`: who holds which role, over which school, on which days. */
export async function role(words: string[]): Promise<void> {
  const options = { school: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' } } as const;
  await withHouse(words, options, async ({ house, words: [verb, subject, name], values }) => {
    if (verb === 'list') {
      const account = subject === undefined ? null : await accountOf(house, subject);
      for (const each of await listRoles(house, 'console', account)) {
        const reach = each.uai === '' ? 'toute la maison' : each.uai;
        const until = each.lastDay === null ? '' : ` jusqu’au ${each.lastDay}`;
        say(
          `${each.id}  ${each.role}, ${reach} : ${each.givenName} ${each.familyName}, dès le ${each.firstDay}${until}`,
        );
      }
      return;
    }
    if (subject === undefined) misunderstood(usage);
    if (verb === 'revoke') {
      await revokeRole(house, 'console', Number(subject));
      return say('Rôle retiré.');
    }
    const wanted = roleNames.find(each => each === name);
    if (verb !== 'grant' || wanted === undefined) misunderstood(usage);
    await grantRole(house, 'console', await accountOf(house, subject), {
      role: wanted,
      uai: values.school?.toUpperCase() ?? '',
      ...(values.from !== undefined && { firstDay: values.from }),
      lastDay: values.to ?? null,
    });
    say(`${subject} : ${wanted}.`);
  });
}
