import type Squire from 'squire-rte';

/** What the text at the cursor is. */
export type Format = {
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly strike: boolean;
  readonly bullets: boolean;
  readonly numbers: boolean;
  readonly quote: boolean;
  readonly link: boolean;
};

export const noFormat: Format = {
  bold: false,
  italic: false,
  underline: false,
  strike: false,
  bullets: false,
  numbers: false,
  quote: false,
  link: false,
};

export function readFormat(editor: Squire): Format {
  const path = editor.getPath();
  const within = (tag: string) => new RegExp(`(?:^|>)${tag}(?:[.#\\[>]|$)`).test(path);
  return {
    bold: editor.hasFormat('B'),
    italic: editor.hasFormat('I'),
    underline: editor.hasFormat('U'),
    strike: editor.hasFormat('S'),
    bullets: within('UL'),
    numbers: within('OL'),
    quote: within('BLOCKQUOTE'),
    link: editor.hasFormat('A'),
  };
}
