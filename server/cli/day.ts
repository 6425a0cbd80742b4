import { eliminate, prove, sweepBlobs } from '../services/departure/eliminate.ts';
import { dropPackages } from '../services/departure/packages.ts';
import { live } from '../services/lifecycle/live.ts';
import { addressRule, lifeRules } from './life-rules.ts';
import { packagesDirectory } from './packages-directory.ts';
import { misunderstood, say, withHouse } from './with-house.ts';

const usage = 'day [--clock AAAA-MM-JJ]';

/** `vaguemestre day`: the work of a day by hand, today's or another's. Running it twice does no harm. */
export async function day(words: string[]): Promise<void> {
  const options = { clock: { type: 'string' } } as const;
  await withHouse(
    words,
    options,
    async ({ house, settings, words: rest }) => {
      if (rest.length > 0) misunderstood(usage);
      const rules = lifeRules(settings);
      const report = await live(house, rules, addressRule(settings));
      say(
        `${report.day} : ${report.begun} commencent, ${report.leaving} partent bientôt, ${report.staying} restent, ${report.closed} fermés, ${report.returned} de retour, ${report.reminded} prévenus, ${report.addressesReleased} adresses rendues.`,
      );
      await dropPackages(house, packagesDirectory(settings));
      const gone = await eliminate(house, rules);
      const swept = await sweepBlobs(house);
      const proved = await prove(house);
      say(`${gone.length} éliminés, ${proved.length} preuves faites, ${swept.forgotten} contenus ôtés.`);
    },
    ({ clock }) => {
      if (clock === undefined) return 0;
      // Noon in Paris, whatever the season.
      const noon = Date.parse(`${clock}T11:00:00Z`);
      return Number.isNaN(noon) ? misunderstood(usage) : noon - Date.now();
    },
  );
}
