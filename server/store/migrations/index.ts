import type { Migration } from 'kysely/migration';
import * as ground from './0001-ground.ts';
import * as queue from './0010-queue.ts';
import * as people from './0020-people.ts';
import * as phishing from './0070-phishing.ts';

/** Every migration by name, in order. A released one is never edited. */
export const migrations: Record<string, Migration> = {
  '0001-ground': ground,
  '0010-queue': queue,
  '0020-people': people,
  '0070-phishing': phishing,
};
