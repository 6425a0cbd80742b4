/** What a message says: sentence by sentence, which concepts of the lexicon stand together. */
import { bits, conceptsAt } from '../lexicon.ts';
import type { Look } from '../look.ts';
import type { Finding } from './finding.ts';
import type { RuleName } from './sentences.ts';

/** Words read as one sentence at most; longer ones are read in overlapping halves. */
const stride = 20;

/** Several rules read the same words: each text is read once, as long as it is at hand. */
const read = new WeakMap<readonly string[], readonly number[]>();

/** The concepts of each sentence of a text, as bits. */
export function sentenceBits(tokens: readonly string[]): readonly number[] {
  const before = read.get(tokens);
  if (before !== undefined) return before;
  const bits = [...readSentences(tokens)];
  read.set(tokens, bits);
  return bits;
}

function* readSentences(tokens: readonly string[]): Generator<number> {
  let before = 0;
  let here = 0;
  let length = 0;
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at] === '') {
      if ((before | here) !== 0) yield before | here;
      before = here = length = 0;
      continue;
    }
    here |= conceptsAt(tokens, at);
    if (++length < stride) continue;
    if ((before | here) !== 0) yield before | here;
    before = here;
    here = length = 0;
  }
  if ((before | here) !== 0) yield before | here;
}

const all = (sentence: number, ...concepts: (keyof typeof bits)[]) =>
  concepts.every(concept => (sentence & bits[concept]) !== 0);
const any = (sentence: number, ...concepts: (keyof typeof bits)[]) =>
  concepts.some(concept => (sentence & bits[concept]) !== 0);

/**
 * Sentences that stand together. A long letter speaks of many things: what it says at its two ends is not said at once.
 */
const together = 12;

function* passages(sentences: readonly number[]): Generator<readonly number[]> {
  for (let from = 0; from === 0 || from + together / 2 < sentences.length; from += together / 2) {
    yield sentences.slice(from, from + together);
  }
}

export function* wording(look: Look): Generator<Finding> {
  const subject = sentenceBits(look.subjectTokens);
  const sentences = [...subject, ...sentenceBits(look.tokens)];
  const said = new Set<RuleName>();
  for (const sentence of sentences) bySentence(sentence, said);
  for (const passage of passages(sentences)) byPassage([...subject, ...passage], look, said);
  for (const rule of said) yield { rule };
}

function bySentence(sentence: number, said: Set<RuleName>): void {
  if (all(sentence, 'account', 'ends', 'yours') && !any(sentence, 'bank', 'mine')) said.add('threat-account');
  if (any(sentence, 'urgent')) said.add('urgency');
  if (all(sentence, 'account', 'verify', 'yours') && !any(sentence, 'never', 'mine')) said.add('verify-account');
  if (any(sentence, 'activity')) said.add('sign-in-alarm');
  if (any(sentence, 'quota') && any(sentence, 'account', 'ends', 'verify', 'click')) said.add('quota-full');
  if (any(sentence, 'prize') && any(sentence, 'transfer', 'bank', 'fee', 'pay', 'refund', 'discreet'))
    said.add('prize');
  if (any(sentence, 'transfer') && any(sentence, 'urgent', 'discreet', 'ask', 'verify', 'bank'))
    said.add('bank-change');
  if (any(sentence, 'greeting')) said.add('impersonal-greeting');
  if (any(sentence, 'never')) {
    if (any(sentence, 'secret', 'numen', 'bank')) said.add('warns-of-phishing');
  } else if (any(sentence, 'ask', 'verify')) {
    if (any(sentence, 'secret')) said.add('asks-password');
    if (any(sentence, 'numen')) said.add('asks-numen');
    if (any(sentence, 'bank')) said.add('asks-bank');
  }
}

function byPassage(sentences: readonly number[], look: Look, said: Set<RuleName>): void {
  let whole = 0;
  for (const sentence of sentences) whole |= sentence;
  const leads = look.links.length > 0;
  const acts = any(whole, 'click') || leads;
  const some = (concept: keyof typeof bits, ...others: (keyof typeof bits)[]) =>
    sentences.some(sentence => any(sentence, concept) && any(sentence, ...others));
  if (any(whole, 'parcel') && acts && some('pay', 'fee', 'parcel', 'urgent', 'click')) said.add('small-fee');
  if (any(whole, 'withheld') && acts && any(whole, 'click')) said.add('quota-full');
  if (
    any(whole, 'refund') &&
    (some('bank', 'ask', 'verify') || (acts && some('refund', 'click', 'verify', 'ask', 'bank', 'urgent')))
  ) {
    said.add('refund-lure');
  }
  if (any(whole, 'gift') && (any(whole, 'discreet') || some('gift', 'ask', 'urgent')) && !look.listed)
    said.add('gift-cards');
  if (any(whole, 'discreet') && !leads) said.add('discreet-request');
  const personal = look.linkCount < 3 && any(whole, 'transfer', 'bank', 'discreet', 'ask');
  if (personal && count(sentences, 'prize') > 2) said.add('prize');
  if (all(whole, 'blackmail', 'coin')) said.add('blackmail');
  if (any(whole, 'law') && any(whole, 'blackmail', 'urgent') && any(whole, 'ask', 'click')) said.add('legal-threat');
  if (some('document', 'click', 'secret', 'urgent') || (all(whole, 'document', 'secret') && acts))
    said.add('document-lure');
}

/** Speaks of an account, its password or its room: what a sign-in page would be asked for. */
export function speaksOfAccount(look: Look): boolean {
  for (const sentence of [...sentenceBits(look.subjectTokens), ...sentenceBits(look.tokens)]) {
    if (all(sentence, 'account') && any(sentence, 'ends', 'verify', 'click', 'quota')) return true;
    if (all(sentence, 'secret') && any(sentence, 'ask', 'verify', 'click', 'ends')) return true;
    if (all(sentence, 'quota') && any(sentence, 'click')) return true;
  }
  return false;
}

function count(sentences: readonly number[], concept: keyof typeof bits): number {
  return sentences.reduce((sum, sentence) => sum + (any(sentence, concept) ? 1 : 0), 0);
}
