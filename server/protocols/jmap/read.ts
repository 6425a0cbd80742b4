/**
 * Readers of what clients send: a value comes in, a typed one goes out, or `InvalidArgument` with the path of what is
 * wrong. Small enough to be read whole, and exact where a general validator would have to be told: ids, the integers of
 * I-JSON, results that stand for each other. rfc/8620#1.2 to rfc/8620#1.4
 */

/** `path` is where the value stands, as `filter/conditions/0/before`. */
export class InvalidArgument extends Error {
  readonly path: string;

  constructor(path: string, why: string) {
    super(`${path} ${why}`);
    this.path = path;
  }
}

export type Reader<Value> = (value: unknown, path: string) => Value;
export type ReadBy<R> = R extends Reader<infer Value> ? Value : never;
type Fields = Record<string, Reader<unknown>>;
export type RecordOf<Shape extends Fields> = { readonly [Name in keyof Shape]: ReadBy<Shape[Name]> };

function fail(path: string, value: unknown, wanted: string): never {
  throw new InvalidArgument(path, value === undefined ? 'is required' : `must be ${wanted}`);
}

export const text: Reader<string> = (value, path) =>
  typeof value === 'string' ? value : fail(path, value, 'a string');

export const bool: Reader<boolean> = (value, path) =>
  typeof value === 'boolean' ? value : fail(path, value, 'true or false');

/** Int. rfc/8620#1.3 */
export const integer: Reader<number> = (value, path) =>
  Number.isSafeInteger(value) ? (value as number) : fail(path, value, 'an integer');

/** UnsignedInt. rfc/8620#1.3 */
export const unsigned: Reader<number> = (value, path) =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : fail(path, value, 'an unsigned integer');

/** An Id's form; whether there is such a thing is another question. rfc/8620#1.2 */
export const id: Reader<string> = (value, path) =>
  typeof value === 'string' && /^[A-Za-z0-9_-]{1,255}$/.test(value) ? value : fail(path, value, 'an id');

/** An Id, or `#` and a creation id. */
export const idOrCreation: Reader<string> = (value, path) =>
  typeof value === 'string' && /^#?[A-Za-z0-9_-]{1,255}$/.test(value) ? value : fail(path, value, 'an id');

/** Date or UTCDate, as milliseconds. rfc/8620#1.4 */
export const instant: Reader<Date> = (value, path) => {
  const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;
  const read = typeof value === 'string' && form.test(value) ? new Date(value) : null;
  return read !== null && !Number.isNaN(read.getTime()) ? read : fail(path, value, 'a date');
};

/** UTCDate: ends in Z. rfc/8620#1.4 */
export const utcInstant: Reader<Date> = (value, path) =>
  typeof value === 'string' && value.endsWith('Z') ? instant(value, path) : fail(path, value, 'a date in UTC');

/** Absent and null are both null. */
export function nullable<Value>(reader: Reader<Value>): Reader<Value | null> {
  return (value, path) => (value === null || value === undefined ? null : reader(value, path));
}

/** Absent is `otherwise`; null is not. */
export function defaulted<Value>(reader: Reader<Value>, otherwise: Value): Reader<Value> {
  return (value, path) => (value === undefined ? otherwise : reader(value, path));
}

/** Absent is undefined: for what a change leaves alone. */
export function optional<Value>(reader: Reader<Value>): Reader<Value | undefined> {
  return (value, path) => (value === undefined ? undefined : reader(value, path));
}

export function listOf<Value>(reader: Reader<Value>): Reader<Value[]> {
  return (value, path) =>
    Array.isArray(value) ? value.map((one, index) => reader(one, `${path}/${index}`)) : fail(path, value, 'a list');
}

/** A JSON object whose keys `key` reads and whose values `reader` reads. */
export function mapOf<Value>(key: Reader<string>, reader: Reader<Value>): Reader<Map<string, Value>> {
  return (value, path) => {
    const found = new Map<string, Value>();
    for (const [name, one] of Object.entries(plainObject(value, path))) {
      found.set(key(name, `${path}/${name}`), reader(one, `${path}/${name}`));
    }
    return found;
  };
}

/** A set as JMAP writes it: each key is true. */
export function setOf(key: Reader<string>): Reader<Set<string>> {
  const read = mapOf(key, (value, path) => (value === true ? true : fail(path, value, 'true')));
  return (value, path) => new Set(read(value, path).keys());
}

/** A JSON object with these fields and no others. */
export function record<Shape extends Fields>(shape: Shape): Reader<RecordOf<Shape>> {
  return (value, path) => {
    const given = plainObject(value, path);
    const at = (name: string) => (path === '' ? name : `${path}/${name}`);
    for (const name of Object.keys(given)) {
      if (!Object.hasOwn(shape, name)) throw new InvalidArgument(at(name), 'is not known here');
    }
    const found: Record<string, unknown> = {};
    for (const [name, reader] of Object.entries(shape)) {
      found[name] = reader(Object.hasOwn(given, name) ? given[name] : undefined, at(name));
    }
    return found as RecordOf<Shape>;
  };
}

/** Any JSON object. */
export const plainObject: Reader<Record<string, unknown>> = (value, path) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : fail(path, value, 'an object');

/** Any JSON value. */
export const anything: Reader<unknown> = value => value;
