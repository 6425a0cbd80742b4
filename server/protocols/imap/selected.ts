/**
 * The selected mailbox as one client knows it: which messages it was told of, in which order (message numbers are places
 * in that list), and up to which change it was told of flags. The messages themselves are in the view that all sessions
 * share; while nothing was removed, the list is the view's own and costs nothing.
 */
import type { ModSeq } from '../../model/change.ts';
import { flagBits } from '../../model/email.ts';
import type { Uid } from '../../model/mailbox.ts';
import type { FoundMailbox } from '../../services/mailboxes/find.ts';
import type { MailboxRef } from '../../services/mailboxes/permission.ts';
import { lowerBound, type MailboxView } from '../../services/mailboxes/view.ts';
import type { HeldView } from '../../services/mailboxes/views.ts';
import { flagWriter, type Spelling, spellingOf } from './flags.ts';
import { isWithin, resolveRanges, type SequenceRange, type SequenceSet, slicesWithin } from './grammar/sequence-set.ts';
import type { Sentence } from './words.ts';

export class Selected {
  readonly found: FoundMailbox;
  /** As the client called it. */
  readonly name: string;
  readonly readOnly: boolean;
  readonly held: HeldView;
  readonly spelling: Spelling;
  /** Spells `FLAGS (…)` of the message at an index of the view. */
  readonly writeFlags: (index: number, recent: boolean) => string;
  /** The UIDs the client knows: `count` of them, ascending. Never written: news take another array. */
  uids: Uint32Array;
  count: number;
  /** Changes of flags are told up to here. */
  toldModSeq: ModSeq;
  /** Sets of keywords that the last FLAGS response covered, and the keywords it named. */
  toldKeywordSets = -1;
  toldKeywords = 0;
  /** UIDs that this session alone is told of as \Recent. rfc/3501#2.3.2 */
  readonly recent: SequenceRange[] = [];
  /** The result of the last search that was to be kept: `$`. rfc/5182 */
  saved: Uint32Array = new Uint32Array(0);
  /** Flags that the command under way has told already: they are no news at its end. */
  told: { readonly uids: ReadonlySet<number>; readonly modseq: ModSeq } | null = null;
  /** Why the mailbox cannot stay selected: it is no more, or no longer open to the client. */
  gone: Sentence | null = null;
  /** What the client may do here; changes when its owner says so. */
  rights: string;
  /** Stops watching for that. */
  unwatch: () => void = () => {};

  constructor(found: FoundMailbox, name: string, readOnly: boolean, held: HeldView) {
    this.found = found;
    this.rights = found.rights;
    this.name = name;
    this.readOnly = readOnly;
    this.held = held;
    this.spelling = spellingOf(held.view.spellings);
    this.writeFlags = flagWriter(held.view, this.spelling);
    this.uids = held.view.uids;
    this.count = held.view.count;
    this.toldModSeq = held.view.highestModSeq;
  }

  get ref(): MailboxRef {
    return this.found.ref;
  }

  get view(): MailboxView {
    return this.held.view;
  }

  /** May the client do that here? Letters of rfc/4314#2.1; nothing but reading where it was opened read-only. */
  may(right: string): boolean {
    return this.rights.includes(right) && (!this.readOnly || 'lr'.includes(right));
  }

  uidAt(place: number): Uid {
    return this.uids[place] as Uid;
  }

  /** The place of a UID the client knows, or -1. The message number is one more. */
  placeOf(uid: number): number {
    const place = lowerBound(this.uids, this.count, uid);
    return place < this.count && this.uids[place] === uid ? place : -1;
  }

  /** Where the view keeps the message at a place, or -1 where it is gone and the client does not know yet. */
  indexAt(place: number): number {
    return this.uids === this.view.uids ? place : this.view.indexOf(this.uids[place]!);
  }

  isRecent(uid: number): boolean {
    return this.recent.length > 0 && isWithin(this.recent, uid);
  }

  countRecent(): number {
    let count = 0;
    for (const { from, to } of this.recent)
      count += lowerBound(this.uids, this.count, to + 1) - lowerBound(this.uids, this.count, from);
    return count;
  }

  /** Takes messages that came for this session's own to tell as recent. */
  claimRecent(): void {
    const from = this.held.claimRecent();
    const to = this.count === 0 ? 0 : this.uids[this.count - 1]!;
    const last = this.recent.at(-1);
    if (from > to) return;
    if (last !== undefined && last.to === from - 1) last.to = to;
    else this.recent.push({ from, to });
  }

  /** Places of those the client knows among UIDs that ascend. */
  placesOf(uids: ArrayLike<number>): Slice[] {
    const slices: Slice[] = [];
    for (let at = 0; at < uids.length; at++) {
      const place = this.placeOf(uids[at]!);
      if (place < 0) continue;
      const last = slices.at(-1);
      if (last !== undefined && last.end === place) last.end++;
      else slices.push({ start: place, end: place + 1 });
    }
    return slices;
  }

  /** Places a set means; null where it names a message number that does not exist. rfc/9051#9 */
  resolve(set: SequenceSet, uid: boolean): Slice[] | null {
    if (set.kind === 'saved') return this.placesOf(this.saved);
    const largest = uid ? (this.count === 0 ? 0 : this.uids[this.count - 1]!) : this.count;
    const ranges = resolveRanges(set.ranges, largest);
    if (uid) return slicesWithin(ranges, this.uids.subarray(0, this.count));
    // `1:*` of an empty mailbox is what clients ask before they look how many there are.
    if (this.count === 0 && set.ranges.every(({ from, to }) => Math.max(from, to) === Number.POSITIVE_INFINITY))
      return [];
    if (ranges[0]!.from < 1 || ranges.at(-1)!.to > this.count) return null;
    return ranges.map(({ from, to }) => ({ start: from - 1, end: to }));
  }

  /** UIDs at places, those that are gone left out. */
  uidsAt(slices: readonly Slice[]): Uid[] {
    const uids: Uid[] = [];
    for (const { start, end } of slices)
      for (let place = start; place < end; place++) if (this.indexAt(place) >= 0) uids.push(this.uidAt(place));
    return uids;
  }

  /** UIDs of the messages marked \Deleted. */
  deletedUids(): Uid[] {
    const { view } = this;
    const uids: Uid[] = [];
    for (let index = 0; index < view.count; index++)
      if ((view.flags[index]! & flagBits.deleted) !== 0) uids.push(view.uidAt(index));
    return uids;
  }
}

/** Places from `start` to before `end`. */
export type Slice = { start: number; end: number };
