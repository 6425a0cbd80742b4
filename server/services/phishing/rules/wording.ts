/** What a message says: sentence by sentence, which concepts of the lexicon stand together. */
import { bits, conceptsAt } from '../lexicon.ts';
import type { Look } from '../look.ts';
import type { Finding } from './finding.ts';
import type { RuleName } from './sentences.ts';

/** Words read as one sentence at most; longer ones are read in overlapping halves. */
const stride = 20;

/** The concepts of each sentence of a text, as bits. */
export function* sentenceBits(tokens: readonly string[]): Generator<number> {
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

export function* wording(look: Look): Generator<Finding> {
  const said = new Set<RuleName>();
  const sentences = [...sentenceBits(look.subjectTokens), ...sentenceBits(look.tokens)];
  let whole = 0;
  for (const sentence of sentences) {
    whole |= sentence;
    if (all(sentence, 'account', 'ends') && !any(sentence, 'bank', 'mine')) said.add('threat-account');
    if (any(sentence, 'urgent')) said.add('urgency');
    if (all(sentence, 'account') && any(sentence, 'verify') && !any(sentence, 'never')) said.add('verify-account');
    if (all(sentence, 'activity')) said.add('sign-in-alarm');
    if (all(sentence, 'quota') && any(sentence, 'account', 'ends', 'verify', 'click')) said.add('quota-full');
    if (all(sentence, 'prize') && any(sentence, 'transfer', 'bank', 'fee', 'refund', 'ask', 'discreet'))
      said.add('prize');
    if (any(sentence, 'never')) {
      if (any(sentence, 'secret', 'numen', 'bank')) said.add('warns-of-phishing');
      continue;
    }
    if (all(sentence, 'secret') && any(sentence, 'ask', 'verify')) said.add('asks-password');
    if (all(sentence, 'numen') && any(sentence, 'ask', 'verify')) said.add('asks-numen');
    if (all(sentence, 'bank') && any(sentence, 'ask', 'verify')) said.add('asks-bank');
  }
  const acts = any(whole, 'click') || look.links.length > 0;
  if (all(whole, 'fee') && acts && tellsSmallFee(sentences)) said.add('small-fee');
  if (all(whole, 'refund') && (said.has('asks-bank') || (acts && luresByMoney(sentences)))) said.add('refund-lure');
  if (any(whole, 'gift') && any(whole, 'discreet', 'ask', 'urgent', 'fee')) said.add('gift-cards');
  if (count(sentences, 'discreet') > 0 && look.links.length === 0) said.add('discreet-request');
  if (sentences.some(each => all(each, 'transfer') && any(each, 'urgent', 'discreet', 'ask', 'verify', 'bank'))) {
    said.add('bank-change');
  }
  if (count(sentences, 'blackmail') > 1 && any(whole, 'transfer', 'fee', 'urgent', 'law')) said.add('blackmail');
  if (count(sentences, 'law') > 0 && any(whole, 'blackmail', 'urgent') && any(whole, 'ask', 'click'))
    said.add('legal-threat');
  const opens = sentences.some(each => all(each, 'document') && any(each, 'click', 'secret', 'urgent'));
  if (opens || (all(whole, 'document', 'secret') && acts)) said.add('document-lure');
  if (all(whole, 'greeting')) said.add('impersonal-greeting');
  for (const rule of said) yield { rule };
}

function count(sentences: readonly number[], concept: keyof typeof bits): number {
  return sentences.filter(sentence => (sentence & bits[concept]) !== 0).length;
}

/** A sum to be paid for a parcel, or a fine, in the same breath. */
function tellsSmallFee(sentences: readonly number[]): boolean {
  const parcel = count(sentences, 'parcel') > 0;
  return parcel && sentences.some(each => all(each, 'fee') && any(each, 'parcel', 'urgent', 'click', 'bank'));
}

function luresByMoney(sentences: readonly number[]): boolean {
  return sentences.some(each => all(each, 'refund') && any(each, 'click', 'verify', 'ask', 'bank', 'urgent'));
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
