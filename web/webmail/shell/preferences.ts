/** How this person likes it, as the pages see it. */
import { useSyncExternalStore } from 'react';
import { createCell } from '../store/watchers.ts';
import { keepPreferences, type Preferences, readPreferences } from './kept-preferences.ts';

const cell = createCell<Preferences>(readPreferences());

export function usePreferences(): Preferences {
  return useSyncExternalStore(cell.watch, cell.get);
}

export function prefer(some: Partial<Preferences>): void {
  const preferences = { ...cell.get(), ...some };
  keepPreferences(preferences);
  cell.set(preferences);
}
