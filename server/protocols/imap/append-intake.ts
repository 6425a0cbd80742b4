/**
 * What APPEND and REPLACE take off the wire while their command is still coming: literals and what URLs lead to, into the
 * message under way, within the room there is. What is refused is refused before its octets are sent, where the client
 * waits to be asked.
 */
import type { Uid } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Appended } from '../../services/mailboxes/append.ts';
import type { FoundMailbox } from '../../services/mailboxes/find.ts';
import { requireRoom } from '../../services/mailboxes/room.ts';
import type { AppendCommand, AppendFeed } from './grammar/append.ts';
import type { DateTime } from './grammar/date-time.ts';
import type { Literal } from './grammar/literal.ts';
import { createMessageIntake, type MessageIntake, mostHeld } from './message-intake.ts';
import { readLiteral, skipLiteral, streamLiteral } from './read-command.ts';
import { bad, type Ending, no, refused } from './replies.ts';
import type { Session } from './session.ts';
import { readUrl } from './url.ts';
import { words } from './words.ts';

/** The messages of one command, as far as they have come. */
export type Intake = {
  readonly session: Session;
  tag: string;
  command: AppendCommand | null;
  destination: FoundMailbox | null;
  /** The message that REPLACE takes the place of. */
  replaced: Uid | null;
  readonly messages: Appended[];
  current: { flags: readonly string[]; date: DateTime | null; message: MessageIntake } | null;
  /** Gives back the memory of the current message. */
  release: (() => void)[];
  /** Why the command cannot succeed any more. What still comes is thrown away. */
  refusal: Ending | null;
  /** The client was told before it sent its octets: nothing more of this command comes. */
  stopped: boolean;
};

/** Does a step unless the command has failed already; a refusal fails it. */
export async function attempt(intake: Intake, step: () => Promise<void> | void): Promise<void> {
  if (intake.refusal !== null) return;
  try {
    await step();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    intake.refusal = refused(error);
  }
}

export async function takeArgument(intake: Intake, literal: Literal): Promise<AppendFeed> {
  const { session } = intake;
  if (literal.size > session.options.limits.literals) return await decline(intake, literal, no(words.tooBig, 'TOOBIG'));
  return { literal: await readLiteral(session, literal), line: await nextLine(intake) };
}

export async function takeOctets(intake: Intake, literal: Literal, utf8: boolean): Promise<AppendFeed> {
  const { session, current } = intake;
  const { house, options } = session;
  if (utf8 && !session.enabled.has('UTF8=ACCEPT') && !session.enabled.has('IMAP4REV2'))
    intake.refusal ??= bad(words.noUtf8);
  const octets = current!.message.octets + literal.size;
  if (octets > house.limits.messageBytes) intake.refusal ??= refused(new Refusal('message-too-large'));
  if (intake.destination !== null)
    await attempt(intake, () => requireRoom(house, intake.destination!.ref.accountId, literal.size));
  if (intake.refusal !== null) return await decline(intake, literal, intake.refusal);
  intake.release.push(await options.room.take(Math.min(literal.size, mostHeld), intake.release.length > 0));
  for await (const piece of streamLiteral(session, literal)) await current!.message.add(piece);
  return { line: await nextLine(intake) };
}

/** Says no in the place of asking for octets; those that come unasked are thrown away. */
async function decline(intake: Intake, literal: Literal, ending: Ending): Promise<AppendFeed> {
  intake.refusal = ending;
  if (literal.synchronizing) {
    intake.stopped = true;
    return undefined;
  }
  const line = await skipLiteral(intake.session, literal, false);
  if (intake.session.ending) intake.stopped = true;
  return { line, literal: Buffer.alloc(literal.size > 65_536 ? 0 : literal.size, 0x20) };
}

export async function takeUrl(intake: Intake, url: string): Promise<void> {
  const octets = await readUrl(intake.session, url);
  if (octets === null) intake.refusal = no(words.badUrl, `BADURL ${url.replace(/[\]\r\n]/g, '')}`);
  else for await (const piece of octets) await intake.current!.message.add(piece);
}

/** The next message of the command. One that was refused half-way is forgotten. */
export async function beginMessage(intake: Intake, flags: readonly string[], date: DateTime | null): Promise<void> {
  await intake.current?.message.abandon();
  const { house, enabled } = intake.session;
  intake.current = { flags, date, message: createMessageIntake(house, enabled.has('UTF8=ACCEPT')) };
}

async function nextLine(intake: Intake): Promise<Buffer> {
  const { session } = intake;
  const line = await session.connection.readLine(session.options.limits.line);
  if (line !== null) return line;
  session.ending = true;
  return Buffer.alloc(0);
}

/** What was not kept by the end of the command never will be. */
export async function giveUp(intake: Intake): Promise<void> {
  await intake.current?.message.abandon();
  releaseRoom(intake);
}

export function releaseRoom({ release }: Intake): void {
  for (const give of release.splice(0)) give();
}
