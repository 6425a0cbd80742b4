import { readNstring, readString } from './primitives.ts';
import type { Reader } from './reader.ts';

/** What the client says of itself, in the order it says it; an absent value was NIL. rfc/2971#3.1 */
export type Id = {
  kind: 'id';
  fields: { name: string; value?: string }[];
};

/** rfc/2971#3.3 */
const maxFields = 30;
const maxName = 30;
const maxValue = 1024;

export function readId(reader: Reader): Id {
  reader.expect(' ');
  if (reader.skip('NIL')) return { kind: 'id', fields: [] };
  const fields: Id['fields'] = [];
  reader.expect('(');
  if (reader.skip(')')) return { kind: 'id', fields };
  do {
    const name = readString(reader);
    reader.expect(' ');
    const value = readNstring(reader);
    if (fields.length === maxFields || name.length > maxName || (value?.length ?? 0) > maxValue)
      reader.fail('ID too long', 'limit');
    fields.push(value === undefined ? { name } : { name, value });
  } while (reader.skip(' '));
  reader.expect(')');
  return { kind: 'id', fields };
}
