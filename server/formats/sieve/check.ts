/** Checks one use of a command or a test against its shape. rfc/5228#2.6 */
import { SourceError } from './faults.ts';
import type { Call, Context, OperandShape, Shape, ValueKind } from './shape.ts';
import type { Argument, TestNode } from './syntax.ts';

/** @throws SourceError at the argument that does not fit */
export function checkCall(context: Context, shape: Shape, node: TestNode): Omit<Call, 'tests' | 'body'> {
  for (const capability of shape.needs ?? []) context.use(capability, node.at, node.name);
  const { tags, operands } = sortArguments(context, shape, node);
  checkTests(shape, node);
  return { at: node.at, name: node.name, tags, operands: fitOperands(shape, node, operands), context };
}

function sortArguments(context: Context, shape: Shape, node: TestNode) {
  const tags = new Map<string, Argument | null>();
  const groups = new Map<string, string>();
  const operands: Argument[] = [];
  for (let index = 0; index < node.args.length; index++) {
    const argument = node.args[index]!;
    if (argument.kind !== 'tag') {
      operands.push(argument);
      continue;
    }
    const { name, at } = argument;
    const tag = shape.tags?.[name];
    const offered = tag?.needs?.every(capability => context.offered.has(capability)) ?? true;
    if (!tag || !offered) throw new SourceError(at, 'unknown-tag', name, node.name);
    if (operands.length > 0) throw new SourceError(at, 'tag-after-operand', name);
    if (tags.has(name)) throw new SourceError(at, 'tag-twice', name);
    const rival = tag.group === undefined ? undefined : groups.get(tag.group);
    if (rival !== undefined) throw new SourceError(at, 'tags-exclude', rival, name);
    if (tag.group !== undefined) groups.set(tag.group, name);
    for (const capability of tag.needs ?? []) context.use(capability, at, name);
    if (tag.value === undefined) tags.set(name, null);
    else {
      const value = node.args[++index];
      if (!value || !fits(value, tag.value)) throw new SourceError(at, 'wrong-arguments', name, nouns[tag.value]);
      tags.set(name, value);
    }
  }
  return { tags, operands };
}

const nouns: Readonly<Record<ValueKind, string>> = {
  string: 'a string',
  strings: 'a string list',
  number: 'a number',
};

/** A lone string may stand for a list of one. rfc/5228#2.4.2.1 */
function fits(argument: Argument, kind: ValueKind): boolean {
  if (kind === 'number') return argument.kind === 'number';
  return argument.kind === 'strings' && (kind === 'strings' || !argument.list);
}

function fitOperands(shape: Shape, node: TestNode, given: readonly Argument[]): (Argument | undefined)[] {
  const wanted = shape.operands ?? [];
  const placed: (Argument | undefined)[] = [...given];
  const optional = wanted.findIndex(operand => operand.optional);
  if (optional >= 0 && given.length === wanted.length - 1) placed.splice(optional, 0, undefined);
  const right =
    placed.length === wanted.length &&
    placed.every((argument, index) => argument === undefined || fits(argument, wanted[index]!.kind));
  if (right) return placed;
  throw new SourceError(node.at, 'wrong-arguments', node.name, describe(wanted));
}

function describe(wanted: readonly OperandShape[]): string {
  if (wanted.length === 0) return 'no arguments';
  return wanted.map(({ kind, optional }) => `${nouns[kind]}${optional ? ' (optional)' : ''}`).join(' then ');
}

function checkTests(shape: Shape, node: TestNode): void {
  if (shape.tests === undefined && (node.tests.length > 0 || node.listed)) {
    throw new SourceError(node.at, 'test-unexpected', node.name);
  }
  if (shape.tests === 'one' && (node.tests.length !== 1 || node.listed)) {
    throw new SourceError(node.at, 'test-expected', node.name);
  }
  if (shape.tests === 'list' && !node.listed) throw new SourceError(node.at, 'tests-expected', node.name);
}
