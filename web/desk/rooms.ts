/** The rooms of the desk, in the order of its navigation: one line each, its folder beside. */
import { proposalsReply } from '@vaguemestre/contract/support.ts';
import { post } from '../request.ts';
import type { Room } from './frame/room.ts';
import { countWaiting, isAnalyst } from './phishing/waiting.ts';

export const rooms: readonly Room[] = [
  {
    path: 'personnes',
    name: { fr: 'Personnes', en: 'People' },
    mark: 'person',
    may: standing => standing.may('see'),
    load: () => import('./people/people.tsx'),
  },
  {
    path: 'lettres',
    name: { fr: 'Lettres', en: 'Letters' },
    mark: 'paper',
    may: standing => standing.may('print-letters'),
    load: () => import('./letters/letters.tsx'),
  },
  {
    path: 'a-confirmer',
    name: { fr: 'À confirmer', en: 'To confirm' },
    mark: 'check',
    may: standing => standing.mayEverywhere('reopen'),
    load: () => import('./confirm/confirm.tsx'),
    async count({ accountId }) {
      const { proposals } = await post('/api/support/proposals', {}, proposalsReply);
      return proposals.filter(each => each.proposedBy !== accountId).length;
    },
  },
  {
    path: 'hameconnage',
    name: { fr: 'Hameçonnage', en: 'Phishing' },
    mark: 'report',
    may: isAnalyst,
    load: () => import('./phishing/phishing.tsx'),
    count: countWaiting,
  },
];
