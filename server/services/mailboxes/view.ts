/**
 * The shared in-memory view of one mailbox: typed arrays of UIDs, modseqs, flag bits and email numbers, by ascending
 * UID. One for all sessions of this process that have it selected; a session keeps only what it has told its client.
 *
 * `uids` is append-only: while messages only arrive, the same buffer serves and a session remembers how many of it it
 * has told. When messages go, the view takes a new buffer, and a session holds on to the old one until it has told its
 * client. So an idle session costs two words, and a session with news to tell costs one old array.
 */
import type { ModSeq } from '../../model/change.ts';
import type { EmailId } from '../../model/email.ts';
import type { MailboxId, Uid } from '../../model/mailbox.ts';
import type { Placement } from '../../store/placements.ts';

const firstCapacity = 64;

export class MailboxView {
  readonly mailboxId: MailboxId;
  /** How many of the arrays' places are in use. */
  count = 0;
  uids = new Uint32Array(firstCapacity);
  modseqs = new Float64Array(firstCapacity);
  flags = new Uint8Array(firstCapacity);
  emailIds = new Float64Array(firstCapacity);
  /** How the account writes its keywords, by their lower case; shared by all its views. */
  readonly spellings: ReadonlyMap<string, string>;
  /** The largest modseq of any message here, or of any that left. rfc/7162#3.1.2.1 */
  highestModSeq: ModSeq;
  /** Sets of keywords in use, by the number that `keywordSets` holds: most mailboxes have a handful. */
  readonly #sets: (readonly string[])[] = [[]];
  readonly #setNumbers = new Map<string, number>([['', 0]]);
  #keywordSets = new Uint16Array(firstCapacity);

  /** `room`: how many messages are about to be put in. */
  constructor(
    mailboxId: MailboxId,
    highestModSeq: ModSeq,
    room = 0,
    spellings: ReadonlyMap<string, string> = new Map(),
  ) {
    this.mailboxId = mailboxId;
    this.spellings = spellings;
    this.highestModSeq = highestModSeq;
    if (room > firstCapacity) this.#resize(room + (room >>> 3));
  }

  /** The place of a UID, or -1. */
  indexOf(uid: number): number {
    const index = this.firstFrom(uid);
    return index < this.count && this.uids[index] === uid ? index : -1;
  }

  /** The place of the first UID that is at least `uid`; `count` where there is none. */
  firstFrom(uid: number): number {
    return lowerBound(this.uids, this.count, uid);
  }

  uidAt(index: number): Uid {
    return this.uids[index] as Uid;
  }

  emailIdAt(index: number): EmailId {
    return this.emailIds[index] as EmailId;
  }

  keywordsAt(index: number): readonly string[] {
    return this.#sets[this.#keywordSets[index]!]!;
  }

  /** A number that stands for the keywords of a message: equal numbers, equal keywords. */
  keywordSetAt(index: number): number {
    return this.#keywordSets[index]!;
  }

  /** Raised when a set of keywords is met for the first time: until then `keywords()` says nothing new. */
  get keywordSetCount(): number {
    return this.#sets.length;
  }

  /** Every keyword that some message here bears, or has borne since the view was opened. */
  keywords(): string[] {
    return [...new Set(this.#sets.flat())].sort();
  }

  /** Takes in placements made or changed, by ascending UID, then those that are gone. */
  apply(placements: readonly Placement[], gone: readonly { uid: Uid; modseq: ModSeq }[]): void {
    for (const placement of placements) this.#put(placement);
    if (gone.length > 0) this.#remove(gone);
  }

  #put(placement: Placement): void {
    if (placement.modseq > this.highestModSeq) this.highestModSeq = placement.modseq;
    const last = this.count - 1;
    const index = last >= 0 && this.uids[last]! < placement.uid ? this.count : this.firstFrom(placement.uid);
    const known = index < this.count && this.uids[index] === placement.uid;
    // A change already seen says nothing new; one behind a later change must not win over it.
    if (known && this.modseqs[index]! > placement.modseq) return;
    if (!known) {
      // UIDs ascend, so news come at the end; an older one only after a refresh that overtook another.
      if (index < this.count) this.#open(index);
      else if (this.count === this.uids.length) this.#resize(this.count * 2);
      this.uids[index] = placement.uid;
      this.emailIds[index] = placement.emailId;
      this.count += 1;
    }
    this.modseqs[index] = placement.modseq;
    this.flags[index] = placement.flags;
    this.#keywordSets[index] = this.#setNumber(placement.keywords);
  }

  #remove(gone: readonly { uid: Uid; modseq: ModSeq }[]): void {
    const leaving = new Set<number>();
    for (const { uid, modseq } of gone) {
      if (modseq > this.highestModSeq) this.highestModSeq = modseq;
      if (this.indexOf(uid) >= 0) leaving.add(uid);
    }
    if (leaving.size === 0) return;
    const uids = new Uint32Array(this.uids.length);
    let kept = 0;
    for (let index = 0; index < this.count; index += 1) {
      if (leaving.has(this.uids[index]!)) continue;
      uids[kept] = this.uids[index]!;
      this.modseqs[kept] = this.modseqs[index]!;
      this.flags[kept] = this.flags[index]!;
      this.emailIds[kept] = this.emailIds[index]!;
      this.#keywordSets[kept] = this.#keywordSets[index]!;
      kept += 1;
    }
    this.uids = uids;
    this.count = kept;
  }

  /** Makes a gap at `index`, in fresh arrays: sessions may hold the old one. */
  #open(index: number): void {
    this.#resize(Math.max(this.count + 1, this.uids.length));
    for (const array of [this.uids, this.modseqs, this.flags, this.emailIds, this.#keywordSets]) {
      array.copyWithin(index + 1, index, this.count);
    }
  }

  #resize(capacity: number): void {
    this.uids = grown(this.uids, new Uint32Array(capacity));
    this.modseqs = grown(this.modseqs, new Float64Array(capacity));
    this.flags = grown(this.flags, new Uint8Array(capacity));
    this.emailIds = grown(this.emailIds, new Float64Array(capacity));
    this.#keywordSets = grown(this.#keywordSets, new Uint16Array(capacity));
  }

  #setNumber(keywords: readonly string[]): number {
    if (keywords.length === 0) return 0;
    const name = keywords.join(' ');
    const known = this.#setNumbers.get(name);
    if (known !== undefined) return known;
    const number = this.#sets.length;
    this.#sets.push(keywords);
    this.#setNumbers.set(name, number);
    return number;
  }
}

/** The first place among the `count` first of ascending `uids` whose value is at least `uid`. */
export function lowerBound(uids: Uint32Array, count: number, uid: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (uids[middle]! < uid) low = middle + 1;
    else high = middle;
  }
  return low;
}

function grown<Numbers extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(
  old: Numbers,
  larger: Numbers,
): Numbers {
  larger.set(old);
  return larger;
}
