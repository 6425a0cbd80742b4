/** Commands and tests into steps: each checked against its shape, faults noted, guards put where `ihave` asks for them. */
import type { Capability } from './capabilities.ts';
import { checkCall } from './check.ts';
import { type Compiling, note } from './compiling.ts';
import { SourceError } from './faults.ts';
import { type Flow, flow, RunError, type Step, spend, type Test } from './run.ts';
import type { Call } from './shape.ts';
import type { CommandNode, TestNode } from './syntax.ts';
import { commandNamed, testNamed } from './vocabulary.ts';

const last = new Set(['stop', 'return', 'error']);

/** The commands of a block, in order. */
export function compileBlock(compiling: Compiling, nodes: readonly CommandNode[]): Step {
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
