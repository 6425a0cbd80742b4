/**
 * One message on its way in. A small one is held until it is whole; of a large one each piece goes to the store as it
 * comes, so that a session holds little of it whatever its size. One that is given up leaves nothing behind.
 */
import { mostCondensed } from '../../formats/message/condense.ts';
import { Refusal } from '../../model/refusal.ts';
import type { House } from '../../services/house.ts';
import { type KeptMessage, keepMessage, keepPieces } from '../../services/mailboxes/append.ts';
import { createHandOver, type HandOver } from '../wire/hand-over.ts';

/** A message of so many octets is held whole. */
const heldWhole = 128 * 1024;
/** Octets of one message that are in memory at most: its condensed copy, and what the store has under way. */
export const mostHeld = mostCondensed + 1024 * 1024;

export type MessageIntake = {
  /** Octets that have come. */
  readonly octets: number;
  /** Octets that have come and that the store has not taken. */
  readonly held: number;
  /** Takes the next octets; resolves when there is room for more. @throws Refusal message-too-large */
  add(piece: Buffer): Promise<void>;
  /** The bytes are durable when it resolves. @throws Refusal bad-message, disk-full */
  keep(): Promise<KeptMessage>;
  /** Forgets what has come. */
  abandon(): Promise<void>;
};

/** @param mayBeWrapped see `wrapper` */
export function createMessageIntake(house: Pick<House, 'store' | 'limits'>, mayBeWrapped: boolean): MessageIntake {
  let octets = 0;
  let pieces: Buffer[] = [];
  let stream: { handOver: HandOver; kept: Promise<KeptMessage> } | null = null;
  let giving = 0;
  /** The last octet, held back while it may be the parenthesis of a wrapper. */
  let last: Buffer | null = null;

  async function startStream(): Promise<void> {
    const handOver = createHandOver();
    const kept = keepPieces(house, handOver.pieces);
    // Whether it could be kept is asked at the end; until then a failure waits, and what still comes is thrown away.
    kept.catch(() => {});
    stream = { handOver, kept };
    const start = Buffer.concat(pieces.splice(0));
    const wrapped = mayBeWrapped && beginsWrapped(start);
    if (wrapped) last = none;
    await give(wrapped ? start.subarray(wrapper.length) : start);
  }

  async function give(piece: Buffer): Promise<void> {
    const next = last === null ? piece : Buffer.concat([last, piece]);
    const now = last === null ? next : next.subarray(0, -1);
    if (last !== null) last = Buffer.from(next.subarray(-1));
    giving = now.length;
    if (now.length > 0) await stream!.handOver.give(now);
    giving = 0;
  }

  return {
    get octets() {
      return octets;
    },
    get held() {
      return stream === null ? octets : giving;
    },
    async add(piece) {
      octets += piece.length;
      if (octets > house.limits.messageBytes) throw new Refusal('message-too-large');
      if (stream !== null) return await give(piece);
      pieces.push(piece);
      if (octets > heldWhole) await startStream();
    },
    async keep() {
      if (octets === 0) throw new Refusal('bad-message', 'no octets');
      if (stream === null) {
        const bytes = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces, octets);
        pieces = [];
        return await keepMessage(house, mayBeWrapped && bytes.at(-1) === closing ? unwrapped(bytes) : bytes);
      }
      if (last !== null && last[0] !== closing) await stream.handOver.give(last);
      stream.handOver.end();
      return await stream.kept;
    },
    async abandon() {
      pieces = [];
      if (stream === null) return;
      stream.handOver.fail(new Error('given up'));
      await stream.kept.catch(() => {});
    },
  };
}

/**
 * Python's imaplib, once it has enabled UTF8=ACCEPT, puts the syntax of rfc/6855#4 inside the literal instead of around
 * it. No message begins like that.
 */
const wrapper = Buffer.from('UTF8 (');
const closing = 0x29;
const none = Buffer.alloc(0);

const beginsWrapped = (bytes: Buffer) => bytes.subarray(0, wrapper.length).equals(wrapper);
const unwrapped = (bytes: Buffer) => (beginsWrapped(bytes) ? bytes.subarray(wrapper.length, -1) : bytes);
