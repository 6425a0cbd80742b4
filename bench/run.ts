/**
 * `npm run bench`: the same work against ours and against Debian's Dovecot, started clean on this machine, in turn and
 * several times; medians, ratios and the processor time of all their processes. Writes RESULTS.md. `--quick` takes less of
 * everything and compares the ratios with those in RESULTS.md; `--rows a,b` does some rows alone; `--alone` leaves Dovecot
 * out; `--prof` takes a profile of our server (bench/*.cpuprofile).
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { withContenders } from './contenders/both.ts';
import type { Contender } from './contenders/contender.ts';
import { cpuOf, memoryOf } from './processes.ts';
import { compare, type Outcome, printRow, writeResults } from './results.ts';
import { append } from './rows/append.ts';
import { median, type Row, type Size } from './rows/row.ts';
import { rows } from './rows/rows.ts';

const users = 200;

export async function run(words: string[]): Promise<void> {
  const { values } = parseArgs({
    args: words,
    options: {
      quick: { type: 'boolean', default: false },
      alone: { type: 'boolean', default: false },
      prof: { type: 'boolean', default: false },
      rows: { type: 'string' },
    },
  });
  const chosen = choose(values.rows?.split(','));
  const size = { quick: values.quick, mailbox: values.quick ? 4000 : 20_000 };
  const profile = fileURLToPath(new URL('.', import.meta.url));
  const nodeOptions = values.prof ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [];
  await withContenders({ users, alone: values.alone, nodeOptions }, async contenders => {
    const outcomes: Outcome[] = [];
    for (const row of chosen) {
      const outcome = await measure(row, contenders, size);
      printRow(outcome);
      outcomes.push(outcome);
    }
    const memory = contenders.map(({ name, pid }) => ({ name, megabytes: memoryOf(pid) / 1024 }));
    for (const { name, megabytes } of memory) console.log(`${name}: ${megabytes.toFixed(0)} MB at the end (PSS)`);
    if (values.quick) await compare(outcomes);
    else if (chosen.length === rows.length && contenders.length === 2) await writeResults(outcomes, memory, size);
  });
}

function choose(keys: string[] | undefined): Row[] {
  const unknown = keys?.filter(key => !rows.some(row => row.key === key)) ?? [];
  if (unknown.length > 0)
    throw new Error(`No row ${unknown.join(', ')}; there are ${rows.map(row => row.key).join(', ')}`);
  const chosen = rows.filter(row => keys?.includes(row.key) ?? true);
  // Who reads needs what APPEND puts there.
  return chosen.some(row => row.reads) ? rows.filter(row => chosen.includes(row) || row === append) : chosen;
}

async function measure(row: Row, contenders: readonly Contender[], size: Size): Promise<Outcome> {
  const values = new Map<Contender['name'], number[]>();
  const cpu = new Map<Contender['name'], number[]>();
  for (let round = 0; round < row.rounds(size); round++) {
    for (const contender of contenders) {
      const before = cpuOf(contender.pid);
      const { value, done } = await row.measure(contender, size, round);
      keep(values, contender.name, value);
      keep(cpu, contender.name, (cpuOf(contender.pid) - before) / done);
    }
  }
  const side = (name: Contender['name']) =>
    values.has(name) ? { value: median(values.get(name)!), cpu: median(cpu.get(name)!) } : null;
  return { row, ours: side('vaguemestre')!, dovecot: side('dovecot') };
}

function keep(into: Map<Contender['name'], number[]>, name: Contender['name'], value: number): void {
  const known = into.get(name) ?? [];
  known.push(value);
  into.set(name, known);
}
