/** The rooms of the console, in the order of its navigation: one line each, its folder beside. */
import { heldFeedsReply } from '@vaguemestre/contract/feed.ts';
import type { Room } from '../desk/frame/room.ts';
import { post } from '../request.ts';

export const rooms: readonly Room[] = [
  {
    path: 'flux',
    name: { fr: 'Flux RH', en: 'HR feeds' },
    mark: 'inbox',
    may: standing => standing.may('settle-feed'),
    load: () => import('./feeds/feeds.tsx'),
    count: async () => (await post('/api/feeds/held', {}, heldFeedsReply)).feeds.length,
  },
  {
    path: 'file',
    name: { fr: 'File d’attente', en: 'Queue' },
    mark: 'sent',
    may: standing => standing.may('look-at-queue'),
    load: () => import('./queue/queue.tsx'),
  },
  {
    path: 'roles',
    name: { fr: 'Rôles', en: 'Roles' },
    mark: 'shield',
    may: standing => standing.may('grant-role'),
    load: () => import('./roles/roles.tsx'),
  },
  {
    path: 'fonctions',
    name: { fr: 'Boîtes de fonction', en: 'Offices' },
    mark: 'folder',
    may: standing => standing.mayEverywhere('name-holders'),
    load: () => import('./offices/offices.tsx'),
  },
  {
    path: 'listes',
    name: { fr: 'Listes', en: 'Lists' },
    mark: 'tag',
    may: standing => standing.may('grant-role'),
    load: () => import('./lists/lists.tsx'),
  },
  {
    path: 'journal',
    name: { fr: 'Journal des actes', en: 'Journal of acts' },
    mark: 'paper',
    may: standing => standing.may('read-journal'),
    load: () => import('./journal/journal.tsx'),
  },
];
