import type { Random } from '../random.ts';
import type { Charset } from './encode.ts';

/** How a mail program writes: what makes the same letter look different on the wire. */
export interface Program {
  charset: Charset;
  transfer: '7bit' | '8bit' | 'quoted-printable' | 'base64';
  html: 'never' | 'plain' | 'office' | 'phone';
  words: 'Q' | 'B';
  /** What it calls itself, as a whole header. */
  header: readonly [name: string, value: string] | null;
  /** Where lines break; 0 leaves paragraphs whole. */
  width: number;
  flowed: boolean;
  /** How it introduces what it quotes. */
  quotes: 'marks' | 'block';
  /** The end of a Message-ID's left side, and of boundaries. */
  boundary: (random: Random) => string;
}

const hex = (random: Random, digits: number) =>
  random
    .bytes(Math.ceil(digits / 2))
    .toString('hex')
    .slice(0, digits);

const desktop: Program = {
  charset: 'utf-8',
  transfer: '8bit',
  html: 'never',
  words: 'Q',
  header: ['User-Agent', 'Mozilla Thunderbird'],
  width: 72,
  flowed: true,
  quotes: 'marks',
  boundary: random => `------------${hex(random, 24)}`,
};
const desktopRich: Program = { ...desktop, html: 'plain' };
const desktopOld: Program = {
  ...desktop,
  charset: 'iso-8859-1',
  header: ['User-Agent', 'Courrier Picard 2.4'],
  flowed: false,
};
const office: Program = {
  charset: 'windows-1252',
  transfer: 'quoted-printable',
  html: 'office',
  words: 'Q',
  header: ['X-Mailer', 'Microsoft Outlook 16.0'],
  width: 0,
  flowed: false,
  quotes: 'block',
  boundary: random =>
    `----=_NextPart_000_${hex(random, 4).toUpperCase()}_01DB${hex(random, 4).toUpperCase()}.${hex(random, 8).toUpperCase()}`,
};
const officeLatin: Program = { ...office, charset: 'iso-8859-1' };
const phone: Program = {
  charset: 'utf-8',
  transfer: 'quoted-printable',
  html: 'phone',
  words: 'Q',
  header: ['X-Mailer', 'iPhone Mail (22D72)'],
  width: 0,
  flowed: false,
  quotes: 'marks',
  boundary: random => `Apple-Mail-${hex(random, 8).toUpperCase()}-${hex(random, 4).toUpperCase()}`,
};
const webmail: Program = {
  charset: 'utf-8',
  transfer: 'quoted-printable',
  html: 'never',
  words: 'Q',
  header: ['User-Agent', 'Roundcube Webmail/1.6.6'],
  width: 72,
  flowed: false,
  quotes: 'marks',
  boundary: random => `=_${hex(random, 32)}`,
};
const publicWebmail: Program = {
  charset: 'utf-8',
  transfer: 'base64',
  html: 'plain',
  words: 'B',
  header: null,
  width: 0,
  flowed: false,
  quotes: 'marks',
  boundary: random => `000000000000${hex(random, 16)}`,
};

/** What scripts and applications send: UTF-8, HTML always given. */
export const robot: Program = {
  charset: 'utf-8',
  transfer: 'quoted-printable',
  html: 'plain',
  words: 'B',
  header: null,
  width: 0,
  flowed: false,
  quotes: 'marks',
  boundary: random => `b1_${hex(random, 32)}`,
};

/** Staff keep one program; so the draw comes from their own address. */
export function staffProgram(random: Random): Program {
  return random.weighted<Program>([
    [desktop, 24],
    [desktopRich, 10],
    [desktopOld, 4],
    [office, 18],
    [officeLatin, 5],
    [phone, 12],
    [webmail, 27],
  ]);
}

export function outsideProgram(random: Random): Program {
  return random.weighted<Program>([
    [publicWebmail, 45],
    [phone, 30],
    [office, 10],
    [desktop, 10],
    [desktopOld, 5],
  ]);
}
