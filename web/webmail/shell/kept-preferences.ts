/** How this person likes it on this machine, as it was chosen last. */
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

export function readPreferences(): Preferences {
  try {
    return { ...usual, ...(JSON.parse(localStorage.getItem(kept) ?? '{}') as Partial<Preferences>) };
  } catch {
    // Written by a hand or an older page: the usual ones are right.
    return usual;
  }
}

export function keepPreferences(preferences: Preferences): void {
  localStorage.setItem(kept, JSON.stringify(preferences));
}
