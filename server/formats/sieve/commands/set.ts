import { SourceError } from '../faults.ts';
import { expand, flow, writeVariable } from '../run.ts';
import { type Call, type CommandShape, hasTag, type TagShape, template } from '../shape.ts';
import { variableName } from '../variable-name.ts';

/** What may be done to the value, by precedence: the highest comes first. rfc/5229#4.1 */
const modifiers: readonly { tag: string; rank: number; needs?: TagShape['needs']; apply(text: string): string }[] = [
  { tag: ':lower', rank: 40, apply: text => text.toLowerCase() },
  { tag: ':upper', rank: 40, apply: text => text.toUpperCase() },
  { tag: ':lowerfirst', rank: 30, apply: text => first(text, one => one.toLowerCase()) },
  { tag: ':upperfirst', rank: 30, apply: text => first(text, one => one.toUpperCase()) },
  { tag: ':quotewildcard', rank: 20, apply: text => text.replace(/[*?\\]/g, '\\$&') },
  { tag: ':quoteregex', rank: 20, needs: ['regex'], apply: text => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') },
  // rfc/5435#6
  { tag: ':encodeurl', rank: 15, needs: ['enotify'], apply: encodeUrl },
  { tag: ':length', rank: 10, apply: text => String([...text].length) },
];

function first(text: string, change: (character: string) => string): string {
  const [character = ''] = text;
  return change(character) + text.slice(character.length);
}

/** All but the unreserved characters of rfc/3986#2.3. */
function encodeUrl(text: string): string {
  return [...Buffer.from(text)]
    .map(byte => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9\-._~]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

/** Applies the modifiers a call names. */
export function modify(call: Call, text: string): string {
  return modifiers.reduce((value, { tag, apply }) => (hasTag(call, tag) ? apply(value) : value), text);
}

/** rfc/5229#4 */
export const set: CommandShape = {
  name: 'set',
  needs: ['variables'],
  tags: Object.fromEntries(
    modifiers.map(({ tag, rank, needs }) => [tag, { group: String(rank), ...(needs ? { needs } : {}) }]),
  ),
  operands: [{ kind: 'string' }, { kind: 'string' }],
  compile(call) {
    const name = variableName(call, template(call, 0));
    if (name.includes('.') && !name.startsWith('global.')) throw new SourceError(call.at, 'bad-variable', name);
    const value = template(call, 1);
    return run => {
      writeVariable(run, name, modify(call, expand(run, value)));
      return flow.next;
    };
  },
};
