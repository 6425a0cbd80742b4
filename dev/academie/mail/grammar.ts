/**
 * Sentences with choices. `[a|b|c]` says one of its branches, which may be empty and nest; `{slot}` is filled from the
 * scene (`slots.ts`), always with the same words within one message. Spaces before French double punctuation become
 * non-breaking.
 */
import type { Random } from '../random.ts';
import type { Scene } from './scene.ts';
import { slots } from './slots.ts';
import { spaced } from './text.ts';

export type Template = (scene: Scene) => string;

/** A place in a letter where one of several sentences stands, `odds` times out of 1. */
export interface Place {
  odds: number;
  choices: readonly Template[];
}

export const always = (...choices: string[]): Place => ({ odds: 1, choices: sentences(...choices) });
export const often = (...choices: string[]): Place => ({ odds: 0.7, choices: sentences(...choices) });
export const sometimes = (...choices: string[]): Place => ({ odds: 0.35, choices: sentences(...choices) });

export function sentences(...texts: string[]): Template[] {
  return texts.map(sentence);
}

export function sentence(text: string): Template {
  const source = spaced(text);
  const parser = { source, at: 0 };
  const template = sequence(parser);
  if (parser.at < source.length) throw new SyntaxError(`unbalanced bracket in: ${text}`);
  return source.includes('{') ? scene => elided(template(scene)) : template;
}

/** `de Amiens` becomes `d’Amiens`: what a slot brings is not known when the sentence is written. */
function elided(text: string): string {
  return text
    .replace(/\b(d|qu|jusqu)e (?=[aeiouàâéèêîôœAEIOUÀÂÉÈÊÎÔŒ]|histoire)/g, '$1’')
    .replace(/\bde le (?=cahier|logiciel|portail)/g, 'du ')
    .replace(/([A-Z])\.\.(?!\.)/g, '$1.');
}

/** One of the choices, or nothing. */
export function say(place: Place, scene: Scene, random: Random): string {
  return random.chance(place.odds) ? random.pick(place.choices)(scene) : '';
}

interface Parser {
  source: string;
  at: number;
}

/** Reads up to the end, a `|` or a `]`. */
function sequence(parser: Parser): Template {
  const pieces: (string | Template)[] = [];
  const { source } = parser;
  while (parser.at < source.length) {
    const char = source[parser.at];
    if (char === '|' || char === ']') break;
    if (char === '[') pieces.push(choice(parser));
    else if (char === '{') pieces.push(slot(parser));
    else {
      const rest = source.slice(parser.at).search(/[[\]{|]/);
      const to = rest < 0 ? source.length : parser.at + rest;
      pieces.push(source.slice(parser.at, to));
      parser.at = to;
    }
  }
  if (pieces.length === 1 && typeof pieces[0] === 'string') {
    const [text] = pieces;
    return () => text;
  }
  return scene => {
    let text = '';
    for (const piece of pieces) text += typeof piece === 'string' ? piece : piece(scene);
    return text;
  };
}

function choice(parser: Parser): Template {
  const branches: Template[] = [];
  do {
    parser.at++;
    branches.push(sequence(parser));
  } while (parser.source[parser.at] === '|');
  if (parser.source[parser.at] !== ']') throw new SyntaxError(`unclosed [ in: ${parser.source}`);
  parser.at++;
  return scene => scene.random.pick(branches)(scene);
}

function slot(parser: Parser): Template {
  const end = parser.source.indexOf('}', parser.at);
  const name = parser.source.slice(parser.at + 1, end);
  const fill = slots[name];
  if (end < 0 || fill === undefined) throw new SyntaxError(`unknown slot in: ${parser.source}`);
  parser.at = end + 1;
  return scene => {
    const bound = scene.bound.get(name);
    if (bound !== undefined) return bound;
    const value = fill(scene);
    scene.bound.set(name, value);
    return value;
  };
}
