/** Spellings of the terminals: strings, names, numbers, sets, days. */
import fc from 'fast-check';
import { encodeModifiedUtf7 } from '../../../formats/mailbox-name/modified-utf7.ts';
import { readMailboxName } from '../../../formats/mailbox-name/name.ts';
import { largestNumber, type SequenceRange, type SequenceSet } from './sequence-set.ts';
import { maybe, means, oneOf, phrase, row, type Spelling, word, wordOf } from './spelling.arbitrary.ts';

const atomText = fc.stringMatching(/^[A-Za-z][A-Za-z0-9$&'.:;<=>?@^_`|~-]{0,12}$/).filter(text => !/^nil$/i.test(text));
export const atom: Spelling<string> = atomText.map(value => ({ pieces: [value], value }));
export const capitals: Spelling<string> = means(atom, text => text.toUpperCase());

const anyText = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .filter(text => !text.includes('\0') && text.isWellFormed());
const quote = (value: string) => `"${value.replace(/["\\]/g, '\\$&')}"`;
const quotedOrLiteral = (text: string, literal: boolean): string | Buffer =>
  literal || /[\r\n]/.test(text) ? Buffer.from(text) : quote(text);

export const string: Spelling<string> = fc
  .tuple(anyText, fc.boolean())
  .map(([value, literal]) => ({ pieces: [quotedOrLiteral(value, literal)], value }));

export const astring: Spelling<string> = oneOf(atom, string);

/** Any name, in modified UTF-7: `parseCommand` has to be told `utf8: false`. */
export const mailbox: Spelling<string> = fc
  .tuple(fc.oneof(anyText, fc.constantFrom('inbox', 'INBOX/Projets', 'Éléments envoyés', 'a/b/c')), fc.nat(2))
  .filter(([text]) => readMailboxName(text).kind === 'name')
  .map(([text, form]) => {
    const reading = readMailboxName(text);
    const spelled = encodeModifiedUtf7(text);
    const bare = form === 0 && /^[a-z/&-]+$/i.test(spelled);
    return {
      pieces: [bare ? spelled : quotedOrLiteral(spelled, form === 1)],
      value: reading.kind === 'name' ? reading.name : '',
    };
  });

const integer = (min: number, max: number): Spelling<number> =>
  fc.integer({ min, max }).map(value => ({ pieces: [`${value}`], value }));
export const number = integer(0, 4_294_967_295);
export const nz = integer(1, 4_294_967_295);
export const number64: Spelling<number> = fc
  .bigInt(0n, 9_223_372_036_854_775_807n)
  .map(value => ({ pieces: [`${value}`], value: Math.min(Number(value), Number.MAX_SAFE_INTEGER) }));
const nz64 = integer(1, Number.MAX_SAFE_INTEGER);

const star = word('*', largestNumber);
const rangeOf = (end: Spelling<number>): Spelling<SequenceRange> =>
  oneOf(
    means(end, n => ({ from: n, to: n })),
    means(phrase`${end}:${end}`, ([from, to]) => ({ from, to })),
  );
const rangesOf = (end: Spelling<number>) => row(rangeOf(end), ',', { minLength: 1, maxLength: 5 });
export const knownSet = rangesOf(nz);
export const sequenceSet: Spelling<SequenceSet> = oneOf<SequenceSet>(
  word('$', { kind: 'saved' }),
  means(rangesOf(oneOf(nz, star)), ranges => ({ kind: 'ranges', ranges })),
);

export const flag: Spelling<string> = oneOf(
  atom,
  wordOf(['\\Answered', '\\Flagged', '\\Deleted', '\\Seen', '\\Draft']),
);
export const objectId: Spelling<string> = fc
  .stringMatching(/^[A-Za-z0-9_-]{1,20}$/)
  .map(value => ({ pieces: [value], value }));

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
export const date: Spelling<number> = fc
  .tuple(fc.integer({ min: -719_000, max: 2_900_000 }), fc.boolean())
  .map(([day, quoted]) => {
    const then = new Date(day * 86_400_000);
    const text = `${then.getUTCDate()}-${months[then.getUTCMonth()]}-${`${then.getUTCFullYear()}`.padStart(4, '0')}`;
    return { pieces: [quoted ? `"${text}"` : text], value: day };
  });

export const octetRange = maybe(means(phrase`<${number}.${nz64}>`, ([offset, length]) => ({ offset, length })));
export const partialRange = oneOf(
  means(phrase`${nz}:${nz}`, ([from, to]) => ({ from, to })),
  means(phrase`-${nz}:-${nz}`, ([from, to]) => ({ from: -from, to: -to })),
);

/** Leaves out what is undefined, as the grammar does. */
export function given<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
