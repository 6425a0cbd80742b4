import { verifyJournal } from '../services/audit/verify.ts';
import { type Head, readHead } from '../store/acts.ts';
import { AdministratorError } from './administrator-error.ts';
import { misunderstood, say, withHouse } from './with-house.ts';

const usage = 'journal (verify [NUMÉRO:EMPREINTE]… | head)';

const faults = {
  missing: 'il manque, ou un acte a été ôté avant lui',
  changed: 'il a été changé',
  personal: 'ses mots ont été changés',
  head: 'la fin du journal n’est pas celle qui est notée',
} as const;

/** `vaguemestre journal`: prints the head to be kept elsewhere, or walks the whole chain of acts. */
export async function journal(words: string[]): Promise<void> {
  await withHouse(words, {}, async ({ house, words: [verb, ...heads] }) => {
    if (verb === 'head') {
      const { seq, hash } = await readHead(house.store.database);
      return say(`${seq}:${hash.toString('hex')}`);
    }
    if (verb !== 'verify') misunderstood(usage);
    const verdict = await verifyJournal(house, heads.map(readWrittenHead));
    if (verdict.kind === 'whole') {
      return say(
        `Journal intact : ${verdict.acts} actes, dont ${verdict.forgotten} aux mots oubliés. Tête : ${verdict.head.seq}:${verdict.head.hash.toString('hex')}`,
      );
    }
    throw new AdministratorError(
      `Journal rompu à l’acte ${verdict.seq} : ${faults[verdict.why]}.`,
      `The journal is broken at act ${verdict.seq}: ${verdict.why}.`,
    );
  });
}

function readWrittenHead(written: string): Head {
  const match = /^(\d+):([0-9a-f]{64})$/i.exec(written);
  if (match === null) misunderstood(usage);
  return { seq: Number(match[1]), hash: Buffer.from(match[2]!, 'hex') };
}
