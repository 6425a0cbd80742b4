import { parseAddress } from '../formats/address/address.ts';
import type { House } from '../services/house.ts';
import { dropMessages } from '../services/queue/drop.ts';
import { holdMessages, releaseMessages } from '../services/queue/hold.ts';
import { describeQueue, listQueue } from '../services/queue/list.ts';
import { retryNow } from '../services/queue/retry.ts';
import { freeAccount } from '../services/submission/hold-account.ts';
import { findSender } from '../services/submission/sender.ts';
import type { Selection } from '../store/queue-list.ts';
import { AdministratorError } from './administrator-error.ts';
import { moment, showWaiting } from './show-waiting.ts';
import { inHouse } from './with-house.ts';
import { readWords, type Words } from './words.ts';

const usage = `vaguemestre queue list                       la file par domaine / the queue by domain
vaguemestre queue show    SÉLECTION          ce qui attend, et pourquoi / what waits, and why
vaguemestre queue hold    SÉLECTION --why …  retenir / hold
vaguemestre queue release SÉLECTION          libérer / release
vaguemestre queue retry   SÉLECTION          essayer maintenant / try now
vaguemestre queue drop    SÉLECTION --why …  retirer sans avis à personne / take out, nobody is told
vaguemestre queue free    ADRESSE            lever la retenue d’un compte / let an account send again

SÉLECTION : REPÈRE, --domain DOMAINE, --account ADRESSE, --held, --all
`;

const options = { domain: 'string', account: 'string', why: 'string', held: 'boolean', all: 'boolean' } as const;

type Verb = (house: House, words: Words) => Promise<void>;

const verbs: Record<string, Verb> = {
  async list(house) {
    const domains = await describeQueue(house, 'console');
    if (domains.length === 0) say('La file est vide.', 'The queue is empty.');
    for (const { domain, waiting, held, due, oldest } of domains) {
      process.stdout.write(
        `${domain}  en attente / waiting ${waiting}  retenus / held ${held}  dus / due ${due}  ${moment(oldest)}\n`,
      );
    }
  },
  async show(house, words) {
    const selection = await readSelection(house, words, 'any');
    let after = { queueId: 0, position: 0 };
    for (;;) {
      const page = await listQueue(house, 'console', selection, after);
      for (const one of page) process.stdout.write(`${showWaiting(one)}\n`);
      const last = page.at(-1);
      if (last === undefined) return;
      after = last;
    }
  },
  async hold(house, words) {
    const count = await holdMessages(house, 'console', await readSelection(house, words, 'some'), reason(words));
    say(`${count} destinataire(s) retenu(s).`, `${count} recipient(s) held.`);
  },
  async release(house, words) {
    const count = await releaseMessages(house, 'console', await readSelection(house, words, 'some'));
    say(`${count} destinataire(s) libéré(s).`, `${count} recipient(s) released.`);
  },
  async retry(house, words) {
    const count = await retryNow(house, 'console', await readSelection(house, words, 'some'));
    say(`${count} destinataire(s) essayé(s) maintenant.`, `${count} recipient(s) tried now.`);
  },
  async drop(house, words) {
    const count = await dropMessages(house, 'console', await readSelection(house, words, 'some'), reason(words));
    say(`${count} destinataire(s) retiré(s).`, `${count} recipient(s) dropped.`);
  },
  async free(house, { rest }) {
    const [address, ...more] = rest;
    if (address === undefined || more.length > 0) throw new AdministratorError(usage, 'free expects one address.');
    const count = await freeAccount(house, 'console', await findSender(house, address));
    say(`Le compte peut envoyer ; ${count} destinataire(s) libéré(s).`, `It may send; ${count} recipient(s) released.`);
  },
};

/** `vaguemestre queue …`: the queue as an operator sees it and acts on it; every act is in the message's journey. */
export async function queue(words: string[]): Promise<void> {
  const [name = '', ...rest] = words;
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (verb === undefined) throw new AdministratorError(usage, `"queue ${name}" is unknown.`);
  const read = readWords(rest, { rest: true, options });
  await inHouse(read, house => verb(house, read));
}

/** @param breadth `some`: what changes messages names them, or says `--all` */
async function readSelection(house: House, words: Words, breadth: 'any' | 'some'): Promise<Selection> {
  const { domain, account, held, all } = words.options;
  const [trace, ...more] = words.rest;
  if (more.length > 0) throw new AdministratorError(usage, 'One trace at a time.');
  const selection: Selection = {
    ...(trace === undefined ? {} : { trace }),
    ...(typeof domain === 'string' ? { domain: parseAddress(`x@${domain}`)?.domain ?? domain } : {}),
    ...(typeof account === 'string' ? { accountId: await findSender(house, account) } : {}),
    ...(held === true ? { held } : {}),
  };
  if (breadth === 'some' && all !== true && Object.keys(selection).length === 0) {
    throw new AdministratorError(
      'Dites quels messages : un repère, --domain, --account, --held, ou --all pour tous.',
      'Say which messages: a trace, --domain, --account, --held, or --all for all of them.',
    );
  }
  return selection;
}

function reason({ options: { why } }: Words): string {
  if (typeof why === 'string' && why.trim() !== '') return why.trim();
  throw new AdministratorError('Dites pourquoi : --why « … ».', 'Say why: --why "…".');
}

function say(fr: string, en: string): void {
  process.stdout.write(`${fr}\n${en}\n`);
}
