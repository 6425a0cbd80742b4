/** The acts on accounts that take two persons, by the name a proposal has. */
import type { AccountId } from '../../model/account.ts';
import type { Change } from '../../model/change.ts';
import type { Transaction } from '../../store/database.ts';
import type { TwoPersonAct } from '../audit/two-persons.ts';
import type { House } from '../house.ts';
import { tell, type Words } from '../people/tell.ts';
import { reopenIn } from './change-state.ts';
import { reinstateIn } from './reinstate.ts';

export const twoPersonActs = {
  /** Opens a suspended account whose owner holds a role (R35). */
  reopen: {
    roles: ['administrator', 'support'],
    async perform(tx, house, { subject }, actor) {
      await reopenIn(tx, house, actor, subject);
      return await told(tx, house, subject, reopenedWords);
    },
  },
  /** Opens again an account that an error of HR closed (R29). */
  reinstate: {
    roles: ['administrator'],
    async perform(tx, house, { subject }, actor) {
      await reinstateIn(tx, house, actor, subject);
      return await told(tx, house, subject, reinstatedWords);
    },
  },
} as const satisfies Record<string, TwoPersonAct>;

async function told(
  tx: Transaction,
  house: Pick<House, 'store' | 'clock' | 'random' | 'domains'>,
  accountId: AccountId,
  words: Words,
): Promise<Change[]> {
  const change = await tell(tx, house, accountId, words);
  return change === null ? [] : [change];
}

const reopenedWords: Words = {
  subject: 'Votre boîte aux lettres est rouverte',
  fr: 'Bonjour,\n\nVotre boîte aux lettres, qui avait été suspendue, est rouverte par deux personnes de l’académie agissant ensemble. Si vous ne l’avez pas demandé, signalez-le au support.',
  en: 'Your mailbox, which had been suspended, was opened again by two persons acting together. If you did not ask for it, tell the support.',
};

const reinstatedWords: Words = {
  subject: 'Votre boîte aux lettres est rouverte',
  fr: 'Bonjour,\n\nVotre boîte aux lettres avait été fermée par erreur. Deux administrateurs agissant ensemble l’ont rouverte, avec tout ce qu’elle contenait.',
  en: 'Your mailbox had been closed by mistake. Two administrators acting together opened it again, with all it held.',
};
