/**
 * How a command or a test says what it takes, and gets it. Each one declares a shape; the compiler checks every use
 * against it and hands over a {@link Call}, so that no command reads syntax by itself. rfc/5228#2.6
 */
import type { Capability } from './capabilities.ts';
import { comparators } from './comparator.ts';
import { SourceError } from './faults.ts';
import type { SieveLimits } from './limits.ts';
import type { Step, Test } from './run.ts';
import type { Argument } from './syntax.ts';
import type { Template } from './template.ts';

export type ValueKind = 'string' | 'strings' | 'number';

export type TagShape = {
  /** The argument that follows the tag. */
  readonly value?: ValueKind;
  readonly needs?: readonly Capability[];
  /** At most one tag of a group may be given. */
  readonly group?: string;
};

export type OperandShape = {
  readonly kind: ValueKind;
  /** May be left out; one operand of a shape at most. */
  readonly optional?: boolean;
};

export type Shape = {
  readonly name: string;
  readonly needs?: readonly Capability[];
  readonly tags?: Readonly<Record<string, TagShape>>;
  readonly operands?: readonly OperandShape[];
  /** Tests it takes: one, or a list in parentheses. */
  readonly tests?: 'one' | 'list';
};

export type TestShape = Shape & { compile(call: Call): Test };
export type CommandShape = Shape & { readonly block?: true; compile(call: Call): Step };

/** A checked use of a command or test. */
export type Call = {
  readonly at: number;
  readonly name: string;
  readonly tags: ReadonlyMap<string, Argument | null>;
  /** One a declared operand, undefined where an optional one is absent. */
  readonly operands: readonly (Argument | undefined)[];
  readonly tests: readonly Test[];
  readonly body: Step;
  readonly context: Context;
};

/** What is known of the whole script while it is compiled. */
export type Context = {
  readonly limits: SieveLimits;
  /** The house offers these; the script has asked for those. */
  readonly offered: ReadonlySet<Capability>;
  readonly required: ReadonlySet<Capability>;
  /** Names of the script's loops from the outside in, '' where they have none. */
  readonly loops: string[];
  /** Reads a string as the script's own extensions have it. */
  template(string: { at: number; text: string }): Template;
  /** Notes that an extension is used; refuses, or guards, where it was not asked for. */
  use(capability: Capability, at: number, name: string): void;
  readonly scriptName: string;
  /** Instructions of regular expressions compiled so far. */
  readonly regex: { instructions: number };
};

export const hasTag = (call: Call, tag: string): boolean => call.tags.has(tag);

/** The tag of a group that was given, or undefined. */
export function tagAmong<Tag extends string>(call: Call, ...tags: Tag[]): Tag | undefined {
  return tags.find(tag => call.tags.has(tag));
}

export function tagTemplate(call: Call, tag: string): Template | null {
  const argument = call.tags.get(tag);
  return argument ? templatesOf(call, argument)[0]! : null;
}

export function tagTemplates(call: Call, tag: string): Template[] | null {
  const argument = call.tags.get(tag);
  return argument ? templatesOf(call, argument) : null;
}

export function tagNumber(call: Call, tag: string): number | null {
  const argument = call.tags.get(tag);
  return argument?.kind === 'number' ? argument.value : null;
}

export function template(call: Call, index: number): Template {
  return templatesOf(call, call.operands[index]!)[0]!;
}

export function templates(call: Call, index: number): Template[] {
  return templatesOf(call, call.operands[index]!);
}

export function optionalTemplates(call: Call, index: number): Template[] | null {
  const argument = call.operands[index];
  return argument ? templatesOf(call, argument) : null;
}

export function number(call: Call, index: number): number {
  const argument = call.operands[index]!;
  return argument.kind === 'number' ? argument.value : 0;
}

/** The text of a string that no variable may change. */
export function constant(value: Template): string {
  if (value.constant === null) throw new SourceError(value.at, 'constant-expected');
  return value.constant;
}

function templatesOf(call: Call, argument: Argument): Template[] {
  return argument.kind === 'strings' ? argument.strings.map(string => call.context.template(string)) : [];
}

/** The comparator a test names, or the one that is meant without. rfc/5228#2.7.3 */
export function comparatorOf(call: Call): (typeof comparators)[string] {
  const named = tagTemplate(call, ':comparator');
  const name = named ? constant(named) : 'i;ascii-casemap';
  const found = comparators[name];
  if (!found || !call.context.offered.has(`comparator-${name}` as Capability)) {
    throw new SourceError(named?.at ?? call.at, 'unknown-comparator', name);
  }
  call.context.use(`comparator-${name}` as Capability, named?.at ?? call.at, name);
  return found;
}

/** Tags shared by the tests that compare texts. */
export const matchTags: Readonly<Record<string, TagShape>> = {
  ':comparator': { value: 'string' },
  ':is': { group: 'match' },
  ':contains': { group: 'match' },
  ':matches': { group: 'match' },
  ':regex': { group: 'match', needs: ['regex'] },
  ':count': { group: 'match', value: 'string', needs: ['relational'] },
  ':value': { group: 'match', value: 'string', needs: ['relational'] },
  ':list': { group: 'match', needs: ['extlists'] },
};

/** rfc/5228#2.7.4, rfc/5233#4 */
export const addressPartTags: Readonly<Record<string, TagShape>> = {
  ':all': { group: 'address part' },
  ':localpart': { group: 'address part' },
  ':domain': { group: 'address part' },
  ':user': { group: 'address part', needs: ['subaddress'] },
  ':detail': { group: 'address part', needs: ['subaddress'] },
};

/** rfc/5260#6 */
export const indexTags: Readonly<Record<string, TagShape>> = {
  ':index': { value: 'number', needs: ['index'] },
  ':last': { needs: ['index'] },
};

/** RFC 5703 */
export const mimeTags: Readonly<Record<string, TagShape>> = {
  ':mime': { needs: ['mime'] },
  ':anychild': { needs: ['mime'] },
};

/** Where a copy is filed. rfc/5490#3.2, RFC 8579, RFC 9042 */
export const targetTags: Readonly<Record<string, TagShape>> = {
  ':create': { needs: ['mailbox'] },
  ':mailboxid': { value: 'string', needs: ['mailboxid'] },
  ':specialuse': { value: 'string', needs: ['special-use'] },
};
