/** The rooms of the console, in the order of its navigation: one line each, its folder beside. */
import type { Room } from '../desk/frame/room.ts';

export const rooms: readonly Room[] = [
  {
    path: 'journal',
    name: { fr: 'Journal des actes', en: 'Journal of acts' },
    mark: 'paper',
    may: standing => standing.may('read-journal'),
    load: () => import('./journal/journal.tsx'),
  },
];
