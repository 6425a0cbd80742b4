/** The acts on accounts that take two persons, by the name a proposal has. */
import type { AccountId } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Transaction } from '../../store/database.ts';
import { listGrants } from '../../store/roles.ts';
import type { Done, TwoPersonAct } from '../audit/two-persons.ts';
import type { House } from '../house.ts';
import { identityProofs } from '../letters/hand-over.ts';
import { grantRoleIn, revokeRoleIn } from '../people/grant-role.ts';
import { tell, type Words } from '../people/tell.ts';
import { reopenIn } from './change-state.ts';
import { handCodeIn } from './hand-recovery-code.ts';
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
  /** Hands a one-time code to somebody who holds a role, once both have checked the identity (R35). */
  'hand-code': {
    roles: ['administrator', 'support'],
    async perform(tx, house, { subject, detail }, actor) {
      const identity = identityProofs.find(each => each === detail.identity) ?? 'known';
      const { code, change } = await handCodeIn(tx, house, actor, subject, { identity, byTwo: true });
      return { changes: change === null ? [] : [change], code };
    },
  },
  /** Makes somebody an administrator. */
  'grant-administrator': {
    roles: ['administrator'],
    async perform(tx, house, { subject, detail }, actor) {
      const days = { ...(detail.firstDay && { firstDay: detail.firstDay }), lastDay: detail.lastDay || null };
      await grantRoleIn(tx, house, actor, subject, { role: 'administrator', ...days });
      return await told(tx, house, subject, administratorWords);
    },
  },
  /** Takes the role of administrator from somebody. */
  'revoke-administrator': {
    roles: ['administrator'],
    async perform(tx, house, { subject }, actor) {
      const grants = (await listGrants(tx, subject)).filter(grant => grant.role === 'administrator');
      if (grants.length === 0) throw new Refusal('policy', 'not an administrator');
      for (const grant of grants) await revokeRoleIn(tx, house, actor, grant);
      return await told(tx, house, subject, noLongerWords);
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
): Promise<Done> {
  const change = await tell(tx, house, accountId, words);
  return { changes: change === null ? [] : [change] };
}

const administratorWords: Words = {
  subject: 'Vous êtes administrateur de la messagerie',
  fr: 'Bonjour,\n\nDeux administrateurs agissant ensemble vous ont confié l’administration de la messagerie. Si vous ne l’attendiez pas, signalez-le à l’assistance technique du rectorat.',
  en: 'Two administrators acting together made you an administrator of the mail. If you did not expect it, tell the technical support.',
};

const noLongerWords: Words = {
  subject: 'Vous n’êtes plus administrateur de la messagerie',
  fr: 'Bonjour,\n\nDeux administrateurs agissant ensemble ont mis fin à votre rôle d’administrateur de la messagerie.',
  en: 'Two administrators acting together ended your role of administrator of the mail.',
};

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
