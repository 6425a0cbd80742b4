/** Colours as CSS writes them, and how well one is read upon another. WCAG 2.2, 1.4.3 */

export type Colour = readonly [red: number, green: number, blue: number];

const names: Readonly<Record<string, Colour>> = {
  black: [0, 0, 0],
  white: [255, 255, 255],
  gray: [128, 128, 128],
  grey: [128, 128, 128],
  navy: [0, 0, 128],
  blue: [0, 0, 255],
  red: [255, 0, 0],
  green: [0, 128, 0],
};

/** Null where it is written in a way that is not read here. */
export function readColour(text: string): Colour | null {
  const written = text.trim().toLowerCase();
  const named = Object.hasOwn(names, written) ? names[written] : undefined;
  if (named !== undefined) return named;
  const long = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/.exec(written);
  if (long) return [hex(long[1]!), hex(long[2]!), hex(long[3]!)];
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(written);
  if (short) return [hex(short[1]!.repeat(2)), hex(short[2]!.repeat(2)), hex(short[3]!.repeat(2))];
  const spelled = /^rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)$/.exec(written);
  if (!spelled) return null;
  const parts = spelled.slice(1).map(Number);
  return parts.every(part => part <= 255) ? [parts[0]!, parts[1]!, parts[2]!] : null;
}

const hex = (digits: string) => Number.parseInt(digits, 16);

/** From 1 (the same) to 21 (black on white). */
export function contrast(one: Colour, other: Colour): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map(part => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
