import { endHolder, listHolders, nameHolder, settlePosts } from '../services/people/posts.ts';
import { abolishPost, listPostsOf, openPost } from '../services/people/posts-by-hand.ts';
import { postParts } from '../store/posts.ts';
import { accountOf } from './account-of.ts';
import { misunderstood, say, withHouse } from './with-house.ts';

const usage = `post (settle | posts UAI | open UAI GENRE NOM | abolish UAI GENRE | list UAI [--kind GENRE] | name UAI ADRESSE (${postParts.join(' | ')}) [--kind GENRE] [--from JOUR] [--to JOUR] | end NUMÉRO)`;

const partWords = { reader: 'lit', answerer: 'lit et répond', manager: 'répond et nomme' } as const;

/** `vaguemestre post`: mailboxes that follow the post, those of schools' offices and those opened by hand, and who holds them. */
export async function post(words: string[]): Promise<void> {
  const options = { from: { type: 'string' }, to: { type: 'string' }, kind: { type: 'string' } } as const;
  await withHouse(words, options, async ({ house, words: [verb, first, address, named], values }) => {
    if (verb === 'settle') {
      const { opened, begun, ended } = await settlePosts(house);
      return say(`${opened} boîte(s) ouverte(s), ${begun} titulaire(s) de plus, ${ended} de moins.`);
    }
    if (first === undefined) misunderstood(usage);
    if (verb === 'end') {
      await endHolder(house, 'console', Number(first));
      return say('Terminé.');
    }
    const uai = first.toUpperCase();
    if (verb === 'posts') {
      for (const { address: of, name, abolishedOn } of await listPostsOf(house, 'console', uai)) {
        say(`${of}  ${name}${abolishedOn === null ? '' : ` (supprimé le ${abolishedOn})`}`);
      }
      return;
    }
    if (verb === 'open' || verb === 'abolish') {
      const kind = address;
      if (kind === undefined || (verb === 'open' && named === undefined)) misunderstood(usage);
      if (verb === 'open') await openPost(house, 'console', { uai, kind, name: named! });
      else await abolishPost(house, 'console', { uai, kind });
      return say(`${kind}.${uai.toLowerCase()} : ${verb === 'open' ? 'ouvert' : 'supprimé'}.`);
    }
    const kind = values.kind ?? 'ce';
    if (verb === 'list') {
      for (const each of await listHolders(house, 'console', uai, kind)) {
        const until = each.lastDay === null ? '' : ` jusqu’au ${each.lastDay}`;
        const source = each.byRule ? 'annuaire' : 'nommé';
        say(
          `${each.id}  ${each.givenName} ${each.familyName} : ${partWords[each.part]}, dès le ${each.firstDay}${until} (${source})`,
        );
      }
      return;
    }
    const part = postParts.find(each => each === named);
    if (verb !== 'name' || address === undefined || part === undefined) misunderstood(usage);
    const accountId = await accountOf(house, address);
    const firstDay = values.from === undefined ? {} : { firstDay: values.from };
    await nameHolder(house, 'console', { uai, kind, accountId, part, lastDay: values.to ?? null, ...firstDay });
    say(`${address} : ${partWords[part]} pour ${kind}.${uai.toLowerCase()}.`);
  });
}
