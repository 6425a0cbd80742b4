/**
 * `npm run rfc`: the law beside the code. Checks that each `rfc/NNNN#section` cited in the sources exists in the texts
 * (`../shared/rfc` beside the checkout; skipped where absent), that each standard declared as supported is cited by some
 * line and each one cited is declared, and writes `docs/protocols.md`. `--check` writes nothing and fails on a difference.
 */
import { existsSync } from 'node:fs';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { readSections } from './rfc/sections.ts';
import { standards } from './rfc/standards.ts';

type Citation = { readonly rfc: number; readonly section: string | null; readonly file: string; readonly line: number };

const texts = '../shared/rfc';
const page = 'docs/protocols.md';
const citation = /\brfc\/(\d{3,5})(?:#([0-9A-Z][0-9A-Za-z.]*?))?(?=\.?(?:[^0-9A-Za-z.]|$))/g;

const citations = await findCitations();
const faults = [...(await findMissingSections(citations)), ...compareWithStandards(citations)];
for (const fault of faults) console.log(fault);
const fresh = writePage(citations);
const checking = process.argv.includes('--check');
if ((await readFile(page, 'utf8').catch(() => '')) !== fresh) {
  if (checking) faults.push(`${page} is not fresh: npm run rfc`);
  else await writeFile(page, fresh);
  console.log(checking ? faults.at(-1) : `${page} written`);
}
if (faults.length > 0) process.exitCode = 1;

async function findCitations(): Promise<Citation[]> {
  const found: Citation[] = [];
  const files: string[] = [];
  for await (const file of glob('{server,web,contract}/**/*.{ts,tsx}', {
    exclude: path => /node_modules|dist/.test(String(path)),
  })) {
    files.push(file);
  }
  for (const file of files.sort()) {
    const lines = (await readFile(file, 'utf8')).split('\n');
    for (const [index, text] of lines.entries()) {
      for (const [, rfc, section = null] of text.matchAll(citation)) {
        found.push({ rfc: Number(rfc), section, file, line: index + 1 });
      }
    }
  }
  return found;
}

/** Cited sections that the text does not have. */
async function findMissingSections(cited: readonly Citation[]): Promise<string[]> {
  if (!existsSync(texts)) {
    console.log(`${texts} is not there: sections are not checked`);
    return [];
  }
  const missing: string[] = [];
  for (const [rfc, places] of Map.groupBy(cited, one => one.rfc)) {
    const sections = await readSections(texts, rfc);
    if (sections === null) continue;
    for (const { section, file, line } of places) {
      if (section !== null && !sections.has(section))
        missing.push(`${file}:${line}: rfc/${rfc} has no section ${section}`);
    }
  }
  return missing;
}

function compareWithStandards(cited: readonly Citation[]): string[] {
  const numbers = new Set(cited.map(one => one.rfc));
  const declared = new Set(Object.keys(standards).map(Number));
  return [
    ...[...declared].filter(rfc => !numbers.has(rfc)).map(rfc => `RFC ${rfc} is declared and no line cites it`),
    ...[...numbers]
      .filter(rfc => !declared.has(rfc))
      .map(rfc => `RFC ${rfc} is cited and not declared in dev/rfc/standards.ts`),
  ];
}

/** One row a standard: its name, how far it is done, the folders whose lines cite it. */
function writePage(cited: readonly Citation[]): string {
  const places = Map.groupBy(cited, one => one.rfc);
  const rows = Object.entries(standards).map(([rfc, { name, done, note }]) => {
    const folders = new Set((places.get(Number(rfc)) ?? []).map(({ file }) => file.split('/').slice(0, -1).join('/')));
    const where = [...folders]
      .sort()
      .slice(0, 4)
      .map(folder => `\`${folder}\``);
    if (folders.size > 4) where.push(`and ${folders.size - 4} more`);
    return `| ${rfc} | ${name} | ${done}${note === undefined ? '' : `: ${note}`} | ${where.join(', ')} |`;
  });
  return [
    '# Protocols',
    '',
    'Derived by `npm run rfc` from `dev/rfc/standards.ts` and the citations in the sources. *whole*: what the text asks of a',
    'server is done; *part*: what the note says is missing, and is not advertised; *used*: facts and formats taken from it.',
    '',
    '| RFC | what | how far | where |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
