import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { printLetters } from '../services/letters/print.ts';
import { findCredentials } from '../store/accounts.ts';
import type { Choice } from '../store/letters.ts';
import { AdministratorError } from './administrator-error.ts';
import { letterHouse } from './letter-house.ts';
import { misunderstood, say, withHouse } from './with-house.ts';

const usage = 'letters print (--school UAI | --since AAAA-MM-JJ | --to ADRESSE) --out FICHIER.pdf [--again]';

/** `vaguemestre letters print`: letters with provisional passwords, into a new file that only its owner reads. */
export async function letters(words: string[]): Promise<void> {
  const options = {
    school: { type: 'string' },
    since: { type: 'string' },
    to: { type: 'string' },
    out: { type: 'string' },
    again: { type: 'boolean' },
  } as const;
  await withHouse(words, options, async ({ house, settings, words: [verb], values }) => {
    if (verb !== 'print' || values.out === undefined) misunderstood(usage);
    const choice = await readChoice(values);
    const out = await open(values.out, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o600).catch(
      error => {
        throw new AdministratorError(
          `${values.out} ne peut être créé (${error.code}) : une lettre n’en écrase pas une autre.`,
          `${values.out} cannot be made (${error.code}): no letter overwrites another.`,
          error,
        );
      },
    );
    const pages = new PassThrough();
    const written = pipeline(pages, out.createWriteStream());
    const print = { validDays: settings['provisional-days'], again: values.again ?? false };
    const [count] = await Promise.all([
      printLetters(house, 'console', choice, letterHouse(settings), print, pages),
      written,
    ]);
    say(`${count} lettre(s) dans ${values.out}. Imprimez, puis détruisez ce fichier : il contient des mots de passe.`);

    async function readChoice({ school, since, to }: typeof values): Promise<Choice> {
      if ([school, since, to].filter(each => each !== undefined).length !== 1) misunderstood(usage);
      if (school !== undefined) return { kind: 'school', uai: school.toUpperCase() };
      if (since !== undefined) {
        const at = new Date(`${since}T00:00:00Z`);
        return Number.isNaN(at.getTime()) ? misunderstood(usage) : { kind: 'since', at };
      }
      const found = await findCredentials(house.store.database, to!);
      if (found !== null) return { kind: 'account', accountId: found.accountId };
      throw new AdministratorError(`Aucun compte n’a l’adresse ${to}.`, `No account has the address ${to}.`);
    }
  });
}
