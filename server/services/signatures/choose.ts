import { Refusal } from '../../model/refusal.ts';
import { putSignatureChoice, type SignatureChoice } from '../../store/signatures.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';

/** Lines a person may add to their signature, and characters in each. */
export const ownLines = { most: 4, length: 100 };

/**
 * What a person adds to their own signature (a telephone, an office), and whether the server signs for them.
 * @throws Refusal bad-message where there are too many lines, or one is too long
 */
export async function chooseSignature(
  { store, clock }: Pick<House, 'store' | 'clock'>,
  actor: Actor,
  { lines, added }: SignatureChoice,
): Promise<void> {
  const kept = lines
    .split(/\r\n|\r|\n/)
    .map(line => line.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim())
    .filter(line => line !== '');
  if (kept.length > ownLines.most || kept.some(line => [...line].length > ownLines.length)) {
    throw new Refusal('bad-message', `at most ${ownLines.most} lines of ${ownLines.length} characters`);
  }
  await putSignatureChoice(store.database, actor.accountId, { lines: kept.join('\n'), added }, clock.now());
}
