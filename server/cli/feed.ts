import { readFile } from 'node:fs/promises';
import { UnreadableFeed } from '../formats/hr/person.ts';
import { readHrFeed } from '../formats/hr/read.ts';
import { readSchools } from '../formats/hr/schools.ts';
import { live } from '../services/lifecycle/live.ts';
import type { Difference, FeedDiff } from '../services/people/diff-feed.ts';
import { importFeed } from '../services/people/import-feed.ts';
import { importSchools } from '../services/people/import-schools.ts';
import { settlePosts } from '../services/people/posts.ts';
import { AdministratorError } from './administrator-error.ts';
import { addressRule, lifeRules } from './life-rules.ts';
import { misunderstood, say, withHouse } from './with-house.ts';

const usage = 'feed (schools | preview | import) FICHIER [--partial] [--confirm] [--diff]';

/** `vaguemestre feed`: shows what an HR feed would change, or applies it. A feed that the guard holds waits for --confirm. */
export async function feed(words: string[]): Promise<void> {
  const options = { partial: { type: 'boolean' }, confirm: { type: 'boolean' }, diff: { type: 'boolean' } } as const;
  await withHouse(words, options, async ({ house, settings, words: [verb, path], values }) => {
    if (path === undefined) misunderstood(usage);
    if (verb === 'schools') {
      const { schools, refused } = await read(path, readSchools);
      for (const { line, column, why } of refused) say(`refusé   ligne ${line}, ${column} : ${why}`);
      const { added, changed, unchanged } = await importSchools(house, 'console', schools);
      return say(`Établissements : ${added} nouveaux, ${changed} modifiés, ${unchanged} inchangés.`);
    }
    if (verb !== 'preview' && verb !== 'import') misunderstood(usage);
    const outcome = await importFeed(house, 'console', await read(path, readHrFeed), {
      scope: values.partial === true ? 'partial' : 'complete',
      addressRule: addressRule(settings),
      mode: verb === 'preview' ? 'preview' : values.confirm === true ? 'confirm' : 'apply',
    });
    show(outcome.diff, verb === 'preview' || values.diff === true);
    if (outcome.held !== null) say(outcome.held.fr);
    if (outcome.kind === 'held') {
      process.exitCode = 3;
      return;
    }
    if (outcome.kind === 'previewed') return say('Rien n’a été changé.');
    await live(house, lifeRules(settings), addressRule(settings));
    await settlePosts(house);
    say(`Flux appliqué : ${outcome.opened.size} compte(s) ouvert(s).`);
  });
}

async function read<Read>(path: string, reader: (bytes: Buffer) => Read): Promise<Read> {
  try {
    return reader(await readFile(path));
  } catch (error) {
    if (error instanceof UnreadableFeed) throw new AdministratorError(error.message, 'The file cannot be read.', error);
    throw new AdministratorError(`${path} ne peut être lu.`, `${path} cannot be read.`, error);
  }
}

/** The counts; one line a person where asked: fields are named, never their values. */
function show(diff: FeedDiff, whole: boolean): void {
  for (const { line, hrKey, column, why } of diff.refused) {
    say(
      `refusé   ligne ${line}${hrKey === null ? '' : `, agent ${hrKey}`}${column === null ? '' : `, ${column}`} : ${why}`,
    );
  }
  if (whole) {
    for (const { hrKey, line } of diff.new) say(`nouveau  ${hrKey} (ligne ${line})`);
    for (const person of diff.missing) say(`absent   ${person.hrKey}`);
    const groups: [string, readonly Difference[]][] = [
      ['part    ', diff.leaving],
      ['revient ', diff.returning],
      ['change  ', diff.changed],
    ];
    for (const [word, list] of groups) {
      for (const { known, said, fields } of list)
        say(`${word} ${known.hrKey} (ligne ${said.line}) : ${fields.join(', ')}`);
    }
  }
  const counts = [
    `${diff.new.length} nouveaux`,
    `${diff.changed.length} modifiés`,
    `${diff.leaving.length} partent`,
    `${diff.returning.length} reviennent`,
    `${diff.missing.length} absents`,
    `${diff.unchanged.length} inchangés`,
    `${diff.refused.length} lignes refusées`,
  ];
  say(counts.join(', '));
}
