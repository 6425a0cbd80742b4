import type { AccountId } from '../model/account.ts';
import { giveVisa, listAwaitingVisa } from '../services/departure/visa.ts';
import { misunderstood, say, withHouse } from './with-house.ts';

const usage = 'archives (list | visa NUMÉRO… --reference DOCUMENT)';

/** `vaguemestre archives`: closed accounts that wait for the archives’ word, and that word. */
export async function archives(words: string[]): Promise<void> {
  const options = { reference: { type: 'string' } } as const;
  await withHouse(words, options, async ({ house, words: [verb, ...numbers], values }) => {
    if (verb === 'list') {
      const waiting = await listAwaitingVisa(house, 'console');
      for (const { accountId, closedOn, population, messages, bytes } of waiting) {
        say(
          `${accountId}  fermé le ${closedOn}  ${population ?? 'boîte de fonction'}  ${messages} messages  ${bytes} octets`,
        );
      }
      return say(`${waiting.length} compte(s) attendent le visa des archives.`);
    }
    if (verb !== 'visa' || numbers.length === 0 || values.reference === undefined) misunderstood(usage);
    if (!numbers.every(number => /^\d+$/.test(number))) misunderstood(usage);
    const given = await giveVisa(
      house,
      'console',
      numbers.map(number => Number(number) as AccountId),
      values.reference,
    );
    say(`Visa noté pour ${given.length} compte(s) : leur courrier sera éliminé au prochain passage.`);
  });
}
