/** A mail server under measure: ours or Dovecot, with the same accounts and the same ports to knock at. */
export type Contender = {
  readonly name: 'vaguemestre' | 'dovecot';
  readonly imapsPort: number;
  readonly lmtpPort: number;
  /** The root of its processes. */
  readonly pid: number;
  readonly addresses: readonly string[];
  /** Where it keeps mail, database included. */
  readonly mail: string;
  stop(): Promise<void>;
  /** After its processes were killed: resolves when it is ready. */
  startAgain?(): Promise<void>;
};

export const password = 'Lettre-de-rentree-2026';
export const domain = 'ac-amiens.test';

/** `personne.0@…`, `personne.1@…`, … */
export function addressesOf(count: number): string[] {
  return Array.from({ length: count }, (_, n) => `personne.${n}@${domain}`);
}
