/** Searches that a person keeps, and the last ones made: on this machine. */
import { useSyncExternalStore } from 'react';
import { createCell } from '../store/watchers.ts';

const keptName = 'courrier-searches';
const recentName = 'courrier-recent-searches';
const mostRecent = 6;

const kept = createCell<readonly string[]>(read(keptName));
const recent = createCell<readonly string[]>(read(recentName));

function read(name: string): readonly string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(name) ?? '[]');
    return Array.isArray(list) ? list.filter(each => typeof each === 'string') : [];
  } catch {
    return [];
  }
}

export function useKeptSearches(): readonly string[] {
  return useSyncExternalStore(kept.watch, kept.get);
}

export function keepSearch(q: string): void {
  write(keptName, kept, [...kept.get().filter(each => each !== q), q]);
}

export function forgetSearch(q: string): void {
  write(
    keptName,
    kept,
    kept.get().filter(each => each !== q),
  );
}

export function recentSearches(): readonly string[] {
  return recent.get();
}

export function rememberSearch(q: string): void {
  write(recentName, recent, [q, ...recent.get().filter(each => each !== q)].slice(0, mostRecent));
}

/** With the session: the next person at this machine is another. */
export function forgetSearches(): void {
  localStorage.removeItem(recentName);
  recent.set([]);
}

function write(name: string, cell: typeof kept, list: readonly string[]): void {
  localStorage.setItem(name, JSON.stringify(list));
  cell.set(list);
}
