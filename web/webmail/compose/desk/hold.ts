/**
 * A letter is written in one tab at a time: two would take each other's draft for theirs. The browser gives the letter back
 * when a tab closes, however it closes.
 */
export type Hold = {
  /** @returns what gives it back, or null where another tab has it */
  take(key: string): Promise<(() => void) | null>;
};

export function createHold(locks: LockManager | undefined): Hold {
  return {
    async take(key) {
      if (locks === undefined) return () => {};
      return await new Promise(resolve => {
        void locks.request(`courrier-ecrit-${key}`, { ifAvailable: true }, async lock => {
          if (lock === null) return resolve(null);
          await new Promise<void>(release => resolve(release));
        });
      });
    },
  };
}
