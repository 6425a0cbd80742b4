/**
 * The server's side of SCRAM-SHA-256 and SCRAM-SHA-256-PLUS: four messages, after which both sides have proved that they
 * know the password and neither has said it. rfc/5802, rfc/7677; bound to the TLS connection by `tls-exporter` rfc/9266.
 * Who the keys belong to and what a wrong proof costs is the house's affair.
 */
import { saslPrepare } from '../../formats/scram/prepare.ts';
import type { Connection } from './connection.ts';
import { readInitialResponse, readSaslLine, readSaslName } from './sasl.ts';

/** What the house shows to somebody who says a name, and how it hears their proof. */
export type ScramOffer<Proven> = {
  readonly salt: Buffer;
  readonly iterations: number;
  /** Printable, without comma; drawn for this exchange. */
  readonly nonce: string;
  /** @returns who it is, and the server's own proof @throws whatever the house refuses with */
  prove(authMessage: string, proof: Buffer): Promise<{ readonly proven: Proven; readonly signature: Buffer }>;
};

export type ScramDialogue<Proven> = {
  /** One of those offered. */
  readonly mechanism: string;
  readonly connection: Pick<Connection, 'channelBinding'>;
  /** As the client said it, where it did. */
  readonly initial: string | undefined;
  /** Sends a challenge, in base64, and gives the client's line; null when it has ended. */
  ask(challenge: string): Promise<Buffer | string | null>;
  offer(user: string): Promise<ScramOffer<Proven>>;
};

const scramNames = { plain: 'SCRAM-SHA-256', plus: 'SCRAM-SHA-256-PLUS' } as const;

/** The mechanisms offered on a connection under TLS; none where the house has no keys. */
export function scramOffered(
  { scram }: { readonly scram?: unknown },
  connection: Pick<Connection, 'channelBinding'>,
): readonly string[] {
  if (scram === undefined) return [];
  return connection.channelBinding() === undefined ? [scramNames.plain] : [scramNames.plain, scramNames.plus];
}

/** What the client sent is no SCRAM, or somebody between has changed it. */
export class ScramFault extends Error {
  readonly cancelled: boolean;

  constructor(cancelled = false) {
    super(cancelled ? 'cancelled' : 'malformed');
    this.cancelled = cancelled;
  }
}

const maxMessage = 4096;
const maxNonce = 256;

/** @throws ScramFault, and what `ask`, `offer` and `prove` throw */
export async function scram<Proven>(dialogue: ScramDialogue<Proven>): Promise<Proven> {
  const { mechanism, connection } = dialogue;
  const bound: Bound = { plus: mechanism === scramNames.plus, binding: connection.channelBinding() };
  const ask = async (challenge: string) =>
    read(readSaslLine((await dialogue.ask(Buffer.from(challenge).toString('base64'))) ?? '*'));
  const first = readFirst(
    bound,
    dialogue.initial === undefined ? await ask('') : read(readInitialResponse(dialogue.initial)),
  );
  const offer = await dialogue.offer(first.user);
  const nonce = `${first.nonce}${offer.nonce}`;
  const serverFirst = `r=${nonce},s=${offer.salt.toString('base64')},i=${offer.iterations}`;
  const final = await ask(serverFirst);
  const { withoutProof, proof } = readFinal(bound, final, { gs2: first.gs2, nonce });
  const authMessage = `${first.bare},${serverFirst},${withoutProof}`;
  const { proven, signature } = await offer.prove(authMessage, proof);
  const acknowledged = await ask(`v=${signature.toString('base64')}`);
  if (acknowledged !== '') throw new ScramFault();
  return proven;
}

/** `plus`: the mechanism is the one bound to the connection. `binding`: undefined where TLS gives nothing to bind to. */
type Bound = { readonly plus: boolean; readonly binding: Buffer | undefined };
type First = { readonly gs2: string; readonly bare: string; readonly user: string; readonly nonce: string };

/** client-first-message. `m=` would announce an extension that nobody here knows. rfc/5802#7 */
function readFirst({ plus, binding }: Bound, message: string): First {
  const found = /^(([ny]|p=[A-Za-z0-9.-]+),(?:a=([^,]*))?,)(n=([^,]+),r=([\x21-\x2b\x2d-\x7e]+)(?:,.*)?)$/s.exec(
    message,
  );
  if (!found) throw new ScramFault();
  const [, gs2 = '', flag = '', forWhom, bare = '', name = '', nonce = ''] = found;
  // `y`: the client can bind and was not told that this server can. Whoever took the word away sits between. rfc/5802#6
  const bound = plus ? flag === 'p=tls-exporter' : flag === 'n' || (flag === 'y' && binding === undefined);
  const user = saslPrepare(readSaslName(name) ?? '') || undefined;
  if (!bound || user === undefined || nonce.length > maxNonce) throw new ScramFault();
  // Acting for another is nobody's right here.
  if (forWhom && saslPrepare(readSaslName(forWhom) ?? '') !== user) throw new ScramFault();
  return { gs2, bare, user, nonce };
}

/** client-final-message: it repeats how it is bound, and the nonce of both. rfc/5802#7 */
function readFinal(
  { plus, binding }: Bound,
  message: string,
  said: { readonly gs2: string; readonly nonce: string },
): { withoutProof: string; proof: Buffer } {
  const found = /^(c=([A-Za-z0-9+/=]+),r=([^,]+)(?:,.*)?),p=([A-Za-z0-9+/=]+)$/s.exec(message);
  if (!found) throw new ScramFault();
  const [, withoutProof = '', channel = '', nonce, proof = ''] = found;
  const expected = Buffer.concat([Buffer.from(said.gs2), plus ? (binding ?? Buffer.alloc(0)) : Buffer.alloc(0)]);
  if (channel !== expected.toString('base64') || nonce !== said.nonce) throw new ScramFault();
  return { withoutProof, proof: Buffer.from(proof, 'base64') };
}

function read(reading: ReturnType<typeof readSaslLine>): string {
  if (reading.kind !== 'response') throw new ScramFault(reading.kind === 'cancelled');
  if (reading.data.length > maxMessage) throw new ScramFault();
  return reading.data.toString('utf8');
}
