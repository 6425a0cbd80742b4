import { describeMessage } from '../../formats/message/describe.ts';
import type { ParsedMessage } from '../../formats/message/parse.ts';
import type { AccountId } from '../../model/account.ts';
import type { House } from '../house.ts';
import type { Authentication } from '../phishing/context.ts';
import { type Level, levels, verdictField } from '../phishing/verdict.ts';
import type { JudgedOnArrival } from '../phishing/watch.ts';

/** What the judge of phishing says of a message before it is written, and what the house does about it. */
export type PhishingOpinion = {
  readonly judged: JudgedOnArrival;
  readonly toJunk: boolean;
  readonly marksSubject: boolean;
  /** The field for the message, with its line ending; empty where there is nothing to say. */
  readonly field: string;
};

export type ArrivedOutside = {
  readonly bytes: Buffer;
  readonly parsed: ParsedMessage;
  readonly sender: string | null;
  readonly recipients: readonly { readonly accountId: AccountId; readonly address: string }[];
  /** Null where nothing was checked. */
  readonly authentication: Authentication | null;
};

/** Judges a message from outside, once for all its recipients; undefined in a house without that judge. */
export async function judgePhishing(
  { phishing }: Pick<House, 'phishing'>,
  arrived: ArrivedOutside,
): Promise<PhishingOpinion | undefined> {
  if (phishing === undefined) return undefined;
  const { watch, rules } = phishing;
  const judged = await watch.judge({ ...arrived, facts: describeMessage(arrived.bytes), inside: false });
  const { verdict } = judged;
  const toJunk = rules.junkFrom !== null && reaches(verdict.level, rules.junkFrom);
  return { judged, toJunk, marksSubject: toJunk && rules.marksSubject, field: verdictField(verdict) };
}

function reaches(level: Level, least: Level): boolean {
  return levels.indexOf(level) >= levels.indexOf(least);
}
