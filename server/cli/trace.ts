import { traceMessage } from '../services/queue/trace.ts';
import type { Step } from '../store/journey.ts';
import { AdministratorError } from './administrator-error.ts';
import { moment, showWaiting } from './show-waiting.ts';
import { inHouse } from './with-house.ts';
import { readWords } from './words.ts';

/** `vaguemestre trace <message-id|repère>`: the journey of one message, from the door to the mailbox or the remote's word. */
export async function trace(words: string[]): Promise<void> {
  const read = readWords(words, { rest: true });
  const [name, ...more] = read.rest;
  if (name === undefined || more.length > 0) {
    throw new AdministratorError(
      'trace attend un Message-ID ou un repère (celui que porte la réponse 250 du serveur).',
      'trace expects a Message-ID or a trace (the one in the 250 reply of the server).',
    );
  }
  await inHouse(read, async house => {
    const { steps, waiting } = await traceMessage(house, 'console', name);
    if (steps.length === 0) {
      throw new AdministratorError(
        `Aucun message connu sous « ${name} » : les parcours sont gardés six mois.`,
        `No message known as "${name}": journeys are kept six months.`,
      );
    }
    for (const [id, each] of Map.groupBy(steps, step => step.trace)) {
      process.stdout.write(`${id}\n`);
      for (const step of each) process.stdout.write(`  ${showStep(step)}\n`);
      for (const one of waiting) if (one.trace === id) process.stdout.write(`  ${showWaiting(one)}\n`);
    }
  });
}

/** Each event in both languages, as people of an exploitation room say it. */
const eventWords = {
  taken: 'pris en charge / taken',
  delivered: 'remis / delivered',
  queued: 'mis en file / queued',
  sent: 'parti / sent',
  'put-off': 'reporté / put off',
  failed: 'échec / failed',
  noticed: 'avis à l’expéditeur / notice to sender',
  held: 'retenu / held',
  released: 'libéré / released',
  dropped: 'retiré / dropped',
} as const satisfies Record<Step['event'], string>;

function showStep({ at, event, messageId, detail }: Step): string {
  const facts = Object.entries({ ...(messageId === null ? {} : { messageId }), ...detail })
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  // What is taken for accounts of the house is in their mailboxes by the same commit.
  const word =
    event === 'taken' && 'accounts' in detail ? 'pris en charge et remis / taken and delivered' : eventWords[event];
  return [moment(at), word, ...facts].join('  ');
}
