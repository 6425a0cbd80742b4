import { type Place, sentences, type Template } from './grammar.ts';

/** Who may open a conversation on a topic: `team` is a colleague of the same school, `colleague` one from anywhere. */
export type Opener =
  | 'team'
  | 'colleague'
  | 'head'
  | 'office'
  | 'parent'
  | 'supplier'
  | 'application'
  | 'rectorat'
  | 'careers'
  | 'exams'
  | 'training'
  | 'computing';

/** One way to begin: subjects, and the sentences that suit them. */
export interface Start {
  subjects: readonly Template[];
  body: readonly Place[];
}

/** Something people write about. */
export interface Topic {
  /** Whose mailboxes it is found in. */
  where: 'school' | 'office' | 'anywhere';
  /** How often, among all topics. */
  weight: number;
  openers: readonly Opener[];
  /** Written to many at once: greetings are collective and copies many. */
  collective: boolean;
  /** The folder in which a tidy reader files it; null leaves it in the inbox. */
  folder: Template | null;
  starts: readonly Start[];
  /** What may follow, whichever the start. */
  tail: readonly Place[];
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

export function start(subjects: readonly string[], ...body: Place[]): Start {
  return { subjects: sentences(...subjects), body };
}

/** A topic out of its sentences, with what most topics have in common. */
export function topic(given: Partial<Topic> & Pick<Topic, 'openers' | 'starts'>): Topic {
  return {
    where: 'anywhere',
    weight: 10,
    collective: false,
    folder: null,
    tail: [],
    replied: 0.4,
    replies: [],
    files: [],
    attached: 0,
    invited: 0,
    ...given,
  };
}
