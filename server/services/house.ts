import type { Clock } from '../model/clock.ts';
import type { Log } from '../observe/log.ts';
import type { Store } from '../store/store.ts';
import type { Deliveries } from './delivery/deliveries.ts';
import type { Gate } from './delivery/gate.ts';
import type { Judge } from './delivery/judge.ts';
import type { Filters } from './filters/run.ts';
import type { Views } from './mailboxes/views.ts';
import type { SignInToken } from './oidc/sign-in-token.ts';
import type { Passwords } from './signing-in/passwords.ts';
import type { Presence } from './signing-in/presence.ts';
import type { SignIn } from './signing-in/sign-in.ts';

/**
 * What every service may need, handed down from main.ts. A service names the parts it uses:
 * `append({ store, clock }: Pick<House, 'store' | 'clock'>, …)`.
 */
export type House = {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** The shared in-memory views of selected mailboxes. */
  readonly views: Views;
  readonly deliveries: Deliveries;
  /** Judges mail from outside; absent, all is taken for what it says it is. */
  readonly judge?: Judge;
  /** Turns away known spammers and asks strangers to come back; absent, all may knock. */
  readonly gate?: Gate;
  /** Each recipient's own filters; absent, all goes to the inbox. */
  readonly filters?: Filters;
  readonly signIn: SignIn;
  /** Signs in by a token that the portal gave a mail program; absent, none is taken. */
  readonly signInToken?: SignInToken;
  /** Ends open sessions when the keys of an account change; absent, they last until they end by themselves. */
  readonly presence?: Presence;
  readonly passwords: Passwords;
  readonly keys: Keys;
  /** Mail domains of this house, lower case; the first is the one new addresses are made in. */
  readonly domains: readonly string[];
  /** The name this host goes by in greetings and trace lines. */
  readonly hostName: string;
  /** Bytes from a cryptographic source: an argument, so that a test owns them. */
  readonly random: (bytes: number) => Buffer;
  readonly limits: Limits;
};

/** Secrets of the house, 32 octets each. */
export type Keys = {
  /** Seals birth dates and other columns, and blobs where the operator chose so. */
  readonly file: Buffer;
  /** Hashes NUMENs. */
  readonly numen: Buffer;
};

/** Bounds that services enforce, from the settings. */
export type Limits = {
  /** Largest message, octets. */
  readonly messageBytes: number;
  readonly mailboxesPerAccount: number;
  /** Longest mailbox name, characters, and deepest nesting. */
  readonly mailboxNameLength: number;
  readonly mailboxDepth: number;
  /** Keywords one message may bear, beside system flags. */
  readonly keywordsPerMessage: number;
  /** Room of a new account, octets. */
  readonly quotaBytes: number;
};
