/**
 * Filters at delivery: runs the scripts of each recipient and turns what they decide into mailboxes, marks and messages.
 * Nothing is done here that could not be left undone: the delivery enqueues and remembers in its own transaction
 * (`takeOutgoing`). One mail to everybody asks the database the same few questions as a mail to one.
 */
import { readHeader } from '../../formats/message/header.ts';
import { type ParsedMessage, parseMessage } from '../../formats/message/parse.ts';
import type { CompiledScript } from '../../formats/sieve/compile.ts';
import type { SieveEnvironment } from '../../formats/sieve/environment.ts';
import { openMessage } from '../../formats/sieve/message.ts';
import { type Decision, runScripts } from '../../formats/sieve/run-script.ts';
import { parisZone } from '../../model/clock.ts';
import { readScript } from '../../store/sieve-scripts.ts';
import type { House } from '../house.ts';
import { findScripts } from './active-scripts.ts';
import { type Answers, openAnswers } from './answer.ts';
import { type CompiledScripts, createCompiledScripts } from './compiled.ts';
import type { Filtered, FilterMessage, FilterRecipient } from './filtered.ts';
import { type AddressBook, type Lists, openLists } from './lists.ts';
import { scriptLimits } from './offered.ts';
import { resolve } from './resolve.ts';

export type FilterHouse = Pick<House, 'store' | 'clock' | 'log' | 'random' | 'hostName' | 'domains' | 'limits'>;

export type Filters = {
  /**
   * What becomes of a message for each recipient, in order; null where no script has a say: it goes to the inbox.
   * @throws Refusal unavailable
   */
  filter(message: FilterMessage, recipients: readonly FilterRecipient[]): Promise<(Filtered | null)[]>;
  /** What a script tied to a mailbox decides of a message there; null where it cannot run. rfc/6785 */
  decideEvent(event: MailboxEvent): Promise<EventDecision | null>;
};

/** A message of a mailbox something happened to. `recipient.inboxId`: that mailbox. */
export type MailboxEvent = {
  readonly script: { readonly name: string; readonly digest: string };
  readonly bytes: Buffer;
  readonly recipient: FilterRecipient;
  /** Flags as scripts write them, as they are now. */
  readonly flags: readonly string[];
  /** Of the session. rfc/6785#4 */
  readonly items: Readonly<Record<string, string>>;
  readonly steps: number;
};

/** `kept`: the flags the message is to bear; null where it is no longer to be kept. */
export type EventDecision = {
  readonly filtered: Filtered;
  readonly kept: readonly string[] | null;
  readonly steps: number;
};

export function createFilters(house: FilterHouse, book: AddressBook | null = null): Filters {
  const compiled = createCompiledScripts();
  const lists = openLists(house, book);
  return {
    async filter(message, recipients) {
      const accounts = [...new Set(recipients.map(recipient => recipient.accountId))];
      const scripts = await findScripts(house, accounts, compiled);
      if (scripts.size === 0) return recipients.map(() => null);
      const bytes = await message.bytes();
      const parsed = parsedAlready(message, bytes) ?? parseMessage(bytes);
      const outcomes: (Filtered | null)[] = [];
      for (const recipient of recipients) {
        const own = scripts.get(recipient.accountId);
        outcomes.push(
          own ? await filterOne(house, { message, bytes, parsed }, recipient, own, { compiled, lists }) : null,
        );
      }
      return outcomes;
    },
    decideEvent: event => decideEvent(house, event, { compiled, lists }),
  };
}

/** The parts and the envelope were read when the message came: its header alone is read again. */
function parsedAlready({ facts }: FilterMessage, bytes: Buffer): ParsedMessage | null {
  if (facts === undefined) return null;
  const { fields, body } = readHeader(bytes);
  const { structure: part, envelope } = facts;
  return { part, envelope, fields, headerEnd: body, size: bytes.length };
}

/** A message at hand, parsed once for all its recipients. */
export type Arrived = { readonly message: FilterMessage; readonly bytes: Buffer; readonly parsed: ParsedMessage };

async function filterOne(
  house: FilterHouse,
  arrived: Arrived,
  recipient: FilterRecipient,
  scripts: readonly CompiledScript[],
  shared: { compiled: CompiledScripts; lists: Lists },
): Promise<Filtered> {
  const answers = openAnswers(house, recipient.accountId, shared);
  const decision = await decide(arrived, deliveryOf(house, arrived.message, recipient, answers), scripts, answers);
  const filtered = await resolve(house, arrived, recipient, decision, { answers, lists: shared.lists });
  house.log.info('filtered', {
    account: recipient.accountId,
    scripts: scripts.length,
    steps: decision.steps,
    destinations: filtered.destinations.length,
    outgoing: filtered.outgoing.length,
    refused: filtered.refused !== null,
    failures: decision.failures.length,
  });
  return filtered;
}

async function decideEvent(
  house: FilterHouse,
  { script, bytes, recipient, flags, items, steps }: MailboxEvent,
  shared: { compiled: CompiledScripts; lists: Lists },
): Promise<EventDecision | null> {
  const { accountId } = recipient;
  const compiled = await shared.compiled.get(
    script,
    async () => (await readScript(house.store.database, accountId, script.name))?.text ?? null,
  );
  if (compiled === null) return null;
  const answers = openAnswers(house, accountId, shared);
  // Whoever owns the mailbox sends what goes out. rfc/6785#3.4
  const message = {
    sender: recipient.address,
    bytes: async () => bytes,
    client: null,
    spamPercent: null,
    virusLevel: null,
  };
  const arrived = { message, bytes, parsed: parseMessage(bytes) };
  const delivery = deliveryOf(house, message, recipient, answers);
  const environment: SieveEnvironment = {
    ...delivery,
    envelope: { from: '', to: '', parameters: {} },
    items: { ...delivery.items, location: 'MS', phase: 'post', ...items },
    occasion: 'imap',
    flags,
  };
  const decision = await decide(arrived, environment, [compiled], answers, steps);
  const filtered = await resolve(house, arrived, recipient, decision, { answers, lists: shared.lists });
  const keep = decision.implicitKeep ?? decision.actions.findLast(({ kind }) => kind === 'keep');
  return {
    filtered,
    kept: keep !== undefined && 'flags' in keep ? keep.flags : null,
    steps: decision.steps,
  };
}

/** What a script may know when a message arrives. */
function deliveryOf(
  house: FilterHouse,
  message: FilterMessage,
  recipient: FilterRecipient,
  answers: Answers,
): SieveEnvironment {
  return {
    now: house.clock.now(),
    zoneAt: parisZone,
    envelope: {
      from: message.sender ?? '',
      to: recipient.address,
      parameters: { ...message.parameters, ...recipient.parameters },
    },
    items: {
      name: 'Vaguemestre',
      location: 'MDA',
      phase: 'during',
      domain: house.domains[0] ?? '',
      host: house.hostName,
      // Nobody has signed in where mail is delivered. rfc/6785#4.2
      'imap.user': '',
      'imap.email': '',
      'imap.changedflags': '',
      ...(message.client ? { 'remote-host': message.client.name, 'remote-ip': message.client.address } : {}),
    },
    spamPercent: message.spamPercent,
    virusLevel: message.virusLevel,
    occasion: 'delivery',
    flags: [],
    ask: answers.known,
  };
}

/** Runs the scripts again for every answer that had to be fetched; the limit on questions ends it. */
async function decide(
  { bytes, parsed }: Arrived,
  environment: SieveEnvironment,
  scripts: readonly CompiledScript[],
  answers: Answers,
  most = scriptLimits.steps,
): Promise<Decision> {
  // Runs begun again spend from the same purse.
  let steps = most;
  for (;;) {
    const outcome = runScripts(scripts, openMessage(bytes, parsed), environment, { ...scriptLimits, steps });
    if (outcome.kind === 'decided') return outcome;
    steps = Math.max(steps - outcome.steps, 1);
    await answers.fetch(outcome.question);
  }
}
