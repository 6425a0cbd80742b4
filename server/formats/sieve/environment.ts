/**
 * All a script may know beside the message. The interpreter waits for nothing: what takes a look into a store is a
 * question, and where the answer is not at hand yet the run is given up, the answer fetched, and the run begun again;
 * it comes to the same place, since nothing has been done meanwhile.
 */
import type { CompiledScript } from './compile.ts';

export type Envelope = {
  /** The reverse path without brackets; '' for a bounce. */
  readonly from: string;
  /** The address this message was accepted for. */
  readonly to: string;
  /** DSN and DELIVERBY parameters as given, by the name of the envelope part: notify, ret, orcpt, envid, bymode… RFC 6009 */
  readonly parameters: Readonly<Record<string, string>>;
};

export type Question =
  | { readonly kind: 'mailbox-exists'; readonly name: string }
  | { readonly kind: 'mailbox-id-exists'; readonly id: string }
  /** Without a mailbox: does any mailbox have this use? */
  | { readonly kind: 'special-use-exists'; readonly use: string; readonly mailbox: string | null }
  /** Without a mailbox: of the server. */
  | { readonly kind: 'metadata'; readonly mailbox: string | null; readonly name: string }
  | { readonly kind: 'list-exists'; readonly list: string }
  | { readonly kind: 'list-member'; readonly list: string; readonly value: string }
  | { readonly kind: 'duplicate'; readonly handle: string; readonly uniqueId: string }
  | { readonly kind: 'script'; readonly location: 'personal' | 'global'; readonly name: string };

export type Answer<Asked extends Question> = Asked extends { kind: 'metadata' }
  ? string | null
  : Asked extends { kind: 'script' }
    ? CompiledScript | null
    : boolean;

export type SieveEnvironment = {
  readonly now: Date;
  /** Minutes east of UTC where the owner lives, at that instant. */
  zoneAt(instant: Date): number;
  readonly envelope: Envelope;
  /** `items` of rfc/5183#4: domain, host, location, name, phase, version, remote-host, remote-ip; and those of rfc/6785#4. */
  readonly items: Readonly<Record<string, string>>;
  /** Filled in by the judge of arriving mail: null where it did not look. Spam in percent; a virus from 1 (none) to 5. */
  readonly spamPercent: number | null;
  readonly virusLevel: number | null;
  /** Delivery, or an event of an IMAP session (rfc/6785#2), where some actions make no sense. */
  readonly occasion: 'delivery' | 'imap';
  /** Flags the message has already; none at delivery. */
  readonly flags: readonly string[];
  /** The answer, or undefined where it has to be fetched first. */
  ask<Asked extends Question>(question: Asked): Answer<Asked> | undefined;
};
