/** What the judge is told beside the message: all of it data, gathered before, so that the judgement itself is pure. */
import type { KnownDomains } from '../../formats/phishing/domains.ts';

export type AuthenticationResult = 'pass' | 'fail' | 'softfail' | 'neutral' | 'none' | 'temperror' | 'permerror';

/** Results of rfc/8601#2.7; `dkim` holds one entry a signature. */
export type Authentication = {
  readonly spf: AuthenticationResult;
  readonly dkim: readonly { readonly result: AuthenticationResult; readonly domain: string }[];
  readonly dmarc: AuthenticationResult;
  readonly arc: AuthenticationResult;
};

/** A person of the house, by the name others would borrow. */
export type KnownPerson = {
  readonly addresses: readonly string[];
  /** Head of a school or of a service: whose wishes are quickly fulfilled. */
  readonly superior: boolean;
};

/** What the house knows, the same for every message for some minutes. */
export type HouseFacts = {
  /** Mail domains of the house, lower case. */
  readonly domains: readonly string[];
  /** The house first, then the State, banks, carriers: the operator's list. */
  readonly known: KnownDomains;
  /** What the house and its offices call themselves, folded (`foldLetters`): `rectorat`, `support informatique`. */
  readonly names: readonly string[];
  /** By `nameKey`. */
  readonly people: ReadonlyMap<string, KnownPerson>;
  /** Hosts that shorten addresses, or carry pages and forms of anybody. */
  readonly shorteners: ReadonlySet<string>;
  readonly openHosts: ReadonlySet<string>;
  readonly freeMail: ReadonlySet<string>;
  readonly blocks: Blocks;
};

/** What analysts have shut out. */
export type Blocks = {
  readonly senders: ReadonlySet<string>;
  readonly domains: ReadonlySet<string>;
  readonly links: ReadonlySet<string>;
  readonly fingerprints: readonly bigint[];
};

/** What is known of the sender's past with the house. */
export type SenderFacts = {
  /** `first`: this address never wrote here; `unknown`: nobody kept count. */
  readonly contact: 'known' | 'first' | 'unknown';
  /** Messages of this address, and how many of them were authenticated. */
  readonly messages: number;
  readonly authenticated: number;
};

/** The conversation a message claims to answer, where it is one of this house. */
export type ThreadFacts = { readonly participants: readonly string[] };

export type Context = {
  /** Null: the null sender. */
  readonly sender: string | null;
  readonly recipients: readonly string[];
  /** Sent by a signed-in person of the house, through one of its own doors. */
  readonly inside: boolean;
  /** Null where nothing was checked: an old mail, an import. */
  readonly authentication: Authentication | null;
  readonly house: HouseFacts;
  readonly from: SenderFacts;
  readonly thread: ThreadFacts | null;
};
