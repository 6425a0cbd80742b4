/** The state of one run, and the few ways it is changed. */
import type { Part } from '../message/part.ts';
import type { Action, DuplicateMark } from './action.ts';
import type { Answer, Question, SieveEnvironment } from './environment.ts';
import type { FaultCode } from './faults.ts';
import type { SieveLimits } from './limits.ts';
import type { SieveMessage } from './message.ts';
import { type Enclosure, type Replacement, rebuild } from './rebuild.ts';
import type { Template } from './template.ts';
import type { Subject } from './wildcard.ts';

/** What a command says about the one after it. */
export const flow = { next: 0, stop: 1, leaveScript: 2, leaveLoop: 3 } as const;
export type Flow = (typeof flow)[keyof typeof flow];

export type Step = (run: Run) => Flow;
export type Test = (run: Run) => boolean;

/** What one script of a run has for itself: an included script shares only globals. rfc/6609#3.4 */
export type Scope = {
  readonly name: string;
  readonly variables: Map<string, string>;
  readonly globals: Set<string>;
  /** Match values of the last successful `:matches` or `:regex`, the whole first. rfc/5229#3.2 */
  captures: readonly string[];
  readonly enabled: Set<string>;
};

export type Run = {
  message: SieveMessage;
  readonly environment: SieveEnvironment;
  readonly limits: SieveLimits;
  left: number;
  actions: Action[];
  implicitKeep: boolean;
  /** The flags that filing actions take where they name none. rfc/5232#2 */
  flags: readonly string[];
  globals: Map<string, string>;
  scope: Scope;
  /** Scripts being run, outermost first; scripts included so far by `location name`. */
  readonly stack: string[];
  readonly included: Set<string>;
  includes: number;
  /** The part of the innermost foreverypart, and the loop a break is leaving. */
  part: Part | null;
  leaving: string | null;
  /** Changes of the body, made when an action takes the message. RFC 5703 */
  replacements: readonly Replacement[];
  enclosures: readonly Enclosure[];
  /** The message as changed, kept until the next change. */
  rebuilt: { of: SieveMessage; changes: number; bytes: Buffer } | null;
  /** Whether the script at hand, with those it includes, has replied already. */
  readonly vacations: { inScript: boolean };
  readonly duplicates: Map<string, DuplicateMark>;
  readonly asked: Set<string>;
  /** What matching has made of values, by comparator: kept as long as the values are. */
  readonly folds: Map<string, WeakMap<readonly string[], readonly string[]>>;
  readonly subjects: Map<string, WeakMap<readonly string[], readonly Subject[]>>;
};

/** A script did what it may not. `at` is an offset into the script that was running, or -1. */
export class RunError extends Error {
  readonly code: FaultCode;
  readonly details: readonly string[];
  at = -1;
  script = '';

  constructor(code: FaultCode, ...details: string[]) {
    super(code);
    this.name = 'RunError';
    this.code = code;
    this.details = details;
  }
}

/** The run needs an answer that has to be fetched. Not an error: whoever runs the script answers and starts again. */
export class Unanswered extends Error {
  readonly question: Question;

  constructor(question: Question) {
    super(question.kind);
    this.name = 'Unanswered';
    this.question = question;
  }
}

export function spend(run: Run, steps: number): void {
  run.left -= steps;
  if (run.left < 0) throw new RunError('too-long-run');
}

/** Work that grows with a text. */
export function spendText(run: Run, characters: number): void {
  spend(run, characters >>> 6);
}

export function ask<Asked extends Question>(run: Run, question: Asked): Answer<Asked> {
  run.asked.add(JSON.stringify(question));
  if (run.asked.size > run.limits.questions) throw new RunError('too-many-questions');
  const answer = run.environment.ask(question);
  if (answer === undefined) throw new Unanswered(question);
  return answer;
}

/** The text of a string of the script, its variables filled in. */
export function expand(run: Run, template: Template): string {
  if (template.constant !== null) return template.constant;
  let text = '';
  for (const piece of template.pieces) {
    if (typeof piece === 'string') text += piece;
    else if ('capture' in piece) text += run.scope.captures[piece.capture] ?? '';
    else text += readVariable(run, piece.variable);
    if (text.length > run.limits.variableLength * 4) {
      text = cut(text, run.limits.variableLength * 4);
      break;
    }
  }
  spend(run, 1 + (text.length >>> 6));
  return text;
}

export function expandAll(run: Run, templates: readonly Template[]): string[] {
  return templates.map(template => expand(run, template));
}

export function readVariable(run: Run, name: string): string {
  if (name.startsWith('global.')) return run.globals.get(name.slice(7)) ?? '';
  return (run.scope.globals.has(name) ? run.globals : run.scope.variables).get(name) ?? '';
}

/** A value past the limit is cut. rfc/5229#6 */
export function writeVariable(run: Run, name: string, value: string): void {
  const global = name.startsWith('global.') || run.scope.globals.has(name);
  const variables = global ? run.globals : run.scope.variables;
  const plain = name.startsWith('global.') ? name.slice(7) : name;
  if (!variables.has(plain) && variables.size >= run.limits.variables) {
    throw new RunError('too-many-variables', String(run.limits.variables));
  }
  variables.set(plain, cut(value, run.limits.variableLength));
}

/** At most so many characters, no surrogate pair split. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return text.slice(0, /[\ud800-\udbff]/.test(text[length - 1]!) ? length - 1 : length);
}

/** The bytes an action takes: null while nothing has been edited. */
export function currentBytes(run: Run): Buffer | null {
  const { message, replacements, enclosures, rebuilt } = run;
  const changes = replacements.length + enclosures.length;
  if (!message.edited && changes === 0) return null;
  if (rebuilt?.of === message && rebuilt.changes === changes) return rebuilt.bytes;
  const bytes = rebuild(message, replacements, enclosures);
  // Copying the message is work like any other.
  spend(run, bytes.length >>> 12);
  run.rebuilt = { of: message, changes, bytes };
  return bytes;
}

/** Which pairs of actions contradict each other. rfc/5429#2.4, rfc/5230#4.7 */
const withoutReject = new Set<Action['kind']>(['keep', 'fileinto', 'redirect', 'vacation', 'reject']);

/** Adds an action, or puts it in the place of the same one: a message is filed once in a mailbox, as it was filed last. */
export function act(run: Run, action: Action, same: (other: Action) => boolean): void {
  const clash = run.actions.find(
    other =>
      (action.kind === 'reject' && withoutReject.has(other.kind)) ||
      (other.kind === 'reject' && withoutReject.has(action.kind)),
  );
  if (clash) throw new RunError('actions-exclude', nameOf(clash), nameOf(action));
  const index = run.actions.findIndex(same);
  if (index >= 0) run.actions[index] = action;
  else if (run.actions.length >= run.limits.actions) {
    throw new RunError('too-many-actions', String(run.limits.actions));
  } else run.actions.push(action);
}

function nameOf(action: Action): string {
  return action.kind === 'reject' ? action.how : action.kind;
}
