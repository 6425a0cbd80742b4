/**
 * The mail of the invented académie: mailboxes as if three years had been lived in them, with real threads, lists,
 * newsletters, invitations, reports and junk, in the character sets and encodings that mail programs use. Everything is
 * drawn from the given source and from `today`, so that the same seed gives the same bytes.
 */
import type { Correspondent } from './addresses.ts';
import { addDays, type Day, dayNumber, parisDay, parisInstant } from './calendar.ts';
import { type Conversation, draft, open, reply } from './mail/conversation.ts';
import { flagsOf, folderOf } from './mail/filing.ts';
import { junk } from './mail/junk.ts';
import { newsletter } from './mail/newsletter.ts';
import { report } from './mail/report.ts';
import { type Circle, circleOf, type Writer } from './mail/scene.ts';
import { answerTime, moments } from './mail/timeline.ts';
import type { Random } from './random.ts';
import type { School } from './schools.ts';

export { type Circle, circleOf } from './mail/scene.ts';

export interface MailItem {
  /** `INBOX`, `Envoyés`, `Brouillons`, `Archives`, `Indésirables`, `Corbeille`, or a folder of the person, `/` between levels. */
  folder: string;
  flags: string[];
  receivedAt: Date;
  raw: Buffer;
}

export interface MailboxWish {
  messages: number;
  /** Every message is older than the first hour of this day, Paris time. */
  today: Day;
  /** No message is older; three years ago if not given, or less for a small mailbox. */
  since?: Day;
}

/** A thing that will happen in the mailbox. */
type Pending =
  | { due: number; kind: 'reply'; talk: Conversation; folder: string; author: Writer }
  | { due: number; kind: 'report'; talk: Conversation };

/** The messages of one mailbox, oldest first. `others` are those the owner may write with. */
export function* mailbox(
  random: Random,
  owner: Correspondent,
  others: readonly Correspondent[],
  schools: readonly School[],
  { messages, today, since }: MailboxWish,
): Generator<MailItem> {
  const circle = circleOf(random, owner, others, schools);
  const end = parisInstant(dayNumber(today), 0);
  const first = since ?? addDays(today, -Math.min(1095, 20 + messages * 4));
  const pending: Pending[] = [];
  let now = 0;
  for (const moment of moments(random, first, today, messages)) {
    const rank = pending.findIndex(each => each.due <= moment);
    const [next] = rank < 0 ? [] : pending.splice(rank, 1);
    // One second at least lies between two messages, so that their order is plain.
    now = Math.min(Math.max(next?.due ?? moment, now + 1000), end - 1000);
    const days = dayNumber(today) - parisDay(now);
    const step = next === undefined ? begin(random, circle, now, days) : goOn(random, next, now, days);
    if (step.pending !== null) pending.push(step.pending);
    pending.sort((a, b) => a.due - b.due);
    // What nobody answered for long is forgotten.
    if (pending.length > 40) pending.length = 40;
    yield step.item;
  }
}

/** One new message for the owner of `circle`, received at `at`; `bytes` asks for an attachment of about that size. */
export function message(random: Random, circle: Circle, { at, bytes }: { at: Date; bytes?: number }): MailItem {
  const whole = Math.floor(at.getTime() / 1000) * 1000;
  const { last } = open(random, circle, whole, false, bytes);
  return { folder: 'INBOX', flags: [], receivedAt: new Date(whole), raw: last.raw };
}

interface Step {
  item: MailItem;
  pending: Pending | null;
}

function begin(random: Random, circle: Circle, at: number, days: number): Step {
  const recent = days <= 28;
  const kind = random.weighted([
    ['received', 64],
    ['sent', 17],
    ['newsletter', 8],
    ['junk', recent ? 16 : 0],
    ['phishing', 0.3],
    ['draft', days <= 120 ? 2 : 0.3],
  ]);
  const alone = (folder: string, flags: string[], raw: Buffer): Step => ({
    item: item(folder, flags, at, raw),
    pending: null,
  });
  switch (kind) {
    case 'newsletter':
      return alone(
        folderOf(random, 'Lettres d’information', days),
        flagsOf(random, days, false),
        newsletter(random, circle, at).raw,
      );
    case 'junk':
      return alone(
        'Indésirables',
        random.chance(0.15) ? ['\\Seen', '$Junk'] : ['$Junk'],
        junk(random, circle, at, random.chance(0.3)).raw,
      );
    case 'phishing':
      return alone('INBOX', flagsOf(random, days, false), junk(random, circle, at, true).raw);
    case 'draft':
      return alone('Brouillons', ['\\Draft', '\\Seen'], draft(random, circle, at).raw);
    default: {
      const talk = open(random, circle, at, kind === 'sent');
      return followed(
        random,
        talk,
        kind === 'sent' ? null : folderOf(random, talk.folder, days),
        days,
        talk.topic.replied,
      );
    }
  }
}

function goOn(random: Random, next: Pending, at: number, days: number): Step {
  if (next.kind === 'report') {
    const { raw } = report(random, next.talk.last, at);
    return { item: item('INBOX', flagsOf(random, days, false), at, raw), pending: null };
  }
  const talk = reply(random, next.talk, next.author, at);
  return followed(random, talk, next.folder, days, 0.42);
}

/** Files the last message of `talk` and decides what comes of it. `folder`: that of received messages, where known. */
function followed(random: Random, talk: Conversation, folder: string | null, days: number, odds: number): Step {
  const { last, scene } = talk;
  const { owner, team } = scene.circle;
  const mine = last.author === owner;
  const filed = folder ?? folderOf(random, talk.folder, days);
  const goesOn = random.chance(odds);
  const bounced = mine && talk.other.outside && random.chance(0.06);
  // After a message to many, a third person may speak before the owner does.
  const third = talk.list !== null || talk.cc.length > 1 ? random.chance(0.5) : false;
  const author = third ? random.pick(team) : mine ? talk.other : owner;
  const answers = goesOn && !bounced && author === owner;
  const flags = mine ? ['\\Seen'] : flagsOf(random, days, answers);
  const due = answerTime(random, last.at);
  let pending: Pending | null = null;
  if (bounced) pending = { due: last.at + random.int(2, 40) * 1000, kind: 'report', talk };
  else if (goesOn) pending = { due, kind: 'reply', talk, folder: filed, author };
  return { item: item(mine ? 'Envoyés' : filed, flags, last.at, last.raw), pending };
}

function item(folder: string, flags: string[], at: number, raw: Buffer): MailItem {
  return { folder, flags, receivedAt: new Date(at), raw };
}
