import type { Place, Template } from './grammar.ts';

/** Who may open a conversation on a topic. */
export type Opener = 'colleague' | 'head' | 'office' | 'rectorat' | 'parent' | 'supplier' | 'application';

/** Something people write about: all its sentences fit together in the order of `body`. */
export interface Topic {
  /** How often, among all topics. */
  weight: number;
  openers: readonly Opener[];
  /** Written to many at once: greetings are collective and copies many. */
  collective: boolean;
  /** The folder in which a tidy reader files it; null leaves it in the inbox. */
  folder: Template | null;
  subjects: readonly Template[];
  body: readonly Place[];
  /** Odds that a reply comes at all. */
  replied: number;
  /** Replies that only make sense here. */
  replies: readonly Template[];
  /** Names of files that may be attached, and the odds that one is. */
  files: readonly Template[];
  attached: number;
  /** Odds of a calendar invitation. */
  invited: number;
}

/** A topic out of its sentences, with what most topics have in common. */
export function topic(given: Partial<Topic> & Pick<Topic, 'openers' | 'subjects' | 'body'>): Topic {
  return {
    weight: 10,
    collective: false,
    folder: null,
    replied: 0.4,
    replies: [],
    files: [],
    attached: 0,
    invited: 0,
    ...given,
  };
}
