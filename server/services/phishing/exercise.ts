/**
 * Exercises: the house sends its people a harmless lure, whose link leads to a lesson. Results are numbers: who followed is
 * never known, small numbers are not shown, and nothing of it counts as an incident. Who reports one is thanked at once.
 */
import { describeMessage } from '../../formats/message/describe.ts';
import { baseSubject } from '../../formats/message/subject.ts';
import {
  composeExercise,
  type ExerciseTemplate,
  exerciseSender,
  exerciseSubject,
} from '../../formats/phishing/exercise.ts';
import { foldLetters } from '../../formats/phishing/letters.ts';
import type { Population } from '../../model/account.ts';
import { parisZone } from '../../model/clock.ts';
import { Refusal } from '../../model/refusal.ts';
import { openCampaign, setVerdict } from '../../store/phishing-campaigns.ts';
import {
  countSent,
  insertExercise,
  insertLures,
  listPupils,
  listExercises as listRows,
  takeLure,
} from '../../store/phishing-exercises.ts';
import type { Actor } from '../actor.ts';
import { record } from '../audit/record.ts';
import { newTraceId } from '../delivery/trace-id.ts';
import type { House } from '../house.ts';
import { drawToken, hashToken } from '../signing-in/tokens.ts';
import { requireAnalyst } from './analyst.ts';
import { type Hidden, hideSmall, smallest } from './hide-small.ts';

type Parts = Pick<House, 'store' | 'clock' | 'random' | 'deliveries' | 'domains'>;

/** Messages composed and delivered together. */
const atOnce = 100;
const mostListed = 50;

/**
 * Sends an exercise to the active people of a population, or to all.
 * @param lessonAt the address of the lesson for a token
 * @returns how many got it
 * @throws Refusal not-permitted; policy where there are so few that a number would name somebody
 */
export async function sendExercise(
  house: Parts,
  actor: Actor,
  { template, population }: { readonly template: ExerciseTemplate; readonly population: Population | null },
  lessonAt: (token: string) => string,
): Promise<number> {
  requireAnalyst(actor);
  const { store, clock, deliveries, random, domains } = house;
  const { database } = store;
  const pupils = await listPupils(database, population);
  if (pupils.length < smallest) throw new Refusal('policy');
  const at = clock.now();
  const zone = parisZone(at);
  const domain = domains[0]!;
  const exercise = await database.transaction(async tx => {
    const subject = foldLetters(baseSubject(exerciseSubject(template)).base);
    // Without a print or links: an exercise is known by its bytes, and nothing that is like it is taken for it.
    const campaignId = await openCampaign(tx, { sender: exerciseSender(domain), subject, links: [], print: 0n }, at);
    await setVerdict(tx, campaignId, 'exercise', actor.accountId, at);
    const id = await insertExercise(tx, { campaignId, template, population, at, by: actor.accountId });
    const facts = { campaign: campaignId, template, population, people: pupils.length };
    await record(tx, house, { kind: 'phishing-exercise', actor, subject: null, facts });
    return { id, campaignId };
  });
  let sent = 0;
  for (let from = 0; from < pupils.length; from += atOnce) {
    const portion = await Promise.all(
      pupils.slice(from, from + atOnce).map(async ({ accountId, address, inboxId, givenName }) => {
        const token = drawToken(random);
        const messageId = `<${newTraceId(house)}@exercice.${domain}>`;
        const bytes = composeExercise({
          template,
          to: address,
          givenName,
          link: lessonAt(token),
          domain,
          messageId,
          at,
          zone,
        });
        return { accountId, inboxId, bytes, tokenHash: hashToken(token), blob: await store.blobs.keep(bytes) };
      }),
    );
    await database.transaction(tx =>
      insertLures(
        tx,
        exercise,
        portion.map(({ blob }) => blob.hash),
        portion.map(({ tokenHash }) => tokenHash),
      ),
    );
    const outcomes = await Promise.all(
      portion.map(({ accountId, inboxId, bytes, blob }) => {
        const message = { blob, facts: describeMessage(bytes), receivedAt: at, receivedZone: zone };
        return deliveries.deliver(message, [{ accountId, mailboxId: inboxId, trace: '', flags: 0, keywords: [] }]);
      }),
    );
    const taken = outcomes.flat().filter(outcome => !(outcome instanceof Refusal)).length;
    await countSent(database, exercise.id, taken);
    sent += taken;
  }
  return sent;
}

export type ShownExercise = {
  readonly id: number;
  readonly template: string;
  readonly population: Population | null;
  readonly sentAt: Date;
  readonly sent: number;
  readonly followed: Hidden;
  readonly reported: Hidden;
};

/** What became of exercises, the newest first; nobody is named. @throws Refusal not-permitted */
export async function listExercises({ store }: Pick<House, 'store'>, actor: Actor): Promise<ShownExercise[]> {
  requireAnalyst(actor);
  const all = await listRows(store.database, mostListed);
  return all.map(({ campaignId: _, followed, reported, ...exercise }) => ({
    ...exercise,
    followed: hideSmall(followed),
    reported: hideSmall(reported),
  }));
}

/** Somebody follows the link of an exercise: counted once, and nothing more is kept of it. */
export async function followLure({ store }: Pick<House, 'store'>, token: string): Promise<void> {
  await takeLure(store.database, hashToken(token));
}
