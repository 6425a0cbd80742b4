/**
 * Filters at delivery: runs the scripts of each recipient and turns what they decide into mailboxes, marks and messages.
 * Nothing is done here that could not be left undone: the delivery enqueues and remembers in its own transaction
 * (`takeOutgoing`). One mail to everybody asks the database the same few questions as a mail to one.
 */
import { type ParsedMessage, parseMessage } from '../../formats/message/parse.ts';
import type { CompiledScript } from '../../formats/sieve/compile.ts';
import type { SieveEnvironment } from '../../formats/sieve/environment.ts';
import { openMessage } from '../../formats/sieve/message.ts';
import { type Decision, runScripts } from '../../formats/sieve/run-script.ts';
import { parisZone } from '../../model/clock.ts';
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
      const parsed = parseMessage(bytes);
      const outcomes: (Filtered | null)[] = [];
      for (const recipient of recipients) {
        const own = scripts.get(recipient.accountId);
        outcomes.push(
          own ? await filterOne(house, { message, bytes, parsed }, recipient, own, { compiled, lists }) : null,
        );
      }
      return outcomes;
    },
  };
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
  const decision = await decide(house, arrived, recipient, scripts, answers);
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

/** Runs the scripts again for every answer that had to be fetched; the limit on questions ends it. */
async function decide(
  house: FilterHouse,
  { message, bytes, parsed }: Arrived,
  recipient: FilterRecipient,
  scripts: readonly CompiledScript[],
  answers: Answers,
): Promise<Decision> {
  const environment: SieveEnvironment = {
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
      ...(message.client ? { 'remote-host': message.client.name, 'remote-ip': message.client.address } : {}),
    },
    spamPercent: message.spamPercent,
    virusLevel: message.virusLevel,
    occasion: 'delivery',
    flags: [],
    ask: answers.known,
  };
  // Runs begun again spend from the same purse.
  let steps = scriptLimits.steps;
  for (;;) {
    const outcome = runScripts(scripts, openMessage(bytes, parsed), environment, { ...scriptLimits, steps });
    if (outcome.kind === 'decided') return outcome;
    steps = Math.max(steps - outcome.steps, 1);
    await answers.fetch(outcome.question);
  }
}
