/** Before a message leaves: does it hold the sender's own password or NUMEN? */
import { findCredentials } from '../../store/accounts.ts';
import { readOwnNumen } from '../../store/phishing-own-numen.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { hashNumen } from '../people/secrets.ts';
import { numenCandidates, type OwnSecrets, passwordWords } from './own-password.ts';

/** `tryWords`: whether words are tried as the password (argon2, at most eight) where none is remembered. */
export async function findOwnSecret(
  { store, clock, passwords, keys }: Pick<House, 'store' | 'clock' | 'passwords' | 'keys'>,
  secrets: OwnSecrets,
  actor: Actor,
  text: string,
  tryWords: boolean,
): Promise<'password' | 'numen' | null> {
  const remembered = secrets.holds(actor.accountId, text, clock.now());
  if (remembered === true) return 'password';
  const candidates = numenCandidates(text);
  if (candidates.length > 0) {
    const own = await readOwnNumen(store.database, actor.accountId);
    if (own !== null && candidates.some(candidate => hashNumen(keys, candidate).equals(own))) return 'numen';
  }
  const words = remembered === null && tryWords ? passwordWords(text) : [];
  if (words.length === 0) return null;
  const hash = (await findCredentials(store.database, actor.address))?.passwordHash;
  if (!hash) return null;
  for (const word of words) if (await passwords.verify(hash, word)) return 'password';
  return null;
}
