/** The ways into an account. */
export type Door = 'imap' | 'submission' | 'sieve' | 'portal' | 'jmap' | 'dav';
