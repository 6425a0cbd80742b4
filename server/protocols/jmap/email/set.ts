import { parisZone } from '../../../model/clock.ts';
import type { MailboxId } from '../../../model/mailbox.ts';
import { type Reason, Refusal } from '../../../model/refusal.ts';
import { changeEmails, type EmailChange, StateMoved } from '../../../services/emails/change.ts';
import { type Import, type Imported, importEmail } from '../../../services/emails/import.ts';
import { reportMoved } from '../../../services/emails/report-moved.ts';
import { mail, mailLimits } from '../capabilities.ts';
import { invalidProperties, MethodFault, SetFault } from '../faults.ts';
import { type Context, method } from '../method.ts';
import { emailIdOf, emailName, mailboxIdOf, resolveCreation, threadName } from '../names.ts';
import { idOrCreation, instant, setOf } from '../read.ts';
import { setErrorOf } from '../replies.ts';
import { readPatch, readSetPatch } from '../standard/patch.ts';
import { checkSetSize, createSpan, SetOutcome, setShape } from '../standard/set.ts';
import { demandedModSeq } from '../states.ts';
import { composeEmail } from './compose/email.ts';
import { changeMarks, marksOf, readKeyword } from './keywords.ts';
import { messageBlobId } from './object.ts';

/** Email/set: drafts are made, keywords and mailboxes changed; all that happens to emails that exist is one step. rfc/8621#4.6 */
export const set = method('Email/set', mail, setShape, async (args, context) => {
  checkSetSize(args);
  const { house, access, actor } = context;
  const outcome = new SetOutcome(context);
  const span = createSpan();
  const { modseq: before } = await context.catalogues.open(access);
  let demanded = demandedModSeq(args.ifInState);
  if (demanded !== null && demanded !== before) throw new MethodFault('stateMismatch');

  for (const [creationId, given] of args.create ?? []) {
    await outcome.create(creationId, async () => {
      const imported = await readCreated(context, new Map(Object.entries(given)));
      const made = await inState(() => importEmail(house, access, imported, demanded));
      demanded = null;
      span.note(made.modseq);
      return describeMade(context, made);
    });
  }
  const gathered = gather(context, args, outcome);
  const reports = await reportMoved(
    house,
    access,
    gathered.filter(one => !one.destroys).map(one => one.change),
  );
  const changes = gathered.filter(one => one.destroys || !reports.has(one.change.emailId));
  for (const { change, given, name, destroys } of gathered)
    if (!destroys && reports.has(change.emailId)) settle(outcome, reports.get(change.emailId)!, given, name, destroys);
  if (reports.size > 0) {
    span.note((await context.catalogues.open(access)).modseq);
    demanded = null;
  }
  if (changes.length > 0) {
    const { modseq, outcomes } = await inState(() =>
      changeEmails(
        house,
        access,
        changes.map(one => one.change),
        demanded,
      ),
    );
    span.note(modseq);
    for (const [index, { given, name, destroys }] of changes.entries())
      settle(outcome, outcomes[index]!, given, name, destroys);
  }
  return outcome.reply(args.accountId, span.old() ?? before, span.now() ?? before);
});

/** The state moved between the look at it and the lock: the same answer as before the look. */
export async function inState<Result>(work: () => Promise<Result>): Promise<Result> {
  return await work().catch(error => {
    throw error instanceof StateMoved ? new MethodFault('stateMismatch') : error;
  });
}

/** What the server adds to an email it took in. */
export function describeMade(context: Context, { emailId, threadId, bytes }: Imported) {
  const source = { kind: 'email', accountId: context.access.accountId, emailId } as const;
  return {
    id: emailName(context, emailId),
    blobId: messageBlobId({ source, cuts: [] }),
    threadId: threadName(context, threadId),
    size: bytes,
  };
}

async function readCreated(context: Context, given: ReadonlyMap<string, unknown>): Promise<Import> {
  const mailboxIds = readMailboxIds(context, given.get('mailboxIds'));
  const marks = marksOf(given.has('keywords') ? setOf(readKeyword)(given.get('keywords'), 'keywords') : []);
  const now = context.house.clock.now();
  const receivedAt = given.has('receivedAt') ? instant(given.get('receivedAt'), 'receivedAt') : now;
  const bytes = await composeEmail(context, given);
  return { bytes, mailboxIds, marks, receivedAt, receivedZone: parisZone(receivedAt) };
}

/** At least one mailbox, each of them ours; whether it is there is asked under the lock. @throws SetFault */
export function readMailboxIds(context: Context, value: unknown): [MailboxId, ...MailboxId[]] {
  const names = setOf(idOrCreation)(value, 'mailboxIds');
  if (names.size === 0) throw invalidProperties(['mailboxIds'], 'An email is in some mailbox.');
  if (names.size > mailLimits.maxMailboxesPerEmail) throw new SetFault('tooManyMailboxes');
  return [...names].map(name => readMailboxId(context, name)) as [MailboxId, ...MailboxId[]];
}

function readMailboxId(context: Context, name: string): MailboxId {
  const resolved = resolveCreation(context, name);
  const mailboxId = resolved === null ? null : mailboxIdOf(context, resolved);
  if (mailboxId === null) throw invalidProperties(['mailboxIds'], `${name} is no mailbox`);
  return mailboxId;
}

type Gathered = {
  readonly given: string;
  readonly name: string;
  readonly destroys: boolean;
  readonly change: EmailChange;
};

/** Updates and destructions that can be tried; those that cannot are answered at once. */
function gather(
  context: Context,
  {
    update,
    destroy,
  }: { update: ReadonlyMap<string, Record<string, unknown>> | null; destroy: readonly string[] | null },
  outcome: SetOutcome,
): Gathered[] {
  const destroyed = new Map((destroy ?? []).map(given => [resolveCreation(context, given) ?? given, given]));
  const gathered: Gathered[] = [];
  for (const [given, patch] of update ?? []) {
    const name = resolveCreation(context, given);
    try {
      const emailId = name === null ? null : emailIdOf(context, name);
      if (emailId === null) throw new SetFault('notFound');
      if (destroyed.has(name!)) throw new SetFault('willDestroy');
      gathered.push({ given, name: name!, destroys: false, change: { emailId, ...readUpdate(context, patch) } });
    } catch (error) {
      const known = setErrorOf(error);
      if (known === null) throw error;
      outcome.notUpdated.set(given, known);
    }
  }
  for (const [name, given] of destroyed) {
    const emailId = emailIdOf(context, name);
    if (emailId === null) outcome.notDestroyed.set(given, { type: 'notFound' });
    else gathered.push({ given, name, destroys: true, change: { emailId, mailboxes: () => new Set() } });
  }
  return gathered;
}

/** Only keywords and mailboxes of an email ever change. */
function readUpdate(context: Context, patch: Record<string, unknown>): Omit<EmailChange, 'emailId'> {
  const { whole, below } = readPatch(patch);
  const wrong = [...whole.keys(), ...below.keys()].filter(name => name !== 'keywords' && name !== 'mailboxIds');
  if (wrong.length > 0) throw invalidProperties(wrong, 'This of an email never changes.');
  return { ...readMarksUpdate(whole, below), ...readMailboxesUpdate(context, whole, below) };
}

type Whole = ReadonlyMap<string, unknown>;
type Below = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

function readMarksUpdate(whole: Whole, below: Below): Pick<EmailChange, 'marks'> {
  if (whole.has('keywords')) {
    const marks = marksOf(setOf(readKeyword)(whole.get('keywords') ?? {}, 'keywords'));
    return { marks: () => marks };
  }
  const paths = below.get('keywords');
  if (paths === undefined) return {};
  const { added, removed } = readSetPatch(paths, 'keywords');
  const read = (keywords: readonly string[]) => keywords.map(keyword => readKeyword(keyword, 'keywords'));
  const [adds, removes] = [read(added), read(removed)];
  return { marks: before => changeMarks(before, adds, removes) };
}

function readMailboxesUpdate(context: Context, whole: Whole, below: Below): Pick<EmailChange, 'mailboxes'> {
  if (whole.has('mailboxIds')) {
    const mailboxes = new Set<MailboxId>(readMailboxIds(context, whole.get('mailboxIds')));
    return { mailboxes: () => mailboxes };
  }
  const paths = below.get('mailboxIds');
  if (paths === undefined) return {};
  const { added, removed } = readSetPatch(paths, 'mailboxIds');
  const adds = added.map(name => readMailboxId(context, name));
  const removes = new Set(removed.map(name => readMailboxId(context, name)));
  return {
    mailboxes: before => {
      const after = new Set([...before, ...adds].filter(mailboxId => !removes.has(mailboxId)));
      // An email in no mailbox would be destroyed, which an update never does.
      return after.size === 0 ? null : after;
    },
  };
}

function settle(outcome: SetOutcome, refused: Reason | null, given: string, name: string, destroys: boolean): void {
  if (refused === null && destroys) outcome.destroyed.push(name);
  else if (refused === null) outcome.updated.set(name, null);
  else {
    const error = refused === 'no-such-mailbox' ? invalidProperties(['mailboxIds']) : new Refusal(refused);
    (destroys ? outcome.notDestroyed : outcome.notUpdated).set(given, setErrorOf(error)!);
  }
}
