/**
 * From a text to something that runs: every command checked against its shape, every string taken apart, every fault
 * found that can be found before mail arrives. A compiled script holds no state and may be kept and shared.
 */
import { isUtf8 } from 'node:buffer';
import { always, type Capability, capabilities, grammatical, implied, isCapability } from './capabilities.ts';
import { compileBlock } from './compile-block.ts';
import { type Compiling, maxFaults, note } from './compiling.ts';
import { type Fault, faultAt, SourceError } from './faults.ts';
import { type SieveLimits, usualLimits } from './limits.ts';
import { parseScript } from './parser.ts';
import type { Step } from './run.ts';
import type { CommandNode } from './syntax.ts';
import { readTemplate } from './template.ts';

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
    warnings: warnings.slice(0, maxFaults).map(one => faultAt(source, one.at, one.code, ...one.details)),
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
