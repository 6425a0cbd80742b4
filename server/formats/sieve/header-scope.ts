/** Which headers a test looks at, and which of their fields. RFC 5703 for `:mime`, rfc/5260#6 for `:index`. */
import { SourceError } from './faults.ts';
import { allParts, type Header, partHeader } from './message.ts';
import { expand, type Run, spend } from './run.ts';
import { type Call, hasTag, tagNumber } from './shape.ts';
import type { Template } from './template.ts';

/** The headers in the scope of a test, as the message stands at that point of the run. */
export type HeaderScope = (run: Run) => readonly Header[];

/** With `:mime` the part at hand (of a foreverypart, or the message), with `:anychild` those within it too. */
export function compileScope(call: Call): HeaderScope {
  if (!hasTag(call, ':mime')) {
    if (hasTag(call, ':anychild')) throw new SourceError(call.at, 'missing-tag', ':mime', call.name);
    return run => [run.message.header];
  }
  const anyChild = hasTag(call, ':anychild');
  return run => {
    const part = run.part ?? run.message.parsed.part;
    if (!anyChild) return [partHeader(run.message, part)];
    const headers = [...allParts(part)].map(one => partHeader(run.message, one));
    spend(run, headers.length);
    return headers;
  };
}

/** Picks the field that `:index` and `:last` name, or all. */
export type Picker = <Item>(items: readonly Item[]) => readonly Item[];

export function compileIndex(call: Call): Picker {
  const index = tagNumber(call, ':index');
  if (index === null) {
    if (hasTag(call, ':last')) throw new SourceError(call.at, 'missing-tag', ':index', call.name);
    return items => items;
  }
  if (index < 1) throw new SourceError(call.at, 'bad-number', ':index');
  const last = hasTag(call, ':last');
  return items => {
    const item = last ? items[items.length - index] : items[index - 1];
    return item === undefined ? [] : [item];
  };
}

const fieldName = /^[\x21-\x39\x3b-\x7e]+$/;

/** Names of header fields, ready to be looked up. @throws SourceError bad-header-name for a constant that is none */
export function compileNames(names: readonly Template[]): (run: Run) => readonly string[] {
  for (const { constant, at } of names) {
    if (constant !== null && !fieldName.test(constant)) throw new SourceError(at, 'bad-header-name', constant);
  }
  if (names.every(name => name.constant !== null)) {
    const ready = names.map(name => name.constant!.toLowerCase());
    return () => ready;
  }
  return run => names.map(name => expand(run, name).toLowerCase());
}

export function isFieldName(text: string): boolean {
  return fieldName.test(text);
}
