/**
 * What a password must be made of (R15), as a pure rule that browser and server share: twelve characters of four
 * classes, or the CNIL's equivalents: fourteen of three classes, or a phrase of seven words.
 */

export const passwordLengths = { least: 12, administrator: 16, threeClasses: 14, phraseWords: 7, most: 200 } as const;

export type CompositionRule = 'length' | 'lower' | 'upper' | 'digit' | 'special';

export type Composition = {
  /** Which of the three ways is met; null where none is. */
  readonly met: 'four-classes' | 'three-classes' | 'phrase' | null;
  /** Each rule of the first way, in the order a person reads them. */
  readonly rules: readonly { readonly rule: CompositionRule; readonly ok: boolean }[];
};

/** `least`: characters of the first way, more for administrators. */
export function compose(password: string, least: number = passwordLengths.least): Composition {
  const length = [...password].length;
  const classes = [
    { rule: 'lower', ok: /\p{Ll}/u.test(password) },
    { rule: 'upper', ok: /\p{Lu}/u.test(password) },
    { rule: 'digit', ok: /\p{Nd}/u.test(password) },
    { rule: 'special', ok: /[^\p{L}\p{M}\p{Nd}]/u.test(password) },
  ] as const;
  const rules = [{ rule: 'length' as const, ok: length >= least }, ...classes];
  return { met: length > passwordLengths.most ? null : way(), rules };

  function way(): Composition['met'] {
    if (rules.every(each => each.ok)) return 'four-classes';
    const three = classes.filter(each => each.ok).length >= 3;
    if (three && length >= Math.max(passwordLengths.threeClasses, least)) return 'three-classes';
    const words = new Set(
      password
        .toLowerCase()
        .split(/[^\p{L}\p{M}]+/u)
        .filter(word => word.length >= 2),
    );
    return words.size >= passwordLengths.phraseWords ? 'phrase' : null;
  }
}

/** Characters of a provisional password: no 0 O o, 1 l I i, nor letters that handwriting confuses. */
export const provisionalAlphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789';

/** A provisional password as typed, without the hyphens and spaces that part it on the letter. */
export function plainProvisional(typed: string): string {
  return typed.replace(/[\s\u2010-\u2015-]/g, '');
}
