import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { UnreadableFeed } from '../formats/hr/person.ts';
import { readSchools } from '../formats/hr/schools.ts';
import type { House } from '../services/house.ts';
import { live } from '../services/lifecycle/live.ts';
import type { FeedDiff } from '../services/people/diff-feed.ts';
import { type DiffRow, diffCsv, diffRows, rowWords } from '../services/people/diff-rows.ts';
import { confirmHeld, dropHeld, listHeld, showHeld, takeInFeed } from '../services/people/held-feeds.ts';
import { importSchools } from '../services/people/import-schools.ts';
import { settlePosts } from '../services/people/posts.ts';
import { AdministratorError } from './administrator-error.ts';
import { addressRule, lifeRules } from './life-rules.ts';
import { misunderstood, say, withHouse } from './with-house.ts';

const usage =
  'feed (schools | preview | import) FICHIER [--partial] [--confirm] [--diff] [--export CSV] | feed held | feed (diff | confirm | drop) NUMÉRO [--export CSV]';

/**
 * `vaguemestre feed`: shows what an HR feed would change, or applies it. A feed that the guard holds is kept: it is shown,
 * confirmed or dropped later, under its number.
 */
export async function feed(words: string[]): Promise<void> {
  const options = {
    partial: { type: 'boolean' },
    confirm: { type: 'boolean' },
    diff: { type: 'boolean' },
    export: { type: 'string' },
  } as const;
  await withHouse(words, options, async ({ house, settings, words: [verb, path], values }) => {
    if (verb === 'held') return await showAllHeld(house);
    if (path === undefined) misunderstood(usage);
    if (verb === 'schools') return await takeInSchools(house, path);
    const rule = { addressRule: addressRule(settings) };
    if (verb === 'diff' || verb === 'confirm' || verb === 'drop') return await settle(verb, Number(path));
    if (verb !== 'preview' && verb !== 'import') misunderstood(usage);
    const mode = verb === 'preview' ? 'preview' : values.confirm === true ? 'confirm' : 'apply';
    const scope = values.partial === true ? 'partial' : 'complete';
    const source = { bytes: await read(path, bytes => bytes), origin: basename(path) };
    const taken = await takeInFeed(house, 'console', source, { ...rule, scope, mode }).catch(unreadable);
    show(taken.diff, verb === 'preview' || values.diff === true);
    await exportRows(diffRows(taken.diff), values.export);
    if (taken.held !== null) say(taken.held.fr);
    if (taken.kind === 'held') {
      say(`Gardé sous le numéro ${taken.feed} : « feed diff ${taken.feed} », puis « feed confirm » ou « feed drop ».`);
      process.exitCode = 3;
      return;
    }
    if (taken.kind === 'previewed') return say('Rien n’a été changé.');
    await applied(taken.opened.size);

    async function settle(act: 'diff' | 'confirm' | 'drop', id: number): Promise<void> {
      if (act === 'drop') {
        await dropHeld(house, 'console', id);
        return say('Flux abandonné.');
      }
      if (act === 'confirm') {
        const { opened } = await confirmHeld(house, 'console', id, { ...rule, agreed: null });
        return await applied(opened.size);
      }
      const { feed: held, rows } = await showHeld(house, 'console', id, rule);
      if (values.export === undefined) showRows(rows);
      await exportRows(rows, values.export);
      say(held.why.fr);
    }

    async function applied(opened: number): Promise<void> {
      await live(house, lifeRules(settings), rule.addressRule);
      await settlePosts(house);
      say(`Flux appliqué : ${opened} compte(s) ouvert(s).`);
    }
  });
}

async function showAllHeld(house: House): Promise<void> {
  for (const { id, origin, receivedAt, why } of await listHeld(house, 'console')) {
    say(`${id}  ${origin}, reçu le ${receivedAt.toLocaleString('fr-FR')}`);
    say(`    ${why.fr}`);
  }
}

async function takeInSchools(house: House, path: string): Promise<void> {
  const { schools, refused } = await read(path, readSchools);
  for (const { line, column, why } of refused) say(`refusé   ligne ${line}, ${column} : ${why}`);
  const { added, changed, unchanged } = await importSchools(house, 'console', schools);
  say(`Établissements : ${added} nouveaux, ${changed} modifiés, ${unchanged} inchangés.`);
}

async function exportRows(rows: readonly DiffRow[], path: string | undefined): Promise<void> {
  if (path === undefined) return;
  await writeFile(path, diffCsv(rows), { mode: 0o600 });
  say(`${rows.length} ligne(s) dans ${path}.`);
}

function unreadable(error: unknown): never {
  if (!(error instanceof UnreadableFeed)) throw error;
  throw new AdministratorError(error.message, 'The file cannot be read.', error);
}

async function read<Read>(path: string, reader: (bytes: Buffer) => Read): Promise<Read> {
  try {
    return reader(await readFile(path));
  } catch (error) {
    if (error instanceof UnreadableFeed) throw new AdministratorError(error.message, 'The file cannot be read.', error);
    throw new AdministratorError(`${path} ne peut être lu.`, `${path} cannot be read.`, error);
  }
}

/** The refused lines and the counts; all rows where asked. */
function show(diff: FeedDiff, whole: boolean): void {
  showRows(diffRows(diff).filter(row => whole || row.what === 'refused'));
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

function showRows(rows: readonly DiffRow[]): void {
  for (const { what, hrKey, line, detail } of rows) {
    const agent = hrKey === null ? '' : `, agent ${hrKey}`;
    const place = line === null ? '' : ` (ligne ${line})`;
    const who = what === 'refused' ? `ligne ${line}${agent}` : `${hrKey}${place}`;
    say(`${rowWords[what].padEnd(8)} ${who}${detail === '' ? '' : ` : ${detail}`}`);
  }
}
