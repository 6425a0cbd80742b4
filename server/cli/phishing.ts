import type { House } from '../services/house.ts';
import { listHeldAccounts } from '../services/phishing/held-accounts.ts';
import { readFigures, readQueue } from '../services/phishing/queue.ts';
import { freeAccount } from '../services/submission/hold-account.ts';
import { findSender } from '../services/submission/sender.ts';
import { AdministratorError } from './administrator-error.ts';
import { moment } from './show-waiting.ts';
import { inHouse, misunderstood, say } from './with-house.ts';
import { readWords } from './words.ts';

const usage = `vaguemestre phishing queue          les campagnes à juger / campaigns to be judged
vaguemestre phishing figures ANNÉE  l’année en chiffres, sans noms / the year in figures, without names
vaguemestre phishing held           les comptes retenus / accounts that are held
vaguemestre phishing free ADRESSE   lever la retenue d’un compte / let an account send again
`;

type Verb = (house: House, rest: readonly string[]) => Promise<void>;

const verbs: Record<string, Verb> = {
  async queue(house) {
    const campaigns = await readQueue(house, 'console');
    if (campaigns.length === 0) say('Rien n’attend. / Nothing waits.');
    for (const { id, reports, lastAt, sender, subject } of campaigns) {
      say(`${id}  ${reports} signalement(s) / report(s)  ${moment(lastAt)}  ${sender}  ${subject}`);
    }
  },
  async figures(house, [word = '', ...more]) {
    const year = /^20\d\d$/.test(word) && more.length === 0 ? Number(word) : misunderstood(usage);
    const counted = await readFigures(
      house,
      'console',
      new Date(Date.UTC(year, 0, 1)),
      new Date(Date.UTC(year + 1, 0, 1)),
    );
    const { campaigns, medianMinutes } = counted;
    const few = (count: number | null) => count ?? '< 5';
    say(`signalements / reports                   ${counted.reports}`);
    say(`personnes qui ont signalé / reporters    ${few(counted.reporters)}`);
    for (const [verdict, count] of Object.entries(campaigns))
      say(`campagnes / campaigns: ${verdict.padEnd(17)} ${count}`);
    say(`messages retirés / pulled back           ${counted.pulledBack}`);
    say(`répondu ou suivi / answered or followed  ${few(counted.reacted)}`);
    say(
      `délai médian / median delay              ${medianMinutes === null ? '—' : `${Math.round(medianMinutes)} min`}`,
    );
  },
  async held(house) {
    const accounts = await listHeldAccounts(house, 'console');
    if (accounts.length === 0) say('Aucun compte n’est retenu. / No account is held.');
    for (const { address, accountId, since, why } of accounts) say(`${address ?? accountId}  ${moment(since)}  ${why}`);
  },
  async free(house, [address, ...more]) {
    if (address === undefined || more.length > 0) misunderstood(usage);
    const count = await freeAccount(house, 'console', await findSender(house, address));
    say(`Le compte peut envoyer ; ${count} destinataire(s) libéré(s). / It may send; ${count} recipient(s) released.`);
  },
};

/** `vaguemestre phishing …`: what waits for an analyst, and accounts that look hijacked, for whoever has the machine. */
export async function phishing(words: string[]): Promise<void> {
  const [name = '', ...rest] = words;
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (verb === undefined) throw new AdministratorError(usage, `"phishing ${name}" is unknown.`);
  const read = readWords(rest, { rest: true });
  await inHouse(read, house => verb(house, read.rest));
}
