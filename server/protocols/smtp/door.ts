/**
 * What a door of the house does with mail: the boundary between the conversation and the services. The conversation knows
 * verbs and states; the door knows who may send what to whom, and takes the message.
 */
import type { Address } from '../../formats/address/address.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Actor } from '../../services/actor.ts';
import type { TlsInfo } from '../wire/connection.ts';
import type { ScramOffer } from '../wire/scram.ts';
import type { StrayEndings } from './data-reader.ts';
import type { MailParameters } from './grammar/mail-parameters.ts';
import type { RecipientParameters } from './grammar/recipient-parameters.ts';

/** Who is on the other side of the connection. */
export type Client = {
  readonly address: string;
  readonly name: string;
  /** Of the trace line: `ESMTPS`. rfc/3848 */
  readonly protocol: string;
  readonly tls: TlsInfo | undefined;
  readonly actor: Actor | null;
};

/** A recipient the door has agreed to; the door alone knows what is behind it. */
export type DoorRecipient = { readonly address: Address };

export type DoorMessage = {
  readonly sender: Address | null;
  readonly parameters: MailParameters;
  readonly recipients: readonly { readonly recipient: DoorRecipient; readonly parameters: RecipientParameters }[];
  readonly bytes: Buffer;
};

/** What became of a message that was taken: its name in the journal, and the outcome of each recipient in order. */
export type Taken = { readonly trace: string; readonly outcomes: readonly (Refusal | null)[] };

export type Door = {
  readonly kind: 'arrival' | 'submission' | 'lmtp';
  readonly hostName: string;
  /** Postmaster without a domain is at this one. */
  readonly domain: string;
  readonly messageBytes: number;
  readonly strayEndings: StrayEndings;
  /** Signs in. @throws Refusal */
  signIn?(user: string, password: string, client: Client): Promise<Actor>;
  /** Signs in with a token; absent, none is taken. `user` may be empty. @throws Refusal */
  signInToken?(user: string, token: string, client: Client): Promise<Actor>;
  /** Hears proofs of passwords that are not sent; absent, none is heard. */
  scram?(user: string, client: Client): Promise<ScramOffer<Actor>>;
  /** Has `end` called when the account's keys change. @returns takes it off again */
  enter?(actor: Actor, end: () => void): () => void;
  /** The octets a URL means to this person, for BURL; null where it leads nowhere. Absent, BURL is not offered. */
  readUrl?(actor: Actor, url: string): Promise<Buffer | null>;
  /** May this client send in this name, now? @throws Refusal */
  sender(client: Client, sender: Address | null, parameters: MailParameters): Promise<void>;
  /** @throws Refusal */
  recipient(
    client: Client,
    address: Address,
    parameters: MailParameters,
    sender: Address | null,
  ): Promise<DoorRecipient>;
  /** Takes the message: nothing is acknowledged that is not durable. @throws Refusal that holds for all recipients */
  take(client: Client, message: DoorMessage): Promise<Taken>;
};
