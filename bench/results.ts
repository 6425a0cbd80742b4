/** The table: on the terminal, in RESULTS.md, and against the one that is committed. */
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import type { Row, Size } from './rows/row.ts';

/** Milliseconds of processor time are of one piece of work, over all processes of the server. */
type Side = { readonly value: number; readonly cpu: number };
export type Outcome = { readonly row: Row; readonly ours: Side; readonly dovecot: Side | null };

const file = new URL('RESULTS.md', import.meta.url);
/** A ratio is a third worse: marked. Two runs on a busy machine differ by less. */
const tolerated = 1.5;

export function printRow({ row, ours, dovecot }: Outcome): void {
  const beside =
    dovecot === null
      ? ''
      : ` | Dovecot ${show(dovecot.value)} | × ${ratioOf(ours, dovecot).toFixed(2)} (wanted ${wanted(row)})`;
  const cpu = `${ours.cpu.toFixed(2)}${dovecot === null ? '' : ` / ${dovecot.cpu.toFixed(2)}`} ms CPU`;
  console.log(`${row.key.padEnd(13)} ${show(ours.value).padStart(9)} ${row.unit}${beside} | ${cpu}`);
}

/** Prints which rows lost more than a third of the committed ratio: for the eye, never a failure. */
export async function compare(outcomes: readonly Outcome[]): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => '');
  for (const { row, ours, dovecot } of outcomes) {
    const committed = Number(new RegExp(`^\\| \`${row.key}\` .*\\| × ([0-9.]+) `, 'm').exec(text)?.[1]);
    if (dovecot === null || Number.isNaN(committed)) continue;
    const ratio = ratioOf(ours, dovecot);
    const loss = row.better === 'more' ? committed / ratio : ratio / committed;
    const told = `× ${ratio.toFixed(2)}, committed × ${committed.toFixed(2)}`;
    console.log(`${loss > tolerated ? 'LOST' : 'ok  '} ${row.key.padEnd(13)} ${told}`);
  }
}

type Memory = readonly { readonly name: string; readonly megabytes: number }[];

export async function writeResults(outcomes: readonly Outcome[], memory: Memory, size: Size): Promise<void> {
  const lines = outcomes.flatMap(({ row, ours, dovecot }) => {
    if (dovecot === null) return [];
    const cells = [
      `\`${row.key}\` ${row.title}`,
      `${show(ours.value)} ${row.unit}`,
      `${show(dovecot.value)} ${row.unit}`,
      `× ${ratioOf(ours, dovecot).toFixed(2)} `,
      wanted(row),
      reached(row, ours, dovecot) ? 'yes' : '**no**',
      `${ours.cpu.toFixed(2)} / ${dovecot.cpu.toFixed(2)}`,
    ];
    return [`| ${cells.join(' | ').replace('  |', ' |')} |`];
  });
  const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB of memory`;
  const text = await readFile(file, 'utf8').catch(() => '');
  const [, words = '\n'] = text.split('<!-- words -->');
  await writeFile(
    file,
    `# Ours beside Dovecot

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}, on a machine of ${machine}, client included. Medians of rounds
taken in turn; a mailbox of ${size.mailbox} messages; processor time in milliseconds of one piece of work, all processes of the server
together. Our server writes durably (fdatasync of the bytes, then the commit); Dovecot runs with its defaults for that, sdbox, login
processes for many connections and a cache of authentications.

| work | ours | Dovecot | ratio | wanted | reached | CPU, ours / Dovecot |
| --- | --- | --- | --- | --- | --- | --- |
${lines.join('\n')}

Memory of all processes at the end (PSS): ${memory.map(({ name, megabytes }) => `${name} ${megabytes.toFixed(0)} MB`).join(', ')}.
<!-- words -->${words}`,
  );
}

function ratioOf(ours: Side, dovecot: Side): number {
  return ours.value / dovecot.value;
}

function wanted({ better, target, aim, unit }: Row): string {
  if (aim !== undefined) return `≤ ${aim} ${unit}`;
  return `${better === 'more' ? '≥' : '≤'} × ${target}`;
}

function reached({ better, target, aim }: Row, ours: Side, dovecot: Side): boolean {
  if (aim !== undefined) return ours.value <= aim;
  return better === 'more' ? ratioOf(ours, dovecot) >= target : ratioOf(ours, dovecot) <= target;
}

function show(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
