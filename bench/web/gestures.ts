/** What people do most, as one contender does it. */
import type { Page } from 'playwright-core';

export type Gestures = {
  readonly name: string;
  /** Kilobytes of compressed script that the list of messages needs. */
  script(): Promise<number>;
  /** A browser that knows nothing yet, before the form of the sign-in. */
  visit(): Promise<Page>;
  /** Back to the inbox's list. */
  home(page: Page): Promise<void>;
  /** Each is told its round, and answers milliseconds from the press to the painted answer. */
  signIn(page: Page): Promise<number>;
  openFolder(page: Page, round: number): Promise<number>;
  nextPage(page: Page, round: number): Promise<number>;
  openMessage(page: Page, round: number): Promise<number>;
  subjectSearch(page: Page, round: number): Promise<number>;
  textSearch(page: Page, round: number): Promise<number>;
  /** Null where there is none. */
  compose(page: Page, round: number): Promise<number | null>;
};

export const words = [
  'bulletin',
  'réunion',
  'convocation',
  'emploi du temps',
  'brevet',
  'formation',
  'sortie',
  'orientation',
];

/** Milliseconds the pointer rests on what it is about to press: people take a good 100 and more. */
export const rest = 80;
