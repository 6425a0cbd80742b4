/**
 * From a text to something that runs: every command checked against its shape, every string taken apart, every fault
 * found that can be found before mail arrives. A compiled script holds no state and may be kept and shared.
 */
import { isUtf8 } from 'node:buffer';
import { always, type Capability, capabilities, grammatical, implied, isCapability } from './capabilities.ts';
import { checkCall } from './check.ts';
import { type Fault, faultAt, SourceError } from './faults.ts';
import { type SieveLimits, usualLimits } from './limits.ts';
import { parseScript } from './parser.ts';
import { type Flow, flow, RunError, type Step, spend, type Test } from './run.ts';
import type { Call, Context } from './shape.ts';
import type { CommandNode, TestNode } from './syntax.ts';
import { readTemplate } from './template.ts';
import { commandNamed, testNamed } from './vocabulary.ts';

export type CompiledScript = {
  readonly name: string;
  readonly source: string;
  readonly required: ReadonlySet<Capability>;
  readonly offered: ReadonlySet<Capability>;
  readonly start: Step;
};

export type Compiled =
  | { readonly kind: 'script'; readonly script: CompiledScript; readonly warnings: readonly Fault[] }
  | { readonly kind: 'faulty'; readonly faults: readonly Fault[] };

export type CompileOptions = {
  /** Its name where scripts include each other; '' for one that has none. */
  readonly name?: string;
  readonly offered?: readonly Capability[];
  readonly limits?: SieveLimits;
};

/** At most this many faults are told: who reads them mends the first ones first. */
const maxFaults = 20;

/** Reads, checks and prepares a script. Never throws for what the script says. */
export function compileScript(text: Buffer | string, options: CompileOptions = {}): Compiled {
  const limits = options.limits ?? usualLimits;
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  if (bytes.length > limits.scriptBytes)
    return refused('', new SourceError(0, 'too-large', String(limits.scriptBytes)));
  if (!isUtf8(bytes)) return refused('', new SourceError(0, 'not-utf8'));
  const source = bytes.toString('utf8').replace(/^\ufeff/, '');
  try {
    return compileCommands(source, parseScript(source, limits), limits, options);
  } catch (error) {
    if (error instanceof SourceError) return refused(source, error);
    throw error;
  }
}

function refused(source: string, error: SourceError): Compiled {
  return { kind: 'faulty', faults: [faultAt(source, error.at, error.code, ...error.details)] };
}

type Compiling = {
  readonly context: Context;
  readonly faults: SourceError[];
  readonly warnings: SourceError[];
  readonly required: Map<Capability, number>;
  readonly used: Set<Capability>;
  readonly ihave: () => boolean;
  /** Extensions the command being compiled uses without the script having asked: `ihave` may switch them on. */
  late: Set<Capability>;
};

function compileCommands(
  source: string,
  commands: CommandNode[],
  limits: SieveLimits,
  options: CompileOptions,
): Compiled {
  const offered = new Set([...always, ...(options.offered ?? capabilities)]);
  const compiling = openCompiling(limits, offered, options.name ?? '');
  const body = readRequires(compiling, commands);
  const start = compileBlock(compiling, body);
  const { faults, warnings, required, used } = compiling;
  if (faults.length > 0) {
    return { kind: 'faulty', faults: faults.map(one => faultAt(source, one.at, one.code, ...one.details)) };
  }
  for (const [capability, at] of required) {
    const brought = implied[capability]?.some(other => used.has(other)) ?? false;
    if (at >= 0 && !used.has(capability) && !brought) warnings.push(new SourceError(at, 'unused-require', capability));
  }
  const script = { name: options.name ?? '', source, required: new Set(required.keys()), offered, start };
  return {
    kind: 'script',
    script,
    warnings: warnings.map(one => faultAt(source, one.at, one.code, ...one.details)),
  };
}

function openCompiling(limits: SieveLimits, offered: ReadonlySet<Capability>, scriptName: string): Compiling {
  const required = new Map<Capability, number>(always.map(capability => [capability, -1]));
  const used = new Set<Capability>();
  const ihave = () => required.has('ihave');
  const compiling: Compiling = {
    faults: [],
    warnings: [],
    required,
    used,
    ihave,
    late: new Set(),
    context: {
      limits,
      offered,
      // A map answers as a set does where only membership counts.
      required: { has: (one: Capability) => required.has(one) } as ReadonlySet<Capability>,
      loops: [],
      scriptName,
      regex: { instructions: 0 },
      template: string => {
        const reading = { encoded: required.has('encoded-character'), variables: required.has('variables') };
        if (string.text.includes('${')) for (const one of grammatical) used.add(one);
        return readTemplate(string, reading, required.has('include') ? ['global'] : []);
      },
      use: (capability, at, name) => {
        used.add(capability);
        if (required.has(capability)) return;
        if (!ihave() || !offered.has(capability)) throw new SourceError(at, 'missing-require', capability, name);
        compiling.late.add(capability);
      },
    },
  };
  return compiling;
}

/** The requires at the top, and what follows them. rfc/5228#3.2 */
function readRequires(compiling: Compiling, commands: CommandNode[]): CommandNode[] {
  const first = commands.findIndex(command => command.name !== 'require');
  const requires = first < 0 ? commands : commands.slice(0, first);
  for (const command of requires) {
    const [list, ...more] = command.args;
    if (list?.kind !== 'strings' || more.length > 0 || command.tests.length > 0 || command.block) {
      note(compiling, new SourceError(command.at, 'wrong-arguments', 'require', 'a string list'));
      continue;
    }
    for (const { at, text } of list.strings) {
      if (!isCapability(text) || !compiling.context.offered.has(text)) {
        note(compiling, new SourceError(at, 'unknown-capability', text));
        continue;
      }
      compiling.required.set(text, compiling.required.get(text) ?? at);
      for (const other of implied[text] ?? []) if (!compiling.required.has(other)) compiling.required.set(other, -1);
    }
  }
  return first < 0 ? [] : commands.slice(first);
}

function note(compiling: Compiling, error: unknown): void {
  if (!(error instanceof SourceError)) throw error;
  if (compiling.faults.length < maxFaults) compiling.faults.push(error);
}

const last = new Set(['stop', 'return', 'error']);

function compileBlock(compiling: Compiling, nodes: readonly CommandNode[]): Step {
  const steps: Step[] = [];
  for (let index = 0; index < nodes.length; index++) {
    const node = nodes[index]!;
    if (last.has(nodes[index - 1]?.name ?? '')) compiling.warnings.push(new SourceError(node.at, 'unreachable'));
    if (node.name === 'if') {
      const chain = nodes.slice(index, index + 1);
      while (nodes[index + 1]?.name === 'elsif') chain.push(nodes[++index]!);
      if (nodes[index + 1]?.name === 'else') chain.push(nodes[++index]!);
      steps.push(compileIf(compiling, chain));
    } else steps.push(attempt(compiling, () => compileCommand(compiling, node)));
  }
  return sequence(steps);
}

const nothing: Step = () => flow.next;

/** Compiles one command; its faults are noted and the rest goes on. */
function attempt(compiling: Compiling, compile: () => Step): Step {
  try {
    return compile();
  } catch (error) {
    note(compiling, error);
    return nothing;
  }
}

function sequence(steps: readonly Step[]): Step {
  return run => {
    for (const step of steps) {
      spend(run, 1);
      const next = step(run);
      if (next !== flow.next) return next;
    }
    return flow.next;
  };
}

/** rfc/5228#3.1 */
function compileIf(compiling: Compiling, chain: readonly CommandNode[]): Step {
  const branches: { test: Test; body: Step }[] = [];
  for (const node of chain) {
    attempt(compiling, () => {
      if (node.block === null) throw new SourceError(node.at, 'block-expected', node.name);
      if (node.args.length > 0) throw new SourceError(node.at, 'wrong-arguments', node.name, 'no arguments');
      if (node.name === 'else' && node.tests.length > 0) throw new SourceError(node.at, 'test-unexpected', node.name);
      if (node.name !== 'else' && (node.tests.length !== 1 || node.listed)) {
        throw new SourceError(node.at, 'test-expected', node.name);
      }
      const test: Test = node.name === 'else' ? () => true : compileTest(compiling, node.tests[0]!);
      branches.push({ test, body: compileBlock(compiling, node.block) });
      return nothing;
    });
  }
  return run => {
    for (const { test, body } of branches) if (test(run)) return body(run);
    return flow.next;
  };
}

function compileCommand(compiling: Compiling, node: CommandNode): Step {
  if (node.name === 'require') throw new SourceError(node.at, 'late-require');
  if (node.name === 'elsif' || node.name === 'else') throw new SourceError(node.at, 'else-without-if', node.name);
  const shape = commandNamed(node.name);
  if (!shape || !isOffered(compiling, shape.needs)) return unknown(compiling, node, 'unknown-command');
  if (shape.block && node.block === null) throw new SourceError(node.at, 'block-expected', node.name);
  if (!shape.block && node.block !== null) throw new SourceError(node.at, 'block-unexpected', node.name);
  return guarded(compiling, node, () => {
    const call = checkCall(compiling.context, shape, node);
    const tests = compileTests(compiling, node);
    const { loops } = compiling.context;
    if (shape.block) loops.push(nameOfLoop(call));
    const body = node.block ? compileBlock(compiling, node.block) : nothing;
    if (shape.block) loops.pop();
    return placed(node.at, shape.compile({ ...call, tests, body }));
  });
}

function nameOfLoop({ tags }: Omit<Call, 'tests' | 'body'>): string {
  const name = tags.get(':name');
  return name?.kind === 'strings' ? name.strings[0]!.text : '';
}

function compileTest(compiling: Compiling, node: TestNode): Test {
  const shape = testNamed(node.name);
  if (!shape || !isOffered(compiling, shape.needs)) return unknown(compiling, node, 'unknown-test');
  return guarded(compiling, node, () => {
    const call = checkCall(compiling.context, shape, node);
    const test = shape.compile({ ...call, tests: compileTests(compiling, node), body: nothing });
    return run => {
      spend(run, 1);
      return test(run);
    };
  });
}

function compileTests(compiling: Compiling, node: TestNode): Test[] {
  return node.tests.map(test => compileTest(compiling, test));
}

function isOffered(compiling: Compiling, needs: readonly Capability[] = []): boolean {
  return needs.every(capability => compiling.context.offered.has(capability));
}

/**
 * With `ihave`, a word that is not known here may stand where it is never reached, and an extension may be used once a
 * test has found it: both are decided while the script runs. rfc/5463#4
 */
function unknown(compiling: Compiling, node: TestNode, code: 'unknown-command' | 'unknown-test'): () => never {
  if (!compiling.ihave()) throw new SourceError(node.at, code, node.name);
  return () => {
    throw placedError(new RunError(code, node.name), node.at);
  };
}

function guarded<Result extends Flow | boolean>(
  compiling: Compiling,
  node: TestNode,
  compile: () => (run: Parameters<Step>[0]) => Result,
): (run: Parameters<Step>[0]) => Result {
  const outer = compiling.late;
  compiling.late = new Set();
  try {
    const compiled = compile();
    const late = [...compiling.late];
    if (late.length === 0) return compiled;
    return run => {
      const missing = late.find(capability => !run.scope.enabled.has(capability));
      if (missing) throw placedError(new RunError('missing-require', missing, node.name), node.at);
      return compiled(run);
    };
  } catch (error) {
    // With ihave, an option of an extension that is not here is no fault until it is reached.
    if (!(error instanceof SourceError) || error.code !== 'unknown-tag' || !compiling.ihave()) throw error;
    return () => {
      throw placedError(new RunError(error.code, ...error.details), error.at);
    };
  } finally {
    compiling.late = outer;
  }
}

/** Says where a command stood when it fails at run time. */
function placed(at: number, step: Step): Step {
  return run => {
    try {
      return step(run);
    } catch (error) {
      throw error instanceof RunError ? placedError(error, at) : error;
    }
  };
}

function placedError(error: RunError, at: number): RunError {
  if (error.at < 0) error.at = at;
  return error;
}
