import { admitScimClient, dismissScimClient, listAdmitted } from '../services/people/scim.ts';
import { misunderstood, say, withHouse } from './with-house.ts';

const usage = 'scim (list | admit NOM | dismiss NUMÉRO)';

/** `vaguemestre scim`: the programs of the HR office that may write the directory by SCIM. */
export async function scim(words: string[]): Promise<void> {
  await withHouse(words, {}, async ({ house, words: [verb, name] }) => {
    if (verb === 'list') {
      for (const { id, name: called, createdAt } of await listAdmitted(house, 'console')) {
        say(`${id}  ${called}, depuis le ${createdAt.toLocaleDateString('fr-FR')}`);
      }
      return;
    }
    if (name === undefined) misunderstood(usage);
    if (verb === 'dismiss') {
      await dismissScimClient(house, 'console', Number(name));
      return say('Jeton révoqué.');
    }
    if (verb !== 'admit') misunderstood(usage);
    say(await admitScimClient(house, 'console', name));
    say('Donnez ce jeton au logiciel des ressources humaines ; il ne sera plus montré.');
  });
}
