/** What a server and all processes under it have used, read from /proc. */
import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second, whatever the machine. */
const tick = 10;

/** Milliseconds of processor time of the tree so far, children that have ended included. */
export function cpuOf(root: number): number {
  let ticks = 0;
  for (const pid of treeOf(root)) {
    const fields = statOf(pid);
    if (fields !== null) ticks += fields.slice(11, 15).reduce((sum, text) => sum + Number(text), 0);
  }
  return ticks * tick;
}

/** Kilobytes of the tree, memory that several of its processes share counted once (PSS). */
export function memoryOf(root: number): number {
  let kilobytes = 0;
  for (const pid of treeOf(root)) {
    const [, pss] = /^Pss:\s+(\d+) kB/m.exec(quietly(`/proc/${pid}/smaps_rollup`) ?? '') ?? [];
    kilobytes += Number(pss ?? 0);
  }
  return kilobytes;
}

/** `kill -9` of all of them at once. */
export function killTree(root: number): void {
  for (const pid of treeOf(root)) process.kill(pid, 'SIGKILL');
}

function treeOf(root: number): number[] {
  const children = Map.groupBy(
    readdirSync('/proc').flatMap(name => {
      const parent = /^\d+$/.test(name) ? statOf(Number(name))?.[1] : undefined;
      return parent === undefined ? [] : [{ pid: Number(name), parent: Number(parent) }];
    }),
    ({ parent }) => parent,
  );
  const tree = [root];
  for (let at = 0; at < tree.length; at++) for (const { pid } of children.get(tree[at]!) ?? []) tree.push(pid);
  return tree;
}

/** Fields of /proc/…/stat from the state on: the name before them may hold anything. */
function statOf(pid: number): string[] | null {
  const text = quietly(`/proc/${pid}/stat`);
  return text === null ? null : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** A process may end between two looks. */
function quietly(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return null;
    throw error;
  }
}
