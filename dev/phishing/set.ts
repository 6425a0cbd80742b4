/**
 * The French set: honest mail that alarms and phishing that does not, drawn from stories by a grammar. Every message bears
 * what the judge is told beside it: how far its sender was proven, whether it ever wrote, which conversation it answers.
 */

import { type ParsedMessage, parseMessage } from '../../server/formats/message/parse.ts';
import type { Authentication, Context, HouseFacts } from '../../server/services/phishing/context.ts';
import { houseFacts, noBlocks } from '../../server/services/phishing/house-facts.ts';
import { randomFrom } from '../academie/random.ts';
import { freshStories } from './fresh-stories.ts';
import { say } from './grammar.ts';
import { honestStories } from './honest-stories.ts';
import { phishingStories } from './phishing-stories.ts';
import { slots } from './slots.ts';
import type { Proof, Story } from './story.ts';
import { writeStory } from './write.ts';

export type Labelled = {
  readonly name: string;
  readonly story: Story;
  readonly bytes: Buffer;
  readonly parsed: ParsedMessage;
  readonly context: Context;
};

/** The invented house the set is written to. */
export function setHouse(): HouseFacts {
  return houseFacts({
    domains: ['ac-amiens.test'],
    houseName: 'l’académie d’Amiens',
    owners: [{ name: 'la Banque du Littoral', domains: ['banque-littoral.test'] }],
    people: [
      ...['Hélène', 'Bruno', 'Fatima', 'Olivier'].flatMap(given =>
        ['Vasseur', 'Delattre', 'Haddad', 'Thuillier'].map(family => ({
          name: `${given} ${family}`,
          address: `${given}.${family}@ac-amiens.test`.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase(),
          superior: true,
        })),
      ),
      { name: 'Marie Lenglet', address: 'marie.lenglet@ac-amiens.test', superior: false },
      { name: 'Paul Aubry', address: 'paul.aubry@ac-amiens.test', superior: false },
    ],
    blocks: noBlocks,
  });
}

/** `each` messages a story. The same seed gives the same bytes. */
export function frenchSet(seed = 'set', each = 7): Labelled[] {
  const house = setHouse();
  return [...phishingStories, ...honestStories, ...freshStories].flatMap(story =>
    Array.from({ length: each }, (_, index) => drawMessage(story, `${seed}/${story.name}/${index}`, house)),
  );
}

function drawMessage(story: Story, name: string, house: HouseFacts): Labelled {
  const random = randomFrom(name);
  const filled = new Map<string, string>();
  const { bytes, from } = writeStory(story, random, template => say(template, random, slots, filled));
  const proof = random.pick(story.proof);
  const known = story.contact === 'known';
  const context: Context = {
    sender: proof === 'weak' ? 'retours@envoi-mutualise.test' : from,
    recipients: ['marie.lenglet@ac-amiens.test'],
    inside: proof === 'inside',
    authentication: proof === 'inside' ? null : results(proof, from.slice(from.indexOf('@') + 1)),
    house,
    from: {
      contact: known ? 'known' : 'first',
      messages: known ? 12 : 0,
      authenticated: known && proof !== 'weak' && proof !== 'none' ? 12 : 0,
    },
    thread: story.thread === undefined ? null : { participants: story.thread },
  };
  return { name, story, bytes, parsed: parseMessage(bytes), context };
}

function results(proof: Proof, domain: string): Authentication {
  if (proof === 'pass') return { spf: 'pass', dkim: [{ result: 'pass', domain }], dmarc: 'pass', arc: 'none' };
  if (proof === 'fail') return { spf: 'fail', dkim: [], dmarc: 'fail', arc: 'none' };
  if (proof === 'weak') return { spf: 'pass', dkim: [], dmarc: 'none', arc: 'none' };
  return { spf: 'none', dkim: [], dmarc: 'none', arc: 'none' };
}
