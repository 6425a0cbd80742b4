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
import { insertRun, takeRun } from '../../store/sieve-runs.ts';
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

/** What a run did, in numbers that do not change: enough to undo it. */
type Done = {
  readonly source: MailboxId;
  readonly moved: { readonly to: MailboxId; readonly emails: readonly EmailId[] } | null;
  readonly copied: readonly { readonly to: MailboxId; readonly uids: readonly Uid[] }[];
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
      const done = await copy(house, actor, from, present, { accountId: from.accountId, mailboxId: to });
      copied.push({ to, uids: done.to });
    }
  }
  const marked = await mark(house, actor, from, placed, flags);
  const moved =
    target === null || target === from.mailboxId ? null : { to: target, emails: placed.map(one => one.emailId) };
  if (moved) await move(house, actor, from, present, { accountId: from.accountId, mailboxId: moved.to });
  const done: Done = { source: from.mailboxId, moved, copied, marked };
  const run = house.random(9).toString('base64url');
  const at = house.clock.now();
  await database.transaction(tx => insertRun(tx, actor.accountId, { id: run, at, done }, existingLimits.runs));
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

/** Marks messages, and says what each did not bear before. */
async function mark(
  house: Needs,
  actor: Actor,
  mailbox: MailboxRef,
  placed: readonly Placement[],
  flags: readonly string[],
): Promise<Done['marked']> {
  if (flags.length === 0 || placed.length === 0) return [];
  const { flags: bits, keywords } = marksOf(flags, house.limits.keywordsPerMessage);
  const uids = placed.map(one => one.uid);
  const spellings = flags.filter(flag => !flag.startsWith('\\'));
  await changeFlags(house, actor, mailbox, { uids }, { operation: 'add', bits, keywords, spellings });
  return placed
    .map(one => ({
      email: one.emailId,
      bits: bits & ~one.flags,
      keywords: keywords.filter(keyword => !one.keywords.includes(keyword)),
    }))
    .filter(one => one.bits !== 0 || one.keywords.length > 0);
}

/**
 * Takes back what a run did, as far as the messages are where it left them: moves back, copies removed, marks taken off.
 * @returns false where there is no such run, or it was undone
 * @throws Refusal as `move`
 */
export async function undoRun(house: Needs, actor: Actor, run: string): Promise<boolean> {
  const { database } = house.store;
  const { accountId } = actor;
  const done = (await takeRun(database, accountId, run)) as Done | null;
  if (done === null) return false;
  const source: MailboxRef = { accountId, mailboxId: done.source };
  if (done.moved !== null) {
    const at = await uidsOf(house, actor, done.moved.emails, done.moved.to);
    if (at.length > 0) await move(house, actor, { accountId, mailboxId: done.moved.to }, at, source);
  }
  for (const { to, uids } of done.copied) await expunge(house, actor, { accountId, mailboxId: to }, [...uids]);
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
  return true;
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
