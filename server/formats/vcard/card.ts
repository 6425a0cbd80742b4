/**
 * A vCard as a list of properties whose values stay as they are written (escapes included), so that what nobody here
 * knows is written again as it came. rfc/6350#3.3 The versions differ in how they spell things, not in this shape: what
 * was read of 2.1 has its values in the escapes of the later ones.
 */

export type Version = '2.1' | '3.0' | '4.0';

/** `name` in capitals; a value is without its quotes and escapes (rfc/6868). */
export type Param = { readonly name: string; readonly values: readonly string[] };

export type Property = {
  /** What stands before the dot, as it was written; it ties properties of a card together. rfc/6350#3.3 */
  readonly group: string | null;
  /** In capitals: names know no case. */
  readonly name: string;
  readonly params: readonly Param[];
  /** In one line, escaped as rfc/6350#3.4 says. */
  readonly value: string;
};

/** Without BEGIN, VERSION and END. */
export type Card = { readonly version: Version; readonly properties: readonly Property[] };

export function property(name: string, value: string, params: readonly Param[] = [], group?: string): Property {
  return { group: group ?? null, name, params, value };
}

/** The values of a parameter, however often it was given; none where it was not. */
export function paramValues({ params }: Property, name: string): string[] {
  return params.filter(param => param.name === name).flatMap(param => param.values);
}

export function hasParam(of: Property, name: string, value: string): boolean {
  return paramValues(of, name).some(one => one.toLowerCase() === value.toLowerCase());
}

/** The same property with that parameter, or without it where no value is given. */
export function withParam(of: Property, name: string, values: readonly string[] = []): Property {
  const others = of.params.filter(param => param.name !== name);
  return { ...of, params: values.length === 0 ? others : [...others, { name, values }] };
}

export function all({ properties }: Card, name: string): Property[] {
  return properties.filter(one => one.name === name);
}

export function first({ properties }: Card, name: string): Property | undefined {
  return properties.find(one => one.name === name);
}

export function escapeText(text: string): string {
  return text.replace(/[\\,;]/g, '\\$&').replace(/\r\n?|\n/g, '\\n');
}

export function unescapeText(value: string): string {
  return value.replace(/\\([\s\S])/g, (_, letter: string) => (letter === 'n' || letter === 'N' ? '\n' : letter));
}

/** Splits where the separator is not escaped; the parts stay escaped. */
export function splitValue(value: string, separator: ',' | ';'): string[] {
  if (!value.includes(separator)) return [value];
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < value.length; at += 1) {
    if (value[at] === '\\') at += 1;
    else if (value[at] === separator) {
      parts.push(value.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(value.slice(start));
  return parts;
}

/** The components of a structured value, each a list of texts. rfc/6350#3.3 */
export function readComponents(value: string): string[][] {
  return splitValue(value, ';').map(part => splitValue(part, ',').map(unescapeText));
}

export function writeComponents(components: readonly (readonly string[])[]): string {
  return components.map(list => list.map(escapeText).join(',')).join(';');
}
