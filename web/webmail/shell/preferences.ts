/** How this person likes it, as the pages see it. */
import { useSyncExternalStore } from 'react';
import { createCell } from '../store/watchers.ts';
import { keepPreferences, type Preferences, readPreferences } from './kept-preferences.ts';

<<<<<<< HEAD
const cell = createCell<Preferences>(readPreferences());
=======
export type Preferences = {
  readonly density: 'airy' | 'dense';
  /** Rows are conversations. */
  readonly gathered: boolean;
  /** Keys without a modifier act: off for who dictates. */
  readonly singleKeys: boolean;
  /** A notification of the computer for mail that arrives. */
  readonly notify: boolean;
};

const kept = 'courrier-preferences';
const usual: Preferences = { density: 'airy', gathered: false, singleKeys: true, notify: false };

const cell = createCell<Preferences>(read());

function read(): Preferences {
  try {
    return { ...usual, ...(JSON.parse(localStorage.getItem(kept) ?? '{}') as Partial<Preferences>) };
  } catch {
    // Written by a hand or an older page: the usual ones are right.
    return usual;
  }
}
>>>>>>> main

export function usePreferences(): Preferences {
  return useSyncExternalStore(cell.watch, cell.get);
}

export function prefer(some: Partial<Preferences>): void {
  const preferences = { ...cell.get(), ...some };
  keepPreferences(preferences);
  cell.set(preferences);
}
