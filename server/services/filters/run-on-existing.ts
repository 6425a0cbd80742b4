/**
 * A visual rule on mail that is there already: first what it would touch, then the deed, then, if wanted, its undoing.
 * Nothing leaves the house: old mail is neither forwarded nor refused. What a rule discards goes to the bin, whence it
 * can be taken back.
 */
import { parseMessage } from '../../formats/message/parse.ts';
import { openMessage } from '../../formats/sieve/message.ts';
import type { Rule, RuleAction } from '../../formats/sieve/rules/model.ts';
import { writeRules } from '../../formats/sieve/rules/section.ts';
import { runScripts } from '../../formats/sieve/run-script.ts';
import { parisZone } from '../../model/clock.ts';
import type { EmailId } from '../../model/email.ts';
import type { MailboxId, Uid } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import { readEmails } from '../../store/emails.ts';
import { findByRole, listMailboxes } from '../../store/mailboxes.ts';
import { listPlacements, type Placement, placementsOf, readPlacements } from '../../store/placements.ts';
import { dropRun, insertRun, listRuns, readRun } from '../../store/sieve-runs.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { changeFlags } from '../mailboxes/change-flags.ts';
import { copy } from '../mailboxes/copy.ts';
import { expunge } from '../mailboxes/expunge.ts';
import { find } from '../mailboxes/find.ts';
import { move } from '../mailboxes/move.ts';
import type { MailboxRef } from '../mailboxes/permission.ts';
import { readOctets } from '../mailboxes/read.ts';
import { checkScript } from './check-script.ts';
import { findTarget } from './mailbox-targets.ts';
import { marksOf } from './marks.ts';
import { scriptLimits } from './offered.ts';

/** Messages looked at in one preview; runs of an account that can be undone. */
export const existingLimits = { messages: 2000, runs: 20 };

export type RulePreview = {
  /** Of the messages the rule holds for. */
  readonly uids: readonly Uid[];
  readonly looked: number;
  /** Where the next preview goes on; null: all was looked at. */
  readonly after: Uid | null;
  /** Kinds of actions that are not done to old mail. */
  readonly passedOver: readonly RuleAction['kind'][];
};

type Needs = Pick<House, 'store' | 'clock' | 'views' | 'limits' | 'random' | 'log'>;

/** @throws Refusal no-such-mailbox, not-permitted in another person's mailbox, bad-message where the rule makes no script */
export async function previewRule(
  house: Pick<House, 'store' | 'clock'>,
  actor: Actor,
  name: string,
  rule: Rule,
  after: Uid = 0 as Uid,
): Promise<RulePreview> {
  const { accountId, mailboxId } = await ownMailbox(house, actor, name);
  const holds = ruleTest(house, actor, rule);
  const all = await listPlacements(house.store.database, accountId, mailboxId);
  const left = all.filter(({ uid }) => uid > after).sort((a, b) => a.uid - b.uid);
  const wanted = left.slice(0, existingLimits.messages);
  const uids: Uid[] = [];
  for (let start = 0; start < wanted.length; start += 50) {
    const some = wanted.slice(start, start + 50);
    const emails = await readEmails(
      house.store.database,
      accountId,
      some.map(one => one.emailId),
      ['dates', 'body'],
    );
    for (const { uid, emailId } of some) {
      const email = emails.get(emailId);
      if (email !== undefined && holds(await readOctets(house, email))) uids.push(uid);
    }
  }
  const passedOver = rule.actions.map(({ kind }) => kind).filter(kind => kind === 'forward' || kind === 'refuse');
  return { uids, looked: wanted.length, after: left.length > wanted.length ? wanted.at(-1)!.uid : null, passedOver };
}

/** Which emails these are, in the same order; those that are gone are left out. @throws Refusal no-such-mailbox, not-permitted */
export async function emailsAt(
  house: Pick<House, 'store'>,
  actor: Actor,
  name: string,
  uids: readonly Uid[],
): Promise<EmailId[]> {
  const { accountId, mailboxId } = await ownMailbox(house, actor, name);
  const placed = await readPlacements(house.store.database, accountId, mailboxId, [...uids]);
  const emails = new Map(placed.map(({ uid, emailId }) => [uid, emailId]));
  return uids.flatMap(uid => emails.get(uid) ?? []);
}

async function ownMailbox({ store }: Pick<House, 'store'>, actor: Actor, name: string): Promise<MailboxRef> {
  const { ref, owner } = await find({ store }, actor, name);
  if (owner !== null) throw new Refusal('not-permitted');
  return ref;
}

/** Whether the conditions of a rule hold: the script it makes, with one deed that tells. */
function ruleTest({ clock }: Pick<House, 'clock'>, actor: Actor, rule: Rule): (bytes: Buffer) => boolean {
  const telling: Rule = { ...rule, enabled: true, actions: [{ kind: 'discard' }] };
  const checked = checkScript(writeRules('', [telling]));
  if (checked.kind === 'faulty') throw new Refusal('bad-message', checked.faults[0]!.en);
  const environment = {
    now: clock.now(),
    zoneAt: parisZone,
    envelope: { from: '', to: actor.address, parameters: {} },
    items: {},
    // The judge looked when it came, and what it thought then is not kept.
    spamPercent: null,
    virusLevel: null,
    occasion: 'delivery' as const,
    flags: [],
    ask: () => undefined,
  };
  return bytes => {
    const message = openMessage(bytes, parseMessage(bytes));
    const outcome = runScripts([checked.script], message, environment, scriptLimits);
    return outcome.kind === 'decided' && outcome.actions.some(({ kind }) => kind === 'discard');
  };
}

/**
 * What a run does, in numbers that do not change: enough to undo it. Written before anything is done, so that a run that
 * died on its way can be undone as far as it came.
 */
type Done = {
  readonly source: MailboxId;
  readonly moved: { readonly to: MailboxId; readonly emails: readonly EmailId[] } | null;
  /** Only those that were not there before. */
  readonly copied: readonly { readonly to: MailboxId; readonly emails: readonly EmailId[] }[];
  /** Only what a message did not bear before. */
  readonly marked: readonly { readonly email: EmailId; readonly bits: number; readonly keywords: readonly string[] }[];
};

/**
 * Does to these messages what the rule does: copies, marks, then the move.
 * @returns the run, by which it is undone
 * @throws Refusal as `move`, `copy` and `changeFlags`
 */
export async function runRule(
  house: Needs,
  actor: Actor,
  name: string,
  rule: Rule,
  uids: readonly Uid[],
): Promise<{ readonly run: string; readonly messages: number }> {
  const { database } = house.store;
  const from = await ownMailbox(house, actor, name);
  const placed = await readPlacements(database, from.accountId, from.mailboxId, [...uids]);
  const present = placed.map(one => one.uid);
  const emails = placed.map(one => one.emailId);
  const copied: Done['copied'][number][] = [];
  const flags: string[] = [];
  let target: MailboxId | null = null;
  for (const action of rule.actions) {
    if (action.kind === 'mark') flags.push(...action.flags);
    else if (action.kind === 'move') target = await mailboxNamed(house, actor, action.mailbox);
    else if (action.kind === 'discard')
      target ??= (await findByRole(database, [actor.accountId], 'trash')).get(actor.accountId) ?? null;
    else if (action.kind === 'copy') {
      const to = await mailboxNamed(house, actor, action.mailbox);
      if (to === from.mailboxId) continue;
      const there = new Set(
        (await placementsOf(database, from.accountId, emails)).flatMap(one =>
          one.mailboxId === to ? one.emailId : [],
        ),
      );
      copied.push({ to, emails: emails.filter(email => !there.has(email)) });
    }
  }
  const moved = target === null || target === from.mailboxId ? null : { to: target, emails };
  const marks = marksOf(flags, house.limits.keywordsPerMessage);
  const done: Done = { source: from.mailboxId, moved, copied, marked: unborne(placed, marks) };
  const run = house.random(9).toString('base64url');
  const at = house.clock.now();
  await database.transaction(tx => insertRun(tx, actor.accountId, { id: run, at, done }, existingLimits.runs));
  for (const { to } of copied) await copy(house, actor, from, present, { accountId: from.accountId, mailboxId: to });
  if (flags.length > 0 && present.length > 0) await mark(house, actor, from, present, { flags, marks });
  if (moved) await move(house, actor, from, present, { accountId: from.accountId, mailboxId: moved.to });
  house.log.info('rule-run', { account: actor.accountId, messages: present.length });
  return { run, messages: present.length };
}

async function mailboxNamed(house: Pick<House, 'store' | 'limits'>, actor: Actor, mailbox: string): Promise<MailboxId> {
  const mailboxes = await listMailboxes(house.store.database, actor.accountId);
  const target = { mailbox, create: true, mailboxId: null, specialUse: null };
  const found = await findTarget(house, actor, mailboxes, target);
  if (found === null) throw new Refusal('no-such-mailbox');
  return found;
}

type Marking = ReturnType<typeof marksOf>;

async function mark(
  house: Needs,
  actor: Actor,
  mailbox: MailboxRef,
  uids: readonly Uid[],
  { flags, marks }: { readonly flags: readonly string[]; readonly marks: Marking },
): Promise<void> {
  const spellings = flags.filter(flag => !flag.startsWith('\\'));
  const change = { operation: 'add', bits: marks.flags, keywords: marks.keywords, spellings } as const;
  await changeFlags(house, actor, mailbox, { uids: [...uids] }, change);
}

/** What each message does not bear yet. */
function unborne(placed: readonly Placement[], { flags, keywords }: Marking): Done['marked'] {
  return placed
    .map(one => ({
      email: one.emailId,
      bits: flags & ~one.flags,
      keywords: keywords.filter(keyword => !one.keywords.includes(keyword)),
    }))
    .filter(one => one.bits !== 0 || one.keywords.length > 0);
}

/** Runs that can still be undone, the latest first: also one that was cut short before it could tell its name. */
export async function readRuns(
  { store }: Pick<House, 'store'>,
  { accountId }: Actor,
): Promise<{ readonly run: string; readonly at: Date }[]> {
  return await listRuns(store.database, accountId);
}

/**
 * Takes back what a run did, as far as the messages are where it left them: moves back, copies removed, marks taken off.
 * @returns false where there is no such run, or it was undone
 * @throws Refusal as `move`
 */
export async function undoRun(house: Needs, actor: Actor, run: string): Promise<boolean> {
  const { database } = house.store;
  const { accountId } = actor;
  const done = (await readRun(database, accountId, run)) as Done | null;
  if (done === null) return false;
  const source: MailboxRef = { accountId, mailboxId: done.source };
  if (done.moved !== null) {
    const at = await uidsOf(house, actor, done.moved.emails, done.moved.to);
    if (at.length > 0) await move(house, actor, { accountId, mailboxId: done.moved.to }, at, source);
  }
  for (const { to, emails } of done.copied) {
    const uids = await uidsOf(house, actor, emails, to);
    if (uids.length > 0) await expunge(house, actor, { accountId, mailboxId: to }, uids);
  }
  const alike = Map.groupBy(done.marked, ({ bits, keywords }) => JSON.stringify([bits, keywords]));
  for (const marked of alike.values()) {
    const { bits, keywords } = marked[0]!;
    const uids = await uidsOf(
      house,
      actor,
      marked.map(one => one.email),
      done.source,
    );
    if (uids.length > 0) await changeFlags(house, actor, source, { uids }, { operation: 'remove', bits, keywords });
  }
  // Last: each step does no harm twice, and an undoing that dies midway can be asked again.
  return await dropRun(database, accountId, run);
}

/** Where emails stand in a mailbox, those that do. */
async function uidsOf(
  { store }: Pick<House, 'store'>,
  { accountId }: Actor,
  emails: readonly EmailId[],
  mailboxId: MailboxId,
): Promise<Uid[]> {
  const placed = await placementsOf(store.database, accountId, [...emails]);
  return placed
    .filter(one => one.mailboxId === mailboxId)
    .map(one => one.uid)
    .sort((a, b) => a - b);
}
