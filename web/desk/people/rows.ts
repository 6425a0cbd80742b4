/** Moving among the people found, by the keyboard alone. */

function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-row]')];
}

/** Puts the focus on a row; before the first one, on the search. */
export function focusRow(at: number): void {
  const all = rows();
  if (at < 0) document.querySelector<HTMLElement>('.find-field')?.focus();
  else all[Math.min(at, all.length - 1)]?.focus();
}

/** Arrows, Home and End among the rows. True where the key was one of them. */
export function moveAmongRows(key: string): boolean {
  const all = rows();
  const here = all.indexOf(document.activeElement as HTMLElement);
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: here + 1,
    ArrowUp: here - 1,
    Home: 0,
    End: all.length - 1,
  };
  const to = steps[key];
  if (to === undefined || here < 0) return false;
  focusRow(to);
  return true;
}
