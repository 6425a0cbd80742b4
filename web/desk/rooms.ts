/** The rooms of the desk, in the order of its navigation: one line each, its folder beside. */
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
    path: 'hameconnage',
    name: { fr: 'Hameçonnage', en: 'Phishing' },
    mark: 'report',
    may: isAnalyst,
    load: () => import('./phishing/phishing.tsx'),
    count: countWaiting,
  },
];
