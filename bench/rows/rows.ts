/** Every row, in the order of the work: people come for the first time, some stay, mail comes in, is appended, then read. */
import { append } from './append.ts';
import { firstVisits, idle, laterVisits } from './connections.ts';
import { oneToMany, oneToOne, toIdling } from './deliveries.ts';
import { bodies, body, envelope, flags, select, store, structure } from './reading.ts';
import type { Row } from './row.ts';
import { searchFirst, searchLater } from './searching.ts';

export const rows: readonly Row[] = [
  firstVisits,
  idle,
  oneToOne,
  oneToMany,
  append,
  searchFirst,
  searchLater,
  select,
  flags,
  envelope,
  structure,
  store,
  body,
  bodies,
  laterVisits,
  toIdling,
];
