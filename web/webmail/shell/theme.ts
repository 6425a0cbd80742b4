/** Light or dark: chosen here or on the portal, else the machine's. */
import { useSyncExternalStore } from 'react';
import { createCell } from '../store/watchers.ts';

export type Theme = 'light' | 'dark';

const kept = 'theme';
const cell = createCell<Theme>('light');

export function useTheme(): Theme {
  return useSyncExternalStore(cell.watch, cell.get);
}

/** Puts the theme on when the page opens. */
export function startTheme(): void {
  const chosen = localStorage.getItem(kept);
  const machine = window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  apply(chosen === 'light' || chosen === 'dark' ? chosen : machine);
}

export function turnTheme(theme: Theme): void {
  localStorage.setItem(kept, theme);
  apply(theme);
}

function apply(theme: Theme): void {
  document.documentElement.style.colorScheme = theme;
  cell.set(theme);
}
