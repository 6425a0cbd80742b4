/** Sentences with choices: `[a|b]` says one branch, branches nest; `{name}` is filled once a message, by a slot. */
import type { Random } from '../academie/random.ts';

export type Slots = Readonly<Record<string, (random: Random) => string>>;

/** Says `template`. `filled` keeps what slots were filled with, so that subject and text agree. */
export function say(template: string, random: Random, slots: Slots, filled: Map<string, string>): string {
  const [text, end] = sequence(template, 0, random);
  if (end < template.length) throw new SyntaxError(`unbalanced bracket in: ${template}`);
  return text.replace(/\{([a-z_]+)\}/g, (_, name: string) => {
    const slot = slots[name];
    if (slot === undefined) throw new SyntaxError(`unknown slot {${name}} in: ${template}`);
    const known = filled.get(name) ?? slot(random);
    filled.set(name, known);
    return known;
  });
}

function sequence(source: string, from: number, random: Random): [text: string, end: number] {
  let text = '';
  let at = from;
  while (at < source.length && source[at] !== '|' && source[at] !== ']') {
    if (source[at] !== '[') text += source[at++];
    else {
      const branches: string[] = [];
      do {
        const [branch, end] = sequence(source, at + 1, random);
        branches.push(branch);
        at = end;
      } while (source[at] === '|');
      if (source[at] !== ']') throw new SyntaxError(`unclosed [ in: ${source}`);
      at++;
      text += random.pick(branches);
    }
  }
  return [text, at];
}
