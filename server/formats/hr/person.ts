/**
 * What an HR feed says, whatever its syntax: people with their assignments, and the lines that cannot be believed, each
 * with its number and a reason an HR officer can act on. Readers (`csv.ts`) are pure: text in, data out.
 */
import type { Population } from '../../model/account.ts';

/** A calendar day, `YYYY-MM-DD`. */
export type Day = string;

export type HrAssignment = {
  /** Upper case. Whether the school exists is for the import to say. */
  readonly uai: string;
  readonly firstDay: Day;
  /** Null where no end is known. */
  readonly lastDay: Day | null;
  readonly main: boolean;
};

export type HrPerson = {
  /** The feed's own key of the person, kept for ever. */
  readonly hrKey: string;
  readonly title: string;
  readonly givenName: string;
  /** The name in use. */
  readonly familyName: string;
  /** Null where it is the name in use. */
  readonly birthName: string | null;
  readonly birthDate: Day;
  /** 13 characters, upper case; null for those the State has given none. */
  readonly numen: string | null;
  readonly population: Population;
  readonly function: string;
  /** At least one, exactly one of them main, ordered by first day and school. */
  readonly assignments: readonly HrAssignment[];
  /** The first line of the feed that names this person, counted from 1. */
  readonly line: number;
};

/** A line that is not taken, and why, in French. One refused line refuses the whole person: nothing is applied half. */
export type HrRefusal = {
  readonly line: number;
  readonly hrKey: string | null;
  /** The column at fault; null where the whole line or feed is. */
  readonly column: string | null;
  readonly why: string;
};

export type HrFeed = {
  readonly people: readonly HrPerson[];
  readonly refused: readonly HrRefusal[];
};

/** The feed as a whole cannot be read: nothing of it may be applied. The message is in French and names the line. */
export class UnreadableFeed extends Error {
  readonly line: number | null;

  constructor(message: string, line: number | null = null, options?: ErrorOptions) {
    super(line === null ? message : `Ligne ${line} : ${message}`, options);
    this.name = 'UnreadableFeed';
    this.line = line;
  }
}

/** The period that assignments span: from the first first day to the last last day, or without end. */
export function period(assignments: readonly HrAssignment[]): { firstDay: Day; lastDay: Day | null } {
  let firstDay = assignments[0]!.firstDay;
  let lastDay: Day | null = assignments[0]!.lastDay;
  for (const each of assignments) {
    if (each.firstDay < firstDay) firstDay = each.firstDay;
    lastDay = lastDay === null || each.lastDay === null ? null : each.lastDay > lastDay ? each.lastDay : lastDay;
  }
  return { firstDay, lastDay };
}

/** The letter that checks the seven digits of a UAI, for the hint given about an unknown school. */
export function uaiLetter(digits: string): string {
  return 'ABCDEFGHJKLMNPRSTUVWXYZ'.charAt(Number(digits) % 23);
}
