/**
 * Which new passwords the house takes (R15–R17), as a pure rule: what it is made of (shared with the browser), no
 * reference to the person, nothing common. Each verdict has its sentence. The one about personal references stays
 * generic: it must not tell which of them was met, or guessing a password would reveal a birth date (R32).
 */
import { type CompositionRule, compose, passwordLengths } from '@vaguemestre/contract/password-composition.ts';
import { commonWords } from './common-passwords.ts';

/** What the house knows of the person, in clear, for the time of the check. */
export type PersonalReferences = {
  /** Names, school, town, address, function: split into words here. */
  readonly words: readonly string[];
  /** `YYYY-MM-DD`; null where unknown. */
  readonly birthDate: string | null;
  /** Typed just now by the person; null where it was not asked. */
  readonly numen: string | null;
};

export type PasswordRuleName =
  | CompositionRule
  | 'too-long'
  | 'personal'
  | 'common'
  | 'monotonous'
  | 'guessable'
  | 'leaked'
  | 'former';

export type PasswordVerdict = { readonly rule: PasswordRuleName; readonly sentence: { fr: string; en: string } };

/** Every rule that the password does not meet, in the order a person reads them; empty where it is taken. */
export function judgePassword(
  password: string,
  about: PersonalReferences,
  least: number = passwordLengths.least,
): PasswordVerdict[] {
  const failed: PasswordRuleName[] = [];
  const composition = compose(password, least);
  if ([...password].length > passwordLengths.most) failed.push('too-long');
  else if (composition.met === null) failed.push(...composition.rules.filter(each => !each.ok).map(each => each.rule));
  if (personal(password, about)) failed.push('personal');
  if (common(password)) failed.push('common');
  else if (monotonous(password)) failed.push('monotonous');
  return failed.map(rule => ({ rule, sentence: sentences(least)[rule] }));
}

/** For what the pure rule cannot find: a password used before, one that a dictionary leads to. */
export function otherVerdict(rule: 'former' | 'guessable' | 'leaked'): PasswordVerdict {
  return { rule, sentence: sentences(0)[rule] };
}

function sentences(least: number): Record<PasswordRuleName, { fr: string; en: string }> {
  return {
    length: { fr: `Au moins ${least} caractères.`, en: `At least ${least} characters.` },
    lower: { fr: 'Une lettre minuscule.', en: 'A lower-case letter.' },
    upper: { fr: 'Une lettre majuscule.', en: 'An upper-case letter.' },
    digit: { fr: 'Un chiffre.', en: 'A digit.' },
    special: {
      fr: 'Un caractère spécial : ponctuation, signe, espace.',
      en: 'A special character: punctuation, sign, space.',
    },
    'too-long': {
      fr: `Au plus ${passwordLengths.most} caractères.`,
      en: `At most ${passwordLengths.most} characters.`,
    },
    personal: {
      fr: 'Aucune référence à vous : nom, date de naissance, établissement, NUMEN, adresse, même déguisés.',
      en: 'No reference to you: name, birth date, school, NUMEN, address, even in disguise.',
    },
    common: {
      fr: 'Ce mot de passe est trop répandu : il figure parmi les premiers qu’un pirate essaie.',
      en: 'This password is too common: it is among the first an attacker tries.',
    },
    guessable: {
      fr: 'Trop facile à deviner : réunissez des mots sans lien entre eux, ou ajoutez des caractères.',
      en: 'Too easy to guess: put together words that have nothing to do with each other, or add characters.',
    },
    leaked: {
      fr: 'Ce mot de passe a fui d’un autre site : il circule parmi les pirates.',
      en: 'This password leaked from another site: attackers have it.',
    },
    former: {
      fr: 'Différent de celui d’aujourd’hui et des trois précédents.',
      en: 'Different from the present one and the three before.',
    },
    monotonous: {
      fr: 'Trop de répétitions ou de suites (aaaa, 1234) : variez les caractères.',
      en: 'Too many repetitions or runs (aaaa, 1234): vary the characters.',
    },
  };
}

const disguises: Record<string, string> = {
  '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '6': 'g', '7': 't', '8': 'b', '9': 'g',
  '@': 'a', '$': 's', '€': 'e', '!': 'i', '|': 'l', '£': 'l', '+': 't',
}; // biome-ignore format: one look

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('œ', 'oe').replaceAll('æ', 'ae');
}

/** As folded, then with the signs that stand for letters taken for them: `1` is read both as i and as l. */
function readings(password: string): string[] {
  const folded = fold(password);
  const worn = folded.replace(/[0-9@$€!|£+]/g, sign => disguises[sign] ?? sign);
  const other = folded.replaceAll('1', 'l').replace(/[0-9@$€!|£+]/g, sign => disguises[sign] ?? sign);
  return [folded, worn, other];
}

function personal(password: string, about: PersonalReferences): boolean {
  const words = about.words.flatMap(text => fold(text).split(/[^a-z0-9]+/));
  const whole = about.words.map(text => fold(text).replace(/[^a-z0-9]+/g, ''));
  const wanted = new Set([...words, ...whole].filter(word => word.length >= 3 && !plainWords.has(word)));
  for (const reading of readings(password)) {
    const letters = reading.replace(/[^a-z0-9]+/g, '');
    const tokens = new Set(reading.split(/[^a-z]+/));
    for (const word of wanted) {
      for (const way of [word, [...word].reverse().join('')]) {
        // Three letters are found inside honest words: they count only when they stand alone.
        if (way.length === 3 ? tokens.has(way) : letters.includes(way)) return true;
      }
    }
  }
  const plain = fold(password).replace(/[^a-z0-9]+/g, '');
  if (about.numen !== null && plain.includes(fold(about.numen))) return true;
  return about.birthDate !== null && dateForms(about.birthDate).some(form => plain.includes(form));
}

/** Words of names of schools and functions that say nothing of anybody. */
const plainWords = new Set(
  'des les aux sur sous pour par avec dans saint sainte ecole college lycee professionnel rectorat direction principal academie professeur professeure langue technique histoire histoires monsieur madame test com net org'.split(
    ' ',
  ),
);

const months = 'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre'.split(' ');

/** The usual writings of a birth date, without what parts its numbers. */
function dateForms(date: string): string[] {
  const [year = '', month = '', day = ''] = date.split('-');
  const short = year.slice(2);
  const [m, d] = [String(Number(month)), String(Number(day))];
  const name = months[Number(month) - 1] ?? '';
  return [
    day + month + year,
    day + month + short,
    d + m + year,
    month + day + year,
    year + month + day,
    short + month + day,
    year + day + month,
    day + name + year,
    d + name,
    name + year,
    year,
  ].filter(form => form.length >= 4);
}

/** Nothing but common words, once what decorates them is put off. */
function common(password: string): boolean {
  // The year and the mark at the end are decoration, not disguise: « M0tdepasse2024! » is motdepasse.
  const bare = fold(password).replace(/^[^a-z]+|[^a-z]+$/g, '');
  return readings(bare).some(reading => {
    const words = reading.split(/[^a-z]+/).filter(word => word !== '');
    const joined = words.join('');
    return words.length > 0 && (commonWords.has(joined) || words.every(word => commonWords.has(word)));
  });
}

/** Fewer than six different characters, or more than half of it in runs of one step (aaaa, 1234, dcba). */
function monotonous(password: string): boolean {
  const points = [...password.toLowerCase()].map(character => character.codePointAt(0)!);
  if (points.length === 0) return false;
  if (new Set(points).size < 6) return true;
  let inRuns = 0;
  for (let at = 2; at < points.length; at += 1) {
    const step = points[at]! - points[at - 1]!;
    if (Math.abs(step) <= 1 && step === points[at - 1]! - points[at - 2]!) inRuns += 1;
  }
  return inRuns > points.length / 2;
}
