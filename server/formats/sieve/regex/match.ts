/**
 * Running a regular expression in time linear in the text, whatever the expression. Where only yes or no is asked, sets
 * of threads are remembered as the states of an automaton that is built as far as texts lead it; where match values are
 * wanted, threads carry them along, the preferred one first: of two alternatives the one written first wins (RE2), where
 * POSIX would take the longer.
 */
import { classOf } from './compile.ts';
import type { Instruction, Regex, State } from './program.ts';
import type { Ranges } from './ranges.ts';

/** States kept before all are thrown away. */
const maxStates = 200;
/** Told of work in steps before it is done; may throw. */
type Spend = (steps: number) => void;

/** Does the expression match anywhere in the text? */
export function testRegex(regex: Regex, text: string, spend: Spend): boolean {
  const { automaton, bounds, ascii } = regex;
  automaton.first ??= stateOf(regex, closure(regex, [0], true));
  let state = automaton.first;
  for (let at = 0; at < text.length; ) {
    if (state.matched) return true;
    const code = text.codePointAt(at)!;
    at += code > 0xffff ? 2 : 1;
    const symbol = code < 128 ? ascii[code]! : classOf(bounds, code);
    let next = state.next[symbol];
    if (!next) {
      spend(4 + (regex.program.length >>> 2));
      next = advance(regex, state, bounds[symbol]!);
      state.next[symbol] = next;
    } else if ((at & 63) === 0) spend(1);
    state = next;
  }
  return state.matched || state.matchedAtEnd;
}

function advance(regex: Regex, state: State, code: number): State {
  const reached: number[] = [];
  for (const thread of state.threads) {
    const instruction = regex.program[thread]!;
    if (instruction.op === 'set' && holds(instruction.ranges, code)) reached.push(instruction.next);
  }
  // An unanchored search may begin at every character.
  return stateOf(regex, closure(regex, [...reached, 0], false));
}

type Closure = { threads: number[]; matched: boolean; matchedAtEnd: boolean };

/** All instructions reachable without a character. */
function closure({ program }: Regex, from: readonly number[], atStart: boolean): Closure {
  const seen = new Set<number>();
  const reached: Closure = { threads: [], matched: false, matchedAtEnd: false };
  const pending = [...from].reverse();
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const instruction = program[at]!;
    if (instruction.op === 'split') pending.push(instruction.other, instruction.next);
    else if (instruction.op === 'save') pending.push(instruction.next);
    else if (instruction.op === 'start') {
      if (atStart) pending.push(instruction.next);
    } else if (instruction.op === 'match') reached.matched = true;
    else reached.threads.push(at);
  }
  reached.matchedAtEnd = reached.matched || endsMatch(program, reached.threads, atStart);
  return reached;
}

/** Whether some thread matches when the text ends here. */
function endsMatch(program: readonly Instruction[], threads: readonly number[], atStart: boolean): boolean {
  const seen = new Set<number>();
  const pending = threads.filter(at => program[at]!.op === 'end');
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const instruction = program[at]!;
    if (instruction.op === 'match') return true;
    if (instruction.op === 'split') pending.push(instruction.next, instruction.other);
    else if (instruction.op === 'save' || instruction.op === 'end') pending.push(instruction.next);
    else if (instruction.op === 'start' && atStart) pending.push(instruction.next);
  }
  return false;
}

function stateOf(regex: Regex, { threads, matched, matchedAtEnd }: Closure): State {
  const sorted = [...threads].sort((a, b) => a - b);
  const key = `${sorted.join(',')}${matched ? 'm' : matchedAtEnd ? 'e' : ''}`;
  const { states } = regex.automaton;
  const known = states.get(key);
  if (known) return known;
  if (states.size >= maxStates) {
    states.clear();
    regex.automaton.first = null;
  }
  const state: State = { threads: sorted, matched, matchedAtEnd, next: [] };
  states.set(key, state);
  return state;
}

function holds(ranges: Ranges, code: number): boolean {
  for (const [from, to] of ranges) if (code >= from && code <= to) return true;
  return false;
}

/** A thread: where it stands, and offsets it has saved. */
type Thread = { readonly at: number; readonly saved: readonly number[] };

/** The match values of the leftmost match, the whole first; '' for groups that took no part. Null where none matches. */
export function matchRegex(regex: Regex, text: string, spend: Spend): string[] | null {
  const { program, groups } = regex;
  let threads: Thread[] = [];
  let found: readonly number[] | null = null;
  const none: readonly number[] = Array.from({ length: groups * 2 }, () => -1);
  for (let at = 0; at <= text.length; ) {
    // Once something matched, only threads that began earlier or are preferred may still better it.
    if (!found) threads.push({ at: 0, saved: none });
    if (threads.length === 0) break;
    const code = text.codePointAt(at) ?? -1;
    const size = code > 0xffff ? 2 : 1;
    const ready = follow(program, threads, at, text.length);
    spend(1 + ready.length);
    threads = [];
    for (const thread of ready) {
      const instruction = program[thread.at]!;
      if (instruction.op === 'match') {
        found = thread.saved;
        break;
      }
      if (instruction.op === 'set' && code >= 0 && holds(instruction.ranges, code)) {
        threads.push({ at: instruction.next, saved: thread.saved });
      }
    }
    at += size;
  }
  if (!found) return null;
  const offsets = found;
  return Array.from({ length: groups }, (_, group) => {
    const [from, to] = [offsets[group * 2]!, offsets[group * 2 + 1]!];
    return from < 0 || to < 0 ? '' : text.slice(from, to);
  });
}

/** Threads in order of preference, moved on to where they need a character or have matched. */
function follow(program: readonly Instruction[], threads: readonly Thread[], at: number, end: number): Thread[] {
  const seen = new Set<number>();
  const ready: Thread[] = [];
  const pending = [...threads].reverse();
  for (let thread = pending.pop(); thread; thread = pending.pop()) {
    if (seen.has(thread.at)) continue;
    seen.add(thread.at);
    const { saved } = thread;
    const instruction = program[thread.at]!;
    if (instruction.op === 'split') {
      pending.push({ at: instruction.other, saved }, { at: instruction.next, saved });
    } else if (instruction.op === 'save') {
      pending.push({ at: instruction.next, saved: saved.with(instruction.slot, at) });
    } else if (instruction.op === 'start' || instruction.op === 'end') {
      if (at === (instruction.op === 'start' ? 0 : end)) pending.push({ at: instruction.next, saved });
    } else ready.push(thread);
  }
  return ready;
}
