import type { Clock } from '../model/clock.ts';
import type { Log } from '../observe/log.ts';
import type { Store } from '../store/store.ts';
import type { Actor } from './actor.ts';
import type { Directory } from './contacts/directory.ts';
import type { Deliveries } from './delivery/deliveries.ts';
import type { Gate } from './delivery/gate.ts';
import type { Judge } from './delivery/judge.ts';
import type { Filters } from './filters/run.ts';
import type { Views } from './mailboxes/views.ts';
import type { PhishingGuard } from './phishing/guard.ts';
import type { PushService } from './push/push.ts';
import type { Tally } from './queue/reports/tally.ts';
import type { Leaked } from './signing-in/leaked.ts';
import type { Passwords } from './signing-in/passwords.ts';
import type { Presence } from './signing-in/presence.ts';
import type { Scram } from './signing-in/scram.ts';
import type { Attempt, SignIn } from './signing-in/sign-in.ts';
import type { SendingRules } from './submission/rules.ts';

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
  /** Judges, keeps and takes reports of phishing; absent, nobody looks for it. */
  readonly phishing?: PhishingGuard;
  /** Each recipient's own filters; absent, all goes to the inbox. */
  readonly filters?: Filters;
  /** The staff directory, searched by everybody; absent, nobody is found in it. */
  readonly directory?: Directory;
  readonly signIn: SignIn;
  /** Signs in with a token of the house's identity service; absent, no door offers that. */
  readonly signInToken?: SignInToken;
  /** Signs in by proofs of passwords that are never sent; absent, it is switched off and no door offers that. */
  readonly scram?: Scram;
  /** How much people may send, and when that is held; absent, the usual rules. */
  readonly sending?: SendingRules;
  /** The address whose mailbox takes postmaster@ and abuse@; absent, the first administrator's. */
  readonly postmaster?: string;
  /** The support's address; absent, the postmaster's. */
  readonly support?: string;
  /** Days deleted mail can be taken back; absent, the usual number. */
  readonly deletedDays?: number;
  /** Days mail to a full mailbox is put off before it is refused; absent, the usual number. */
  readonly fullDays?: number;
  /** Posts changes to browsers and telephones that subscribed; absent, none may. */
  readonly push?: PushService;
  /** Counts what reports to other domains will say; absent, nothing is counted. */
  readonly tally?: Tally;
  /** Ends open sessions when the keys of an account change; absent, they last until they end by themselves. */
  readonly presence?: Presence;
  /** Populations whose passwords must be renewed each year; absent, they are reminded only. */
  readonly renewal?: { readonly forcedFor: readonly string[] };
  /** Populations and roles that must have a second factor, and how long they may wait; absent, nobody must. */
  readonly factorRule?: { readonly requiredFor: readonly string[]; readonly graceDays: number };
  /** Accounts guessed at by strangers in one hour from which the operator is told; 0: never; absent, the usual number. */
  readonly guessingAlarm?: number;
  /** Is a second proof asked in a recovery, beside NUMEN and birth date? When one is registered, where absent. */
  readonly secondProof?: SecondProof;
  /** Sends a short text to a telephone; absent, no telephone is a second proof. */
  readonly sms?: SendSms;
  readonly passwords: Passwords;
  /** Passwords that leaked elsewhere; absent, none is known. */
  readonly leaked?: Leaked;
  readonly keys: Keys;
  /** Mail domains of this house, lower case; the first is the one new addresses are made in. */
  readonly domains: readonly string[];
  /** The name this host goes by in greetings and trace lines. */
  readonly hostName: string;
  /** Bytes from a cryptographic source: an argument, so that a test owns them. */
  readonly random: (bytes: number) => Buffer;
  readonly limits: Limits;
};

/** @throws Refusal as `SignIn`; bad-credentials for a token that is not, or no longer, good */
export type SignInToken = (attempt: Omit<Attempt, 'password'> & { readonly token: string }) => Promise<Actor>;

export type SecondProof = 'registered' | 'always' | 'never';

/** @param number as `+33612345678`. @throws Error where the gateway does not take it */
export type SendSms = (number: string, text: string) => Promise<void>;

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
