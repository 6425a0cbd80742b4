/**
 * Password hashes: argon2id, off the event loop. At most as many at once as the machine has cores, or a storm of
 * sign-ins would hold all its memory.
 */
import { hash, verify } from '@node-rs/argon2';
import { createEstimate, type Estimate } from './estimate.ts';

/** OWASP's second choice for argon2id: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export type Passwords = {
  hash(password: string): Promise<string>;
  verify(hash: string, password: string): Promise<boolean>;
  /** How many guesses a dictionary attack needs, as a power of ten. `words`: what an attacker knows of the person. */
  readonly guesses: Estimate;
  /** Takes as long as a verification: for accounts that do not exist. */
  verifyNothing(password: string): Promise<void>;
};

/** `atOnce`: how many may be computed together; the others wait their turn. */
export function createPasswords(atOnce: number): Passwords {
  let running = 0;
  const waiting: (() => void)[] = [];
  let nothing: Promise<string> | undefined;

  async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (running >= atOnce) await new Promise<void>(resolve => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  }

  return {
    hash: password => inTurn(() => hash(opaque(password), cost)),
    verify: (stored, password) => inTurn(() => verify(stored, opaque(password))),
    guesses: createEstimate(),
    async verifyNothing(password) {
      nothing ??= hash('', cost);
      const stored = await nothing;
      await inTurn(() => verify(stored, password));
    },
  };
}

/**
 * The form two keyboards agree on: composed letters, every space the common one. (OpaqueString of RFC 8265)
 */
function opaque(password: string): string {
  return password.normalize('NFC').replace(/\p{Zs}/gu, ' ');
}
