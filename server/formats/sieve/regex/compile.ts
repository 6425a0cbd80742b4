/** Turns an expression into a program. Counted repetitions are written out, so the program's size is bounded first. */
import { type Node, parseRegex } from './parse.ts';
import type { Instruction, Regex } from './program.ts';
import type { Ranges } from './ranges.ts';
import { RegexError } from './reader.ts';

export { RegexError } from './reader.ts';

/** Instructions of one program. */
const maxProgram = 4000;

/** @throws RegexError */
export function compileRegex(text: string, anyCase: boolean): Regex {
  const { node, groups } = parseRegex(text, anyCase);
  const program: Instruction[] = [];
  emit(program, { kind: 'group', index: 0, node });
  add(program, { op: 'match' });
  const bounds = boundsOf(program);
  const ascii = Uint16Array.from({ length: 128 }, (_, code) => classOf(bounds, code));
  return { program, groups: groups + 1, bounds, ascii, automaton: { states: new Map(), first: null } };
}

/** The class of a code point, by bisection. */
export function classOf(bounds: readonly number[], code: number): number {
  let low = 0;
  let high = bounds.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (bounds[middle]! <= code) low = middle;
    else high = middle - 1;
  }
  return low;
}

function add(program: Instruction[], instruction: Instruction): number {
  if (program.length >= maxProgram) throw new RegexError('too large');
  return program.push(instruction) - 1;
}

/** Instructions of `node`, which go on to whatever is added after them. */
function emit(program: Instruction[], node: Node): void {
  switch (node.kind) {
    case 'set':
      add(program, { op: 'set', ranges: node.ranges, next: program.length + 1 });
      return;
    case 'start':
    case 'end':
      add(program, { op: node.kind, next: program.length + 1 });
      return;
    case 'empty':
      return;
    case 'sequence':
      for (const one of node.nodes) emit(program, one);
      return;
    case 'group':
      add(program, { op: 'save', slot: node.index * 2, next: program.length + 1 });
      emit(program, node.node);
      add(program, { op: 'save', slot: node.index * 2 + 1, next: program.length + 1 });
      return;
    case 'choice':
      emitChoice(program, node.nodes);
      return;
    case 'repeat':
      emitRepeat(program, node);
  }
}

function emitChoice(program: Instruction[], nodes: readonly Node[]): void {
  const ends: number[] = [];
  for (const [index, one] of nodes.entries()) {
    const isLast = index === nodes.length - 1;
    const split = isLast ? -1 : add(program, { op: 'match' });
    emit(program, one);
    if (isLast) break;
    ends.push(add(program, { op: 'match' }));
    program[split] = { op: 'split', next: split + 1, other: program.length };
  }
  // A jump is a split whose two ways are one.
  for (const end of ends) program[end] = { op: 'split', next: program.length, other: program.length };
}

function emitRepeat(program: Instruction[], { node, least, most, lazy }: Extract<Node, { kind: 'repeat' }>): void {
  for (let i = 0; i < least; i++) {
    const before = program.length;
    emit(program, node);
    if (program.length === before) break;
  }
  const split = (at: number, inside: number, after: number) => {
    program[at] = { op: 'split', next: lazy ? after : inside, other: lazy ? inside : after };
  };
  if (most === Number.POSITIVE_INFINITY) {
    const loop = add(program, { op: 'match' });
    emit(program, node);
    add(program, { op: 'split', next: loop, other: loop });
    split(loop, loop + 1, program.length);
    return;
  }
  const optional: number[] = [];
  for (let i = least; i < most; i++) {
    optional.push(add(program, { op: 'match' }));
    emit(program, node);
  }
  for (const at of optional) split(at, at + 1, program.length);
}

/** Where the sets of the program begin and end: between two bounds no set tells characters apart. */
function boundsOf(program: readonly Instruction[]): number[] {
  const bounds = new Set([0]);
  for (const instruction of program) {
    if (instruction.op !== 'set') continue;
    for (const [from, to] of instruction.ranges as Ranges) bounds.add(from).add(to + 1);
  }
  return [...bounds].sort((a, b) => a - b);
}
