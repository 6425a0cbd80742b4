/** Marks remembered for a while at one credential version: a new password or state forgets them all at once. */
export type Remembered = {
  has(mark: string, version: number, now: Date): boolean;
  add(mark: string, version: number, now: Date): void;
};

/** Keeps at most `most` marks, the oldest forgotten first. */
export function createRemembered(milliseconds: number, most: number): Remembered {
  const marks = new Map<string, { version: number; until: number }>();
  return {
    has(mark, version, now) {
      const known = marks.get(mark);
      return known !== undefined && known.version === version && known.until > now.getTime();
    },
    add(mark, version, now) {
      if (marks.size >= most) marks.delete(marks.keys().next().value!);
      marks.delete(mark);
      marks.set(mark, { version, until: now.getTime() + milliseconds });
    },
  };
}
