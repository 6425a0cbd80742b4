/**
 * Runs scripts over one message. rfc/5228#2.10. Nothing is done here: actions come out as data. A script that fails has
 * decided nothing: what it had asked for is forgotten and the message is kept, so that a mail is never lost, and the
 * failure is told for one notice to the owner. rfc/5228#2.10.6
 */
import type { Action, DuplicateMark } from './action.ts';
import type { Capability } from './capabilities.ts';
import type { CompiledScript } from './compile.ts';
import type { Question, SieveEnvironment } from './environment.ts';
import { type Fault, faultAt } from './faults.ts';
import { type SieveLimits, usualLimits } from './limits.ts';
import type { SieveMessage } from './message.ts';
import { currentBytes, type Run, RunError, Unanswered } from './run.ts';
import { openScope } from './scope.ts';

export type Decision = {
  readonly kind: 'decided';
  readonly actions: readonly Action[];
  /** No action stood in for delivery to the inbox: keep the message there, so changed and so marked. */
  readonly implicitKeep: { readonly flags: readonly string[]; readonly bytes: Buffer | null } | null;
  readonly duplicates: readonly DuplicateMark[];
  /** Scripts that failed, by name. */
  readonly failures: readonly { readonly script: string; readonly fault: Fault }[];
  /** Work that was done, in steps. */
  readonly steps: number;
};

/** Or a question whose answer must be fetched before the run can be made; `steps`: the work that was done in vain. */
export type Outcome = Decision | { readonly kind: 'unanswered'; readonly question: Question; readonly steps: number };

export function runScript(
  script: CompiledScript,
  message: SieveMessage,
  environment: SieveEnvironment,
  limits: SieveLimits = usualLimits,
): Outcome {
  return runScripts([script], message, environment, limits);
}

/**
 * Runs one script after the other as long as the message is still to be kept implicitly: those of the house around those
 * of the person. `stop` ends its own script alone.
 */
export function runScripts(
  scripts: readonly CompiledScript[],
  message: SieveMessage,
  environment: SieveEnvironment,
  limits: SieveLimits = usualLimits,
): Outcome {
  const run = openRun(message, environment, limits);
  const failures: { script: string; fault: Fault }[] = [];
  try {
    for (const script of scripts) {
      if (!run.implicitKeep) break;
      const fault = runOne(run, script);
      if (fault) failures.push({ script: script.name, fault });
    }
  } catch (error) {
    if (error instanceof Unanswered)
      return { kind: 'unanswered', question: error.question, steps: limits.steps - run.left };
    throw error;
  }
  return {
    kind: 'decided',
    actions: run.actions,
    implicitKeep: run.implicitKeep ? { flags: run.flags, bytes: currentBytes(run) } : null,
    duplicates: [...run.duplicates.values()],
    failures,
    steps: limits.steps - run.left,
  };
}

/** Runs one script; if it fails everything is as before, and the fault is returned. */
function runOne(run: Run, script: CompiledScript): Fault | null {
  const { message, actions, implicitKeep, flags, replacements, enclosures } = run;
  const duplicates = [...run.duplicates];
  run.actions = [...actions];
  run.scope = openScope(script.name);
  run.globals = new Map();
  run.stack.push(`personal ${script.name}`);
  run.vacations.inScript = false;
  run.left = run.limits.steps;
  try {
    refuseMisplaced(run, script);
    script.start(run);
    // Whatever the message has become must be possible to build.
    currentBytes(run);
    return null;
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    Object.assign(run, { message, actions, implicitKeep, flags, replacements, enclosures });
    run.duplicates.clear();
    for (const [key, mark] of duplicates) run.duplicates.set(key, mark);
    return faultAt(error.script === '' ? script.source : '', Math.max(error.at, 0), error.code, ...error.details);
  } finally {
    run.stack.pop();
    run.part = null;
    run.leaving = null;
  }
}

/** What answers a delivery has no place in an event of a mailbox, be it only required. rfc/6785#3.11 */
const ofDelivery: readonly Capability[] = ['reject', 'ereject', 'vacation'];

function refuseMisplaced({ environment }: Run, { required }: CompiledScript): void {
  const misplaced = environment.occasion === 'imap' ? ofDelivery.find(one => required.has(one)) : undefined;
  if (misplaced !== undefined) throw new RunError('not-here', misplaced);
}

function openRun(message: SieveMessage, environment: SieveEnvironment, limits: SieveLimits): Run {
  return {
    message,
    environment,
    limits,
    left: limits.steps,
    actions: [],
    implicitKeep: true,
    flags: environment.flags,
    globals: new Map(),
    scope: openScope(''),
    stack: [],
    included: new Set(),
    includes: 0,
    part: null,
    leaving: null,
    replacements: [],
    enclosures: [],
    rebuilt: null,
    vacations: { inScript: false },
    duplicates: new Map(),
    asked: new Set(),
    folds: new Map(),
    subjects: new Map(),
  };
}
