/** Tells people how full their mailbox is: a mail at 75, 90, 95 and 100 %, and one when a full one has room again. R36 */
import { type Crossed, listCrossed, moveLevel, type QuotaLevel } from '../../store/quotas.ts';
import type { House } from '../house.ts';
import { tell, type Words } from '../people/tell.ts';
import { megabytesEn, megabytesFr } from './written-bytes.ts';

type Needs = Pick<House, 'store' | 'clock' | 'random' | 'domains' | 'log' | 'fullDays'>;

/** Owners told in one look. */
const portion = 500;

/** @returns how many levels were crossed */
export async function watchQuotas(house: Needs): Promise<number> {
  let crossed = 0;
  for (;;) {
    const some = await listCrossed(house.store.database, portion);
    for (const one of some) await settle(house, one);
    crossed += some.length;
    if (some.length < portion) return crossed;
  }
}

async function settle(house: Needs, crossed: Crossed): Promise<void> {
  const { accountId, before, now } = crossed;
  const change = await house.store.database.transaction(async tx => {
    if (!(await moveLevel(tx, crossed, house.clock.now()))) return null;
    const words = wordsFor(crossed, house.fullDays ?? 7);
    return words === null ? null : await tell(tx, house, accountId, words);
  });
  if (change !== null) house.store.changes.announce(change);
  house.log.info('quota-level', { account: accountId, before, now });
}

/** Nothing is said of a level that falls, but that a full mailbox takes mail again. */
function wordsFor({ before, now, usedBytes, allowedBytes }: Crossed, graceDays: number): Words | null {
  const [fr, en] = [megabytesFr(usedBytes, allowedBytes), megabytesEn(usedBytes, allowedBytes)];
  if (now < before) return before === 100 ? freed(fr, en) : null;
  return now === 100 ? full(fr, en, graceDays) : nearly(now, fr, en);
}

const help = {
  fr: 'Dans le courrier en ligne, rubrique « Place », vous trouvez vos plus gros messages et vos plus anciens, et de quoi les supprimer.',
  en: 'In the webmail, under "Place", you find your largest and oldest messages, and the means to delete them.',
};

function nearly(level: QuotaLevel, fr: string, en: string): Words {
  return {
    subject: `Votre boîte aux lettres est remplie à ${level}\u00a0%`,
    fr: `Bonjour,\n\nVotre boîte aux lettres est remplie à ${level}\u00a0% : ${fr}. Une fois pleine, elle ne prendra plus de courrier.\n\n${help.fr}`,
    en: `Your mailbox is ${level} % full: ${en}. Once it is full it takes no more mail. ${help.en}`,
  };
}

function full(fr: string, en: string, graceDays: number): Words {
  return {
    subject: 'Votre boîte aux lettres est pleine',
    fr: `Bonjour,\n\nVotre boîte aux lettres est pleine : ${fr}. Le courrier qui vous est adressé attend chez l’expéditeur pendant ${graceDays}\u00a0jours ; ensuite, il lui est refusé.\n\n${help.fr}`,
    en: `Your mailbox is full: ${en}. Mail for you waits at its sender for ${graceDays} days; after that it is refused. ${help.en}`,
  };
}

function freed(fr: string, en: string): Words {
  return {
    subject: 'Votre boîte aux lettres a de nouveau de la place',
    fr: `Bonjour,\n\nVotre boîte aux lettres reçoit de nouveau le courrier : ${fr}. Ce qui attendait chez les expéditeurs arrive dans les heures qui viennent.`,
    en: `Your mailbox takes mail again: ${en}. What waited at its senders arrives within hours.`,
  };
}
