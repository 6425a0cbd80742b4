/** Answers compared with what a text says they look like: keys exactly, values where the text fixes them. */
import assert from 'node:assert/strict';

type Fits = (value: unknown) => boolean;

/** A leaf is a value, or a function that says whether what stands there will do. */
export function alike(actual: unknown, expected: unknown, path = ''): void {
  if (typeof expected === 'function') {
    assert.ok((expected as Fits)(actual), `${path}: ${JSON.stringify(actual)}`);
  } else if (Array.isArray(expected)) {
    assert.ok(Array.isArray(actual), `${path} is a list`);
    assert.equal(actual.length, expected.length, `${path} has as many items: ${JSON.stringify(actual)}`);
    for (const [index, one] of expected.entries()) alike(actual[index], one, `${path}/${index}`);
  } else if (typeof expected === 'object' && expected !== null) {
    assert.ok(typeof actual === 'object' && actual !== null, `${path} is an object`);
    assert.deepEqual(Object.keys(actual).sort(), Object.keys(expected).sort(), `${path} has these members`);
    for (const [name, one] of Object.entries(expected)) alike((actual as never)[name], one, `${path}/${name}`);
  } else assert.deepEqual(actual, expected, path);
}

export const text: Fits = value => typeof value === 'string' && value !== '';
export const id: Fits = value => typeof value === 'string' && /^[A-Za-z0-9_-]{1,255}$/.test(value);
export const count: Fits = value => Number.isSafeInteger(value) && (value as number) >= 0;
export const date: Fits = value => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(String(value));
export const anything: Fits = () => true;
