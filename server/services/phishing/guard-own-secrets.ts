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

/** What the sender is told. */
export const ownSecretSentences = {
  password: {
    fr: 'Votre message contient votre propre mot de passe : il n’est pas parti. Personne, pas même l’administration, ne doit le connaître. Retirez-le, et si quelqu’un vous l’a demandé, signalez-le.',
    en: 'Your message holds your own password: it was not sent. Nobody, not even the administration, may know it. Take it out, and if somebody asked for it, report them.',
  },
  numen: {
    fr: 'Votre message contient votre NUMEN : il n’est pas parti. Ce numéro ouvre votre dossier de carrière ; l’administration ne le demande jamais par courriel.',
    en: 'Your message holds your NUMEN: it was not sent. This number opens your career file; the administration never asks for it by mail.',
  },
} as const;
