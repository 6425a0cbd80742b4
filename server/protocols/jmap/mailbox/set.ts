import { type MailboxId, type MailboxRole, mailboxRoles } from '../../../model/mailbox.ts';
import { Refusal } from '../../../model/refusal.ts';
import { StateMoved } from '../../../services/emails/change.ts';
import { rightsIn } from '../../../services/mailboxes/access.ts';
import {
  BadParent,
  createUnder,
  HoldsEmails,
  removeById,
  reshape,
  type Shape,
} from '../../../services/mailboxes/reshape.ts';
import { changeRightsOf, listGuests } from '../../../services/mailboxes/share.ts';
import { readTreeOf, type TreeMailbox } from '../../../services/mailboxes/tree.ts';
import { mail, mailLimits } from '../capabilities.ts';
import { invalidProperties, MethodFault, SetFault } from '../faults.ts';
import { type Context, method } from '../method.ts';
import { mailboxIdOf, mailboxName, resolveCreation } from '../names.ts';
import { bool, defaulted, InvalidArgument, text, unsigned } from '../read.ts';
import { readPatch } from '../standard/patch.ts';
import { checkSetSize, createSpan, SetOutcome, setShape } from '../standard/set.ts';
import { demandedModSeq } from '../states.ts';
import { countProperties } from './object.ts';
import { myRights } from './rights.ts';
import { readSharePatch, readShareWith, type ShareChange } from './share-with.ts';

/** Mailbox/set. rfc/8621#2.5 */
export const set = method(
  'Mailbox/set',
  mail,
  { ...setShape, onDestroyRemoveEmails: defaulted(bool, false) },
  async (args, context) => {
    checkSetSize(args);
    const { house, access } = context;
    const before = await readTreeOf(house.store.database, access);
    let demanded = demandedModSeq(args.ifInState);
    if (demanded !== null && demanded !== before.modseq) throw new MethodFault('stateMismatch');
    const outcome = new SetOutcome(context);
    const span = createSpan();

    for (const [creationId, given] of inOrderOfParents(args.create ?? new Map())) {
      await outcome.create(creationId, async () => {
        const { shareWith, ...plain } = given;
        const shape = readShape(context, new Map(Object.entries(plain)));
        const shares = readShareWith(shareWith ?? null, new Map());
        if (shape.name === undefined) throw invalidProperties(['name'], 'A mailbox needs a name.');
        const made = await placing(() => createUnder(house, access, { ...shape, name: shape.name! }, demanded));
        demanded = null;
        span.note(made.modseq);
        await share(context, made.mailboxId, shares, span);
        return describeCreated(context, made.mailboxId, given);
      });
    }
    const destroying = new Set((args.destroy ?? []).map(name => resolveCreation(context, name)));
    for (const [given, patch] of args.update ?? []) {
      await outcome.update(given, async name => {
        if (destroying.has(name)) throw new SetFault('willDestroy');
        const mailboxId = mailboxIdOf(context, name);
        if (mailboxId === null) throw new SetFault('notFound');
        const { whole, below } = readPatch(patch);
        const paths = below.get('shareWith');
        below.delete('shareWith');
        if (below.size > 0) throw invalidProperties([...below.keys()]);
        const guests = (await listGuests(house, access)).get(mailboxId) ?? new Map();
        const whom = whole.has('shareWith') ? readShareWith(whole.get('shareWith'), guests) : [];
        const shares = paths === undefined ? whom : readSharePatch(paths, guests);
        whole.delete('shareWith');
        const shape = readShape(context, whole);
        if (whole.size > 0 || shares.length === 0) {
          const { modseq } = await placing(() => reshape(house, access, mailboxId, shape, demanded));
          demanded = null;
          span.note(modseq);
        }
        await share(context, mailboxId, shares, span);
        return null;
      });
    }
    for (const name of await deepestFirst(context, args.destroy ?? [])) {
      await outcome.destroy(name, async resolved => {
        const mailboxId = mailboxIdOf(context, resolved);
        if (mailboxId === null) throw new SetFault('notFound');
        const { modseq } = await emptying(() =>
          removeById(house, access, mailboxId, args.onDestroyRemoveEmails, demanded),
        );
        demanded = null;
        span.note(modseq);
      });
    }
    return outcome.reply(args.accountId, span.old() ?? before.modseq, span.now() ?? before.modseq);
  },
);

async function share(
  { house, actor, access }: Context,
  mailboxId: MailboxId,
  shares: readonly ShareChange[],
  span: ReturnType<typeof createSpan>,
): Promise<void> {
  if (shares.length === 0) return;
  try {
    const { modseq } = await changeRightsOf(house, actor, { accountId: access.accountId, mailboxId }, shares);
    span.note(modseq);
  } catch (error) {
    // No mail account has that number.
    if (error instanceof Refusal && error.reason === 'closed')
      throw invalidProperties(['shareWith'], 'No such principal.');
    throw error;
  }
}

const known = ['name', 'parentId', 'role', 'sortOrder', 'isSubscribed'];
const kept = ['id', 'myRights', ...countProperties];

/** @throws SetFault invalidProperties */
function readShape(context: Context, given: ReadonlyMap<string, unknown>): Shape {
  const wrong = [...given.keys()].filter(name => !known.includes(name));
  if (wrong.length > 0) {
    throw invalidProperties(
      wrong,
      wrong.some(name => kept.includes(name)) ? 'The server sets these.' : 'Not known here.',
    );
  }
  const read = <Value>(name: string, reader: (value: unknown, path: string) => Value): Value | undefined =>
    given.has(name) ? reader(given.get(name), name) : undefined;
  return {
    name: read('name', readName),
    parentId: read('parentId', (value, path) => readParent(context, value, path)),
    role: read('role', readRole),
    sortOrder: read('sortOrder', readSortOrder),
    subscribed: read('isSubscribed', bool),
  };
}

function readName(value: unknown, path: string): string {
  const name = text(value, path).normalize('NFC');
  if (name === '' || Buffer.byteLength(name) > mailLimits.maxSizeMailboxName) {
    throw new InvalidArgument(path, `must have 1 to ${mailLimits.maxSizeMailboxName} octets`);
  }
  return name;
}

function readParent(context: Context, value: unknown, path: string): MailboxId | null {
  if (value === null) return null;
  const name = resolveCreation(context, text(value, path));
  const parentId = name === null ? null : mailboxIdOf(context, name);
  if (parentId === null) throw new InvalidArgument(path, 'is no mailbox');
  return parentId;
}

function readRole(value: unknown, path: string): MailboxRole | null {
  if (value === null) return null;
  const role = text(value, path);
  if (!mailboxRoles.includes(role as MailboxRole) || role === 'report')
    throw new InvalidArgument(path, 'is a role unknown here');
  return role as MailboxRole;
}

/** Fits PostgreSQL's integer: rfc/8621#2 asks for less than 2^31. */
function readSortOrder(value: unknown, path: string): number {
  const order = unsigned(value, path);
  if (order >= 2 ** 31) throw new InvalidArgument(path, 'must be less than 2^31');
  return order;
}

async function placing<Result>(work: () => Promise<Result>): Promise<Result> {
  return await work().catch(error => {
    if (error instanceof StateMoved) throw new MethodFault('stateMismatch');
    throw error instanceof BadParent
      ? invalidProperties(['parentId'], 'Not a mailbox this one can stand below.')
      : error;
  });
}

async function emptying<Result>(work: () => Promise<Result>): Promise<Result> {
  return await work().catch(error => {
    if (error instanceof StateMoved) throw new MethodFault('stateMismatch');
    throw error instanceof HoldsEmails ? new SetFault('mailboxHasEmail') : error;
  });
}

/** What the server added to what the client sent. */
async function describeCreated(
  context: Context,
  mailboxId: MailboxId,
  given: Record<string, unknown>,
): Promise<{ id: string }> {
  const { mailboxes } = await readTreeOf(context.house.store.database, context.access);
  const made = mailboxes.find(mailbox => mailbox.id === mailboxId);
  const all = {
    parentId: null,
    role: null,
    sortOrder: made?.sortOrder ?? 0,
    isSubscribed: false,
    totalEmails: 0,
    unreadEmails: 0,
    totalThreads: 0,
    unreadThreads: 0,
    myRights: myRights(rightsIn(context.access, mailboxId), made ?? { role: null }),
    shareWith: null,
  };
  const added = Object.entries(all).filter(([name]) => !Object.hasOwn(given, name));
  return { id: mailboxName(context, mailboxId), ...Object.fromEntries(added) };
}

/** Mailboxes made in one call may stand below each other: those above first. */
function inOrderOfParents(create: ReadonlyMap<string, Record<string, unknown>>): [string, Record<string, unknown>][] {
  const ordered = new Map<string, Record<string, unknown>>();
  const visit = (creationId: string, given: Record<string, unknown>, path: readonly string[]): void => {
    if (ordered.has(creationId) || path.includes(creationId)) return;
    const { parentId } = given;
    const above = typeof parentId === 'string' && parentId.startsWith('#') ? parentId.slice(1) : null;
    const parent = above === null ? undefined : create.get(above);
    if (parent !== undefined) visit(above!, parent, [...path, creationId]);
    ordered.set(creationId, given);
  };
  for (const [creationId, given] of create) visit(creationId, given, []);
  return [...ordered];
}

/** A mailbox and those below it may be destroyed in one call: those below first. */
async function deepestFirst(context: Context, destroy: readonly string[]): Promise<string[]> {
  if (destroy.length < 2) return [...destroy];
  const { mailboxes } = await readTreeOf(context.house.store.database, context.access);
  const depth = new Map(mailboxes.map(mailbox => [mailboxName(context, mailbox.id), levels(mailbox)]));
  const of = (name: string) => depth.get(resolveCreation(context, name) ?? '') ?? 0;
  return [...new Set(destroy)].sort((a, b) => of(b) - of(a));
}

function levels(mailbox: TreeMailbox): number {
  return mailbox.path.split('/').length;
}
