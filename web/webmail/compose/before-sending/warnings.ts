/** What somebody would wish to be told before a mail leaves. Each has a sentence and a way to mend it. */
import { everybody, type Letter } from '../letter/letter.ts';
import type { Recipient } from '../recipients/parse.ts';

export type Warning =
  /** Nothing can be sent before these are mended. */
  | { readonly kind: 'no-recipient' }
  | { readonly kind: 'wrong-recipient'; readonly wrong: readonly Recipient[] }
  | { readonly kind: 'uploading'; readonly count: number }
  | { readonly kind: 'too-large'; readonly octets: number; readonly most: number }
  /** These are questions. */
  | { readonly kind: 'no-subject' }
  | { readonly kind: 'no-attachment'; readonly word: string }
  | { readonly kind: 'outsiders'; readonly outsiders: readonly Recipient[] }
  | { readonly kind: 'many'; readonly count: number };

export const forbids: readonly Warning['kind'][] = ['no-recipient', 'wrong-recipient', 'uploading', 'too-large'];

export type House = {
  readonly domain: string;
  /** Octets of one message, encoded. */
  readonly mostOctets: number;
};

/** Recipients who all see each other, from which one is asked. */
const many = 20;

/** `written`: what the person wrote, without signature and quotation. */
export function findWarnings(letter: Letter, written: string, uploading: number, house: House): Warning[] {
  const all = everybody(letter);
  const wrong = all.filter(each => each.wrong !== undefined);
  const right = all.filter(each => each.wrong === undefined);
  const warnings: Warning[] = [];
  if (all.length === 0) warnings.push({ kind: 'no-recipient' });
  if (wrong.length > 0) warnings.push({ kind: 'wrong-recipient', wrong });
  if (uploading > 0) warnings.push({ kind: 'uploading', count: uploading });
  const octets = encodedSize(letter);
  if (octets > house.mostOctets) warnings.push({ kind: 'too-large', octets, most: house.mostOctets });
  if (letter.subject.trim() === '') warnings.push({ kind: 'no-subject' });
  const word = findAttachmentWord(`${letter.subject}\n${written}`);
  if (word !== null && letter.files.every(({ cid }) => cid !== null)) warnings.push({ kind: 'no-attachment', word });
  const outsiders = right.filter(({ email }) => !isInside(email, house.domain));
  // Between colleagues only: whoever writes outside knows that they do.
  if (outsiders.length > 0 && right.length - outsiders.length >= 2 && outsiders.length < right.length / 2) {
    warnings.push({ kind: 'outsiders', outsiders });
  }
  const seen = letter.to.length + letter.cc.length;
  if (seen >= many) warnings.push({ kind: 'many', count: seen });
  return warnings;
}

export function isInside(email: string, domain: string): boolean {
  return email.toLowerCase().endsWith(`@${domain}`);
}

/** Base 64 makes four octets of three, and lines of them; half a megabyte of text is more than anybody types. */
export function encodedSize({ files, html, text }: Pick<Letter, 'files' | 'html' | 'text'>): number {
  const octets = files.reduce((sum, { size }) => sum + size, 0);
  return Math.ceil(octets * 1.37) + (html.length + text.length) * 2 + 4000;
}

/** Octets that still may be added, before encoding. */
export function roomLeft(letter: Pick<Letter, 'files' | 'html' | 'text'>, most: number): number {
  return Math.max(0, Math.floor((most - encodedSize(letter)) / 1.37));
}

const words = [
  // « ci-joint, ci-jointe, ci-joints »; « en pièce jointe », « la pièce jointe », « en PJ ».
  /\bci[- ]?joint(?:e?s?)\b/iu,
  /\b(?:en|les?|la|une?|deux|des|voir|cf\.?)\s+pièces?\s+jointes?\b/iu,
  /\ben\s+p\.?\s?j\b/iu,
  /\ben\s+annexe\b/iu,
  /\bje\s+(?:vous|te)?\s*joins\b/iu,
  /\b(?:veuillez|vous)\s+trouver(?:ez)?\s+(?:ci-)?(?:joint|attaché)/iu,
  /\b(?:fichier|document)s?\s+(?:joint|attaché)e?s?\b/iu,
  /\battached\b|\battachments?\b|\benclosed\b/iu,
];

/** The word that promises a file, as it was written. */
export function findAttachmentWord(text: string): string | null {
  for (const word of words) {
    const found = word.exec(text);
    if (found !== null) return found[0].replace(/\s+/g, ' ').trim();
  }
  return null;
}
