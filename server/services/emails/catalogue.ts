/**
 * The catalogue of one account: what lists are made of, in memory, one place an email in typed arrays (about 60 octets
 * each), kept in the order of arrival and brought forward by modseq. Page 500 of a mailbox of 100,000 then costs what
 * page 1 does, and threads, counts of unread threads and every mutable filter need no further question to the database.
 */
import type { ModSeq } from '../../model/change.ts';
import { type EmailId, flagBits } from '../../model/email.ts';
import type { MailboxId } from '../../model/mailbox.ts';
import type { CatalogueNews, CatalogueRow } from '../../store/email-catalogue.ts';

const firstCapacity = 256;
/** A power of two. */
const threadMarks = 8192;
/** Past this many new emails at once, sorting anew is cheaper. */
const insertedOneByOne = 200;

/** A mailbox as JMAP counts it. rfc/8621#2 */
export type MailboxCounts = {
  readonly totalEmails: number;
  readonly unreadEmails: number;
  readonly totalThreads: number;
  readonly unreadThreads: number;
};

export class Catalogue {
  modseq: ModSeq;
  /** Places in use, those of emails that left included. */
  count = 0;
  /** Places of emails that left. */
  gone = 0;
  emailIds = new Float64Array(firstCapacity);
  threadIds = new Float64Array(firstCapacity);
  receivedAt = new Float64Array(firstCapacity);
  sentAt = new Float64Array(firstCapacity);
  bytes = new Float64Array(firstCapacity);
  flags = new Uint8Array(firstCapacity);
  attachments = new Uint8Array(firstCapacity);
  /** Numbers in `#keywordSets` and `#mailboxSets`: an account has a handful of each. The empty mailbox set means gone. */
  #keywordNumbers = new Uint32Array(firstCapacity);
  #mailboxNumbers = new Uint32Array(firstCapacity);
  readonly #keywordSets: (readonly string[])[] = [[]];
  readonly #mailboxSets: (readonly MailboxId[])[] = [[]];
  readonly #keywordSetNumbers = new Map<string, number>([['', 0]]);
  readonly #mailboxSetNumbers = new Map<string, number>([['', 0]]);
  readonly #places = new Map<EmailId, number>();
  /** Places by arrival, the oldest first; shorter than `count` while some wait to be put in. */
  #byArrival: Uint32Array = new Uint32Array(0);
  #counts: Map<MailboxId, MailboxCounts> | null = null;

  constructor(all: CatalogueNews) {
    this.modseq = all.modseq;
    for (const row of all.rows) this.#put(row);
  }

  /** Takes in what changed. */
  apply(news: CatalogueNews): void {
    this.modseq = news.modseq;
    if (news.rows.length === 0) return;
    for (const row of news.rows) this.#put(row);
    this.#counts = null;
  }

  /** The place of an email that is in some mailbox, or undefined. */
  placeOf(emailId: EmailId): number | undefined {
    const place = this.#places.get(emailId);
    return place !== undefined && this.isHere(place) ? place : undefined;
  }

  isHere(place: number): boolean {
    return this.#mailboxNumbers[place] !== 0;
  }

  emailIdAt(place: number): EmailId {
    return this.emailIds[place] as EmailId;
  }

  keywordsAt(place: number): readonly string[] {
    return this.#keywordSets[this.#keywordNumbers[place]!]!;
  }

  mailboxesAt(place: number): readonly MailboxId[] {
    return this.#mailboxSets[this.#mailboxNumbers[place]!]!;
  }

  /** A test of one mailbox, made quick for whole passes: it looks at set numbers only. */
  inMailbox(mailboxId: MailboxId): (place: number) => boolean {
    const holding = new Uint8Array(this.#mailboxSets.length);
    for (const [number, set] of this.#mailboxSets.entries()) if (set.includes(mailboxId)) holding[number] = 1;
    return place => holding[this.#mailboxNumbers[place]!] === 1;
  }

  /** Places by arrival, the oldest first, those that left included; equal instants by number. */
  byArrival(): Uint32Array {
    const late = this.count - this.#byArrival.length;
    if (late > insertedOneByOne) this.#byArrival = sortPlaces(this.count, this.receivedAt, this.emailIds);
    else if (late > 0) this.#insertLate();
    return this.#byArrival;
  }

  /** Mail mostly comes in the order of its arrival: the few last places are put where they belong. */
  #insertLate(): void {
    const places = new Uint32Array(this.count);
    let length = this.#byArrival.length;
    places.set(this.#byArrival);
    for (let place = length; place < this.count; place += 1) {
      let low = 0;
      let high = length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (this.#comesBefore(places[middle]!, place)) low = middle + 1;
        else high = middle;
      }
      places.copyWithin(low + 1, low, length);
      places[low] = place;
      length += 1;
    }
    this.#byArrival = places;
  }

  #comesBefore(a: number, b: number): boolean {
    return (this.receivedAt[a]! - this.receivedAt[b]! || this.emailIds[a]! - this.emailIds[b]!) < 0;
  }

  /** The places of the emails of some threads that are here, each thread's oldest first. */
  threads(threadIds: ReadonlySet<number>): Map<number, number[]> {
    // The last bits of the number rule out nearly all places: ten times as quick as asking the set about each.
    const marked = new Uint8Array(threadMarks);
    for (const threadId of threadIds) marked[threadId & (threadMarks - 1)] = 1;
    const found = new Map<number, number[]>();
    for (let place = 0; place < this.count; place += 1) {
      const threadId = this.threadIds[place]!;
      if (marked[threadId & (threadMarks - 1)] === 0 || !threadIds.has(threadId) || !this.isHere(place)) continue;
      const known = found.get(threadId);
      if (known === undefined) found.set(threadId, [place]);
      else known.push(place);
    }
    for (const places of found.values()) places.sort((one, other) => (this.#comesBefore(one, other) ? -1 : 1));
    return found;
  }

  /**
   * Counts of every mailbox that holds something. A thread is unread where any email of it is; those in the trash count
   * for the trash alone, and the others for all but it. rfc/8621#2
   */
  counts(trash: MailboxId | null): Map<MailboxId, MailboxCounts> {
    this.#counts ??= this.#count(trash);
    return this.#counts;
  }

  #count(trash: MailboxId | null): Map<MailboxId, MailboxCounts> {
    const unreadHere = new Set<number>();
    const unreadInTrash = new Set<number>();
    const inTrash = trash === null ? () => false : this.inMailbox(trash);
    const onlyTrash = (place: number) => inTrash(place) && this.mailboxesAt(place).length === 1;
    for (let place = 0; place < this.count; place += 1) {
      if (!this.isHere(place) || !this.isUnread(place)) continue;
      if (inTrash(place)) unreadInTrash.add(this.threadIds[place]!);
      if (!onlyTrash(place)) unreadHere.add(this.threadIds[place]!);
    }
    const counts = new Map<MailboxId, { total: number; unread: number; threads: Set<number> }>();
    for (let place = 0; place < this.count; place += 1) {
      for (const mailboxId of this.mailboxesAt(place)) {
        const of = counts.get(mailboxId) ?? { total: 0, unread: 0, threads: new Set<number>() };
        counts.set(mailboxId, of);
        of.total += 1;
        if (this.isUnread(place)) of.unread += 1;
        of.threads.add(this.threadIds[place]!);
      }
    }
    const made = new Map<MailboxId, MailboxCounts>();
    for (const [mailboxId, { total, unread, threads }] of counts) {
      const unreadThreads = mailboxId === trash ? unreadInTrash : unreadHere;
      let both = 0;
      for (const thread of threads) if (unreadThreads.has(thread)) both += 1;
      made.set(mailboxId, {
        totalEmails: total,
        unreadEmails: unread,
        totalThreads: threads.size,
        unreadThreads: both,
      });
    }
    return made;
  }

  /** Neither read nor a draft. rfc/8621#2 */
  isUnread(place: number): boolean {
    return (this.flags[place]! & (flagBits.seen | flagBits.draft)) === 0;
  }

  #put(row: CatalogueRow): void {
    const known = this.#places.get(row.emailId);
    if (known === undefined && row.mailboxIds.length === 0) return;
    const place = known ?? this.#append(row);
    const left = row.mailboxIds.length === 0;
    if (left && this.isHere(place)) this.gone += 1;
    else if (!left && !this.isHere(place) && known !== undefined) this.gone -= 1;
    this.flags[place] = row.flags;
    this.#keywordNumbers[place] = numberOf(row.keywords, this.#keywordSets, this.#keywordSetNumbers);
    this.#mailboxNumbers[place] = numberOf(row.mailboxIds, this.#mailboxSets, this.#mailboxSetNumbers);
  }

  #append(row: CatalogueRow): number {
    if (this.count === this.emailIds.length) this.#resize(this.count * 2);
    const place = this.count++;
    this.#places.set(row.emailId, place);
    this.emailIds[place] = row.emailId;
    this.threadIds[place] = row.threadId;
    this.receivedAt[place] = row.receivedAt;
    this.sentAt[place] = row.sentAt;
    this.bytes[place] = row.bytes;
    this.attachments[place] = row.hasAttachment ? 1 : 0;
    return place;
  }

  #resize(capacity: number): void {
    this.emailIds = grown(this.emailIds, new Float64Array(capacity));
    this.threadIds = grown(this.threadIds, new Float64Array(capacity));
    this.receivedAt = grown(this.receivedAt, new Float64Array(capacity));
    this.sentAt = grown(this.sentAt, new Float64Array(capacity));
    this.bytes = grown(this.bytes, new Float64Array(capacity));
    this.flags = grown(this.flags, new Uint8Array(capacity));
    this.attachments = grown(this.attachments, new Uint8Array(capacity));
    this.#keywordNumbers = grown(this.#keywordNumbers, new Uint32Array(capacity));
    this.#mailboxNumbers = grown(this.#mailboxNumbers, new Uint32Array(capacity));
  }
}

function sortPlaces(count: number, instants: Float64Array, ids: Float64Array): Uint32Array {
  const places = Uint32Array.from({ length: count }, (_, place) => place);
  return places.sort((a, b) => instants[a]! - instants[b]! || ids[a]! - ids[b]!);
}

function numberOf<Item>(set: readonly Item[], sets: (readonly Item[])[], numbers: Map<string, number>): number {
  const name = set.join(' ');
  const known = numbers.get(name);
  if (known !== undefined) return known;
  const number = sets.length;
  sets.push(set);
  numbers.set(name, number);
  return number;
}

function grown<Numbers extends Uint8Array | Uint32Array | Float64Array>(old: Numbers, larger: Numbers): Numbers {
  larger.set(old);
  return larger;
}
