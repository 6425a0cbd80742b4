/**
 * Letters in batches (R5): for a school, for those announced since a day, or for one person. Each gets a fresh provisional
 * password, which makes an older letter worthless; the PDF goes to whoever asked and is kept nowhere.
 */
import { readFile } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { composeLetters, type Letter, type Letterforms, type LetterHouse } from '../../formats/letter/compose.ts';
import { parisDate } from '../../model/clock.ts';
import { Refusal } from '../../model/refusal.ts';
import { type Addressee, type Choice, insertLetter, listAddressees } from '../../store/letters.ts';
import { provision } from '../accounts/provision.ts';
import { record } from '../audit/record.ts';
import type { House } from '../house.ts';
import type { Operator } from '../people/authority.ts';
import { requireAct } from '../people/permissions.ts';

export type PrintOptions = {
  readonly validDays: number;
  /** Replaces letters that still hold; else only those who have none get one. */
  readonly again?: boolean;
};

type Parts = Pick<House, 'store' | 'clock' | 'random' | 'passwords' | 'log'>;

/** Passwords hashed at once ahead of the page being written. */
const ahead = 4;

/**
 * Writes the batch into `out`. A secretary prints for their own school; a whole house or one person is asked by the
 * administrators and the support.
 * @returns how many letters
 * @throws Refusal not-permitted; policy where one person was meant who is activated already, or shut
 */
export async function printLetters(
  house: Parts,
  operator: Operator,
  choice: Choice,
  about: LetterHouse,
  options: PrintOptions,
  out: Writable,
): Promise<number> {
  const now = house.clock.now();
  const found = await listAddressees(house.store.database, choice, now, parisDate(now));
  const uai = choice.kind === 'school' ? choice.uai : choice.kind === 'account' ? (found[0]?.uai ?? '') : '';
  requireAct(operator, 'print-letters', uai);
  if (choice.kind === 'account' && found.length === 0) throw new Refusal('policy', 'activated or shut');
  const again = options.again === true || choice.kind === 'account';
  const chosen = found.filter(each => again || !each.hasLetter);
  const count = await composeLetters(about, makeLetters(house, operator, chosen, options), await letterforms(), out);
  const act = {
    kind: 'letters-printed',
    actor: operator,
    subject: choice.kind === 'account' ? choice.accountId : null,
    facts: { letters: count, school: choice.kind === 'school' ? choice.uai : null },
  } as const;
  await house.store.database.transaction(tx => record(tx, house, act));
  house.log.info('letters-printed', { letters: count });
  return count;
}

async function* makeLetters(
  house: Parts,
  operator: Operator,
  addressees: readonly Addressee[],
  { validDays }: PrintOptions,
): AsyncGenerator<Letter> {
  const waiting: Promise<Letter>[] = [];
  for (const addressee of addressees) {
    const letter = makeLetter(house, operator, addressee, validDays);
    // Its failure is told when its page comes.
    letter.catch(() => {});
    waiting.push(letter);
    if (waiting.length >= ahead) yield await waiting.shift()!;
  }
  for (const letter of waiting) yield await letter;
}

async function makeLetter(house: Parts, operator: Operator, to: Addressee, validDays: number): Promise<Letter> {
  const { password, until } = await provision(house, operator, to.accountId, { validDays, uai: to.uai });
  const at = house.clock.now();
  const by = operator === 'console' ? null : operator.accountId;
  await insertLetter(house.store.database, { accountId: to.accountId, at, by, uai: to.uai });
  const { title, givenName, familyName, schoolName, town, address } = to;
  return {
    ...{ title, givenName, familyName, schoolName, town, address, password },
    validUntil: parisDate(until),
    madeOn: parisDate(at),
    proof: to.hasNumen ? 'numen' : 'birth-date',
  };
}

/** Atkinson Hyperlegible, drawn so that no two letters are taken for each other; SIL Open Font License. */
async function letterforms(): Promise<Letterforms> {
  const read = (family: string, weight: number) =>
    readFile(fileURLToPath(import.meta.resolve(`@fontsource/${family}/files/${family}-latin-${weight}-normal.woff`)));
  const [regular, bold, fixed] = await Promise.all([
    read('atkinson-hyperlegible', 400),
    read('atkinson-hyperlegible', 700),
    read('atkinson-hyperlegible-mono', 700),
  ]);
  return { regular, bold, fixed };
}
