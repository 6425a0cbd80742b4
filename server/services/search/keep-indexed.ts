/** The index of texts, kept near the mail in the background: a search then finds little left to do. */
import { setTimeout as pause } from 'node:timers/promises';
import { listBehind } from '../../store/search-segments.ts';
import type { House } from '../house.ts';
import { indexTexts } from './index-texts.ts';
import { segmentSize } from './segment.ts';

/** Milliseconds between two looks for accounts that are behind. */
const lookEvery = 2000;
const accountsTogether = 20;

/** Begins at once. @returns stops it, when the segment under way is done */
export function keepIndexed(house: Pick<House, 'store' | 'log'>): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;

  async function go(): Promise<void> {
    while (!signal.aborted) {
      let busy = false;
      try {
        const accounts = await listBehind(house.store.database, segmentSize, accountsTogether);
        for (const accountId of accounts) {
          if (signal.aborted) return;
          await indexTexts(house, accountId, segmentSize, signal);
        }
        busy = accounts.length === accountsTogether;
      } catch (error) {
        // What one account's mail does to it must not stop the others for good: the next look tries again.
        house.log.error('search-index-failed', { error: error as Error });
      }
      if (!busy) await pause(lookEvery, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  const going = go();
  return async () => {
    stopping.abort();
    await going;
  };
}
