import type { Migration } from 'kysely/migration';
import * as ground from './0001-ground.ts';
import * as queue from './0010-queue.ts';
import * as sending from './0011-sending.ts';
import * as people from './0020-people.ts';
import * as door from './0021-door.ts';
import * as passkeys from './0022-passkeys.ts';
import * as applications from './0023-applications.ts';
import * as recoveryCodes from './0024-recovery-codes.ts';
import * as proofs from './0025-proofs.ts';
import * as imap from './0030-imap.ts';
import * as scram from './0031-scram.ts';
import * as messageQuota from './0032-message-quota.ts';
import * as filters from './0040-filters.ts';
import * as signatures from './0041-signatures-and-runs.ts';
import * as jmap from './0050-jmap.ts';
import * as jmapOthers from './0051-jmap-others.ts';
import * as life from './0060-life.ts';
import * as offices from './0061-offices.ts';
import * as keptOfTheEliminated from './0062-kept-of-the-eliminated.ts';
import * as posts from './0063-posts.ts';
import * as phishing from './0070-phishing.ts';
import * as search from './0080-search.ts';
import * as contacts from './0090-contacts.ts';
import * as room from './0091-room.ts';

/** Every migration by name, in order. A released one is never edited. */
export const migrations: Record<string, Migration> = {
  '0001-ground': ground,
  '0010-queue': queue,
  '0011-sending': sending,
  '0020-people': people,
  '0021-door': door,
  '0022-passkeys': passkeys,
  '0023-applications': applications,
  '0024-recovery-codes': recoveryCodes,
  '0025-proofs': proofs,
  '0030-imap': imap,
  '0031-scram': scram,
  '0032-message-quota': messageQuota,
  '0040-filters': filters,
  '0041-signatures-and-runs': signatures,
  '0050-jmap': jmap,
  '0051-jmap-others': jmapOthers,
  '0060-life': life,
  '0061-offices': offices,
  '0062-kept-of-the-eliminated': keptOfTheEliminated,
  '0063-posts': posts,
  '0070-phishing': phishing,
  '0080-search': search,
  '0090-contacts': contacts,
  '0091-room': room,
};
