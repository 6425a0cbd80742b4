import type { ListedAddress } from '../../formats/address/parse.ts';
import { parseDate } from '../../formats/message/date.ts';
import { fold } from '../../formats/message/fold.ts';
import { allFields, decodedValue, readHeader } from '../../formats/message/header.ts';
import { decodeWords } from '../../formats/message/words.ts';
import type { EmailId } from '../../model/email.ts';
import type { Uid } from '../../model/mailbox.ts';
import { type Email, type EmailAspect, readEmails } from '../../store/emails.ts';
import { readSavedDates } from '../../store/placements.ts';
import type { House } from '../house.ts';
import type { MailboxRef } from '../mailboxes/permission.ts';
import { readOctets } from '../mailboxes/read.ts';
import type { MailboxView } from '../mailboxes/view.ts';
import { askTexts } from './ask-texts.ts';
import type { Criterion } from './criterion.ts';
import { criteriaWithin, judge, type Known, type OctetFacts, type RowFacts, type ViewFacts } from './judge.ts';
import { bodyText, headText } from './message-texts.ts';

/** Rows asked for at once; messages read at once. */
const rowsTogether = 500;
const messagesTogether = 16;
/** Messages judged by the view before others get the event loop. */
const judgedTogether = 5000;

const dayLength = 86_400_000;

type Needs = Pick<House, 'store'>;
type Open = Pick<Known, 'view' | 'texts'>;

/**
 * The UIDs of the messages of a view that meet a criterion, ascending. What the view knows decides first, then the index of
 * texts, then rows for those these leave open, then the octets.
 */
export async function search(
  house: Needs,
  mailbox: MailboxRef,
  view: MailboxView,
  criterion: Criterion,
  progress: (done: number, total: number) => void = () => {},
): Promise<Uid[]> {
  const wanted = folded(criterion);
  const found: Uid[] = [];
  let open: Open[] = [];
  for (let index = 0; index < view.count; index++) {
    const facts = viewFacts(view, index);
    const judged = judge(wanted, { view: facts });
    if (judged === true) found.push(facts.uid as Uid);
    else if (judged === undefined) open.push({ view: facts });
    if (index % judgedTogether === judgedTogether - 1 && !isCheap(wanted)) await nextTurn();
  }
  const sure = open.length === 0;
  open = await byTexts(house, mailbox, wanted, open, found);
  const needs = needsOf(wanted);
  for (let at = 0; at < open.length; at += rowsTogether) {
    const part = await withRows(house, mailbox, open.slice(at, at + rowsTogether), needs);
    const undecided: (Known & { email: Email })[] = [];
    for (const known of part) {
      const judged = judge(wanted, known);
      if (judged === true) found.push(known.view.uid as Uid);
      else if (judged === undefined) undecided.push(known);
    }
    for (let from = 0; from < undecided.length; from += messagesTogether) {
      const together = undecided.slice(from, from + messagesTogether);
      const read = await Promise.all(
        together.map(async known => ({ ...known, octets: await octetsOf(house, known.email) })),
      );
      for (const known of read) if (judge(wanted, known)) found.push(known.view.uid as Uid);
      progress(at + from, open.length);
      await nextTurn();
    }
  }
  return sure ? found : found.sort((a, b) => a - b);
}

/** Decides what the index of texts decides. @returns those it leaves open, with what it says of them */
async function byTexts(
  house: Needs,
  { accountId }: MailboxRef,
  wanted: Criterion,
  open: readonly Open[],
  found: Uid[],
): Promise<Open[]> {
  const emailIds = Float64Array.from(open, ({ view }) => view.emailId).sort();
  const texts = await askTexts(house, accountId, wanted, emailIds);
  return open.flatMap(({ view }) => {
    const known = { view, texts };
    const judged = judge(wanted, known);
    if (judged === true) found.push(view.uid as Uid);
    return judged === undefined ? [known] : [];
  });
}

/** Texts as they are compared. */
function folded(criterion: Criterion): Criterion {
  if (criterion.kind === 'text' || criterion.kind === 'header') return { ...criterion, text: fold(criterion.text) };
  if (criterion.kind === 'not') return { ...criterion, criterion: folded(criterion.criterion) };
  if (criterion.kind === 'and' || criterion.kind === 'or')
    return { ...criterion, criteria: criterion.criteria.map(folded) };
  return criterion;
}

function isCheap(criterion: Criterion): boolean {
  return criterion.kind !== 'and' && criterion.kind !== 'or' && criterion.kind !== 'not';
}

function viewFacts(view: MailboxView, index: number): ViewFacts {
  return {
    uid: view.uids[index]!,
    modseq: view.modseqs[index]!,
    flags: view.flags[index]!,
    keywords: view.keywordsAt(index),
    emailId: view.emailIds[index]!,
  };
}

/** Which aspects and dates the criterion may ask for. */
type RowNeeds = { readonly aspects: readonly EmailAspect[]; readonly saved: boolean };

function needsOf(criterion: Criterion): RowNeeds {
  const aspects = new Set<EmailAspect>();
  let saved = false;
  for (const each of criteriaWithin(criterion)) {
    if (each.kind === 'size' || each.kind === 'instant') aspects.add('dates');
    if (each.kind === 'thread') aspects.add('thread');
    if (each.kind === 'day') {
      aspects.add(each.date === 'sent' ? 'envelope' : 'dates');
      saved ||= each.date === 'saved';
    }
    if (each.kind === 'header' || (each.kind === 'text' && (each.field === 'body' || each.field === 'text')))
      for (const aspect of ['dates', 'body', 'structure', 'envelope'] as const) aspects.add(aspect);
    else if (each.kind === 'text') aspects.add('envelope');
  }
  return { aspects: [...aspects], saved };
}

async function withRows(
  { store }: Needs,
  { accountId, mailboxId }: MailboxRef,
  open: readonly Open[],
  { aspects, saved }: RowNeeds,
): Promise<(Known & { email: Email })[]> {
  const ids = [...new Set(open.map(({ view }) => view.emailId as EmailId))];
  const uids = open.map(({ view }) => view.uid as Uid);
  const [emails, dates] = await Promise.all([
    readEmails(store.database, accountId, ids, aspects) as Promise<Map<EmailId, Email>>,
    saved ? readSavedDates(store.database, accountId, mailboxId, uids) : undefined,
  ]);
  return open.flatMap(({ view, ...known }) => {
    const email = emails.get(view.emailId as EmailId);
    if (email === undefined) return [];
    return [{ ...known, view, email, row: rowFacts(email, dates?.get(view.uid as Uid)) }];
  });
}

function rowFacts(email: Email, saved: Date | undefined): RowFacts {
  return {
    bytes: email.bytes,
    receivedAt: email.receivedAt?.getTime(),
    get receivedDay() {
      return Math.floor((email.receivedAt.getTime() + email.receivedZone * 60_000) / dayLength);
    },
    get sentDay() {
      const sent = email.envelope.date === null ? null : parseDate(email.envelope.date);
      return sent === null ? Number.NaN : Math.floor((sent.ms + sent.zone * 60_000) / dayLength);
    },
    savedDay: saved === undefined ? Number.NaN : Math.floor(saved.getTime() / dayLength),
    threadId: email.threadId,
    text: field => fold(field === 'subject' ? email.subject : addresses(email.envelope[field])),
  };
}

/** Names and addresses, as people see them and as they are written. */
function addresses(list: readonly ListedAddress[]): string {
  return list
    .map(({ name, mailbox, host }) => `${decodeWords(name ?? '')} <${mailbox ?? ''}@${host ?? ''}>`)
    .join(', ');
}

async function octetsOf(house: Needs, email: Email): Promise<OctetFacts> {
  const bytes = await readOctets(house, email);
  const { fields } = readHeader(bytes);
  let text: string | undefined;
  const textOf = () => {
    text ??= bodyText(bytes, email);
    return text;
  };
  return {
    get body() {
      return textOf();
    },
    get whole() {
      return `${headText(bytes, fields)}\n${textOf()}`;
    },
    header: name => allFields(fields, name).map(field => fold(decodedValue(bytes, field))),
  };
}

function nextTurn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
