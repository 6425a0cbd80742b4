/** The settings that the years of an account obey. */
export type LifeRules = {
  /** Days before the closing on which the person is reminded, descending (R27). */
  readonly reminderDays: readonly number[];
  /** `strict`: after the last day of service the mailbox serves reading and exporting only (R26). */
  readonly departure: 'open' | 'strict';
  /** Days after the closing during which senders are told that the person has left. */
  readonly farewellDays: number;
  /** Days after the closing from which mail is eliminated without an archives visa; null: never without. */
  readonly eliminationDays: number | null;
};

export const usualLife: LifeRules = {
  reminderDays: [30, 15, 7, 3, 1],
  departure: 'open',
  farewellDays: 365,
  eliminationDays: null,
};
