/**
 * APPEND and REPLACE. Unlike the others they run while the command is still coming: each message is taken off the wire as
 * its octets arrive, made durable, and forgotten, before the next one is asked for. What is refused is refused before its
 * octets are sent, where the client waits to be asked. rfc/9051#6.3.12, rfc/3502, rfc/4469, rfc/8508
 */
import type { Uid } from '../../../model/mailbox.ts';
import { Refusal } from '../../../model/refusal.ts';
import { type Appended, append as putInto } from '../../../services/mailboxes/append.ts';
import { type FoundMailbox, find } from '../../../services/mailboxes/find.ts';
import { replace } from '../../../services/mailboxes/replace.ts';
import { requireRoom } from '../../../services/mailboxes/room.ts';
import { readFlags } from '../flags.ts';
import { type AppendCommand, type AppendEvent, type AppendFeed, appendDialogue } from '../grammar/append.ts';
import { BadSyntax } from '../grammar/bad-syntax.ts';
import type { DateTime } from '../grammar/date-time.ts';
import { announcedLiteral, type Literal } from '../grammar/literal.ts';
import { formatSequenceSet, largestNumber } from '../grammar/sequence-set.ts';
import { guarded } from '../guarded.ts';
import { tellAll } from '../live.ts';
import { createMessageIntake, type MessageIntake, mostHeld } from '../message-intake.ts';
import { readLiteral, skipLiteral, streamLiteral } from '../read-command.ts';
import { bad, type Ending, no, ok, refused, writeEnding } from '../replies.ts';
import { actorOf, readsUtf8, type Session } from '../session.ts';
import { readUrl } from '../url.ts';
import { words } from '../words.ts';

/** The messages of one command, as far as they have come. */
type Intake = {
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

export async function append(
  session: Session,
  line: Buffer,
  answer: (session: Session, tag: string, ending: Ending) => void,
): Promise<void> {
  const intake: Intake = {
    session,
    tag: '*',
    command: null,
    destination: null,
    replaced: null,
    messages: [],
    current: null,
    release: [],
    refusal: null,
    stopped: false,
  };
  const ending = await guarded(session, () => takeAll(intake, line)).finally(() => giveUp(intake));
  await tellAll(session, true);
  answer(session, intake.tag, ending);
}

async function takeAll(intake: Intake, line: Buffer): Promise<Ending> {
  const dialogue = appendDialogue(line, { utf8: readsUtf8(intake.session) });
  let last = line;
  try {
    let feed: AppendFeed;
    for (let step = dialogue.next(); !step.done; step = dialogue.next(feed)) {
      feed = await take(intake, step.value);
      if (intake.stopped) return intake.refusal!;
      if (feed !== undefined) last = feed.line;
    }
  } catch (error) {
    if (!(error instanceof BadSyntax)) throw error;
    // The rest of the command may be on its way without waiting: it must not be taken for the next one.
    await skipLiteral(intake.session, announcedLiteral(last));
    if (intake.tag === '*') intake.tag = error.tag ?? /^[^ ]*/.exec(line.toString('latin1'))![0];
    throw error;
  }
  return intake.refusal ?? (await finish(intake));
}

async function take(intake: Intake, event: AppendEvent): Promise<AppendFeed> {
  switch (event.kind) {
    case 'argument':
      return await takeArgument(intake, event.literal);
    case 'command':
      intake.tag = event.tag;
      intake.command = event.command;
      await attempt(intake, () => prepare(intake, event.command));
      return undefined;
    case 'message':
      beginMessage(intake, event.flags, event.date ?? null);
      return undefined;
    case 'octets':
      return await takeOctets(intake, event.literal, event.utf8);
    case 'url':
      await attempt(intake, () => takeUrl(intake, event.url));
      return undefined;
    case 'message-end':
      await attempt(intake, () => keep(intake));
      return undefined;
  }
}

/** Does a step unless the command has failed already; a refusal fails it. */
async function attempt(intake: Intake, step: () => Promise<void> | void): Promise<void> {
  if (intake.refusal !== null) return;
  try {
    await step();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    intake.refusal = refused(error);
  }
}

/** Looks whether the command can succeed at all, before anything is sent. */
async function prepare(intake: Intake, command: AppendCommand): Promise<void> {
  const { session } = intake;
  const { selected } = session;
  if (command.kind === 'replace') {
    if (selected === null) {
      intake.refusal = bad(words.wrongState);
      return;
    }
    if (selected.readOnly) {
      intake.refusal = no(words.readOnly, 'NOPERM');
      return;
    }
    const { number } = command;
    const ranges = [{ from: number, to: number }];
    const [slice] = selected.resolve({ kind: 'ranges', ranges }, command.uid) ?? [];
    intake.replaced = slice === undefined ? null : (selected.uidsAt([slice])[0] ?? null);
    if (intake.replaced === null) {
      intake.refusal =
        command.uid || number === largestNumber ? no(words.expunged, 'NONEXISTENT') : bad(words.noSuchNumber);
      return;
    }
  }
  try {
    intake.destination = await find(session.house, actorOf(session), command.mailbox);
  } catch (error) {
    if (!(error instanceof Refusal) || error.reason !== 'no-such-mailbox') throw error;
    intake.refusal = { ...refused(error), code: 'TRYCREATE' };
    return;
  }
  if (!intake.destination.rights.includes('i')) throw new Refusal('not-permitted');
}

async function takeArgument(intake: Intake, literal: Literal): Promise<AppendFeed> {
  const { session } = intake;
  if (literal.size > session.options.limits.literals) return await decline(intake, literal, no(words.tooBig, 'TOOBIG'));
  return { literal: await readLiteral(session, literal), line: await nextLine(intake) };
}

async function takeOctets(intake: Intake, literal: Literal, utf8: boolean): Promise<AppendFeed> {
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

async function takeUrl(intake: Intake, url: string): Promise<void> {
  const octets = await readUrl(intake.session, url);
  if (octets === null) intake.refusal = no(words.badUrl, `BADURL ${url.replace(/[\]\r\n]/g, '')}`);
  else for await (const piece of octets) await intake.current!.message.add(piece);
}

function beginMessage(intake: Intake, flags: readonly string[], date: DateTime | null): void {
  const { house, enabled } = intake.session;
  intake.current = { flags, date, message: createMessageIntake(house, enabled.has('UTF8=ACCEPT')) };
}

async function keep(intake: Intake): Promise<void> {
  const { session, messages, current } = intake;
  const { flags, date, message } = current!;
  const { bits, keywords, spellings } = readFlags(flags);
  const received = date ?? { at: session.house.clock.now().getTime(), zone: 0 };
  messages.push({
    ...(await message.keep()),
    flags: bits,
    keywords,
    spellings,
    receivedAt: new Date(received.at),
    receivedZone: received.zone,
  });
  intake.current = null;
  releaseRoom(intake);
}

async function finish({ session, messages, destination, replaced, command }: Intake): Promise<Ending> {
  const { house, selected } = session;
  const actor = actorOf(session);
  const { ref } = destination!;
  if (command!.kind === 'append') {
    const { uidValidity, uids, modseq } = await putInto(house, actor, ref, messages);
    if (selected?.ref.mailboxId === ref.mailboxId) await selected.held.reach(modseq);
    return ok(`APPENDUID ${uidValidity} ${formatSequenceSet(uids)}`);
  }
  const old = { ...selected!.ref, uid: replaced! };
  const { uidValidity, uids, removedAt } = await replace(house, actor, old, ref, messages[0]!);
  session.connection.write(writeEnding(session, ok(`APPENDUID ${uidValidity} ${formatSequenceSet(uids)}`)));
  await selected!.held.reach(removedAt);
  return session.enabled.has('QRESYNC') ? ok(`HIGHESTMODSEQ ${selected!.view.highestModSeq}`) : ok();
}

async function nextLine(intake: Intake): Promise<Buffer> {
  const { session } = intake;
  const line = await session.connection.readLine(session.options.limits.line);
  if (line !== null) return line;
  session.ending = true;
  return Buffer.alloc(0);
}

/** What was not kept by the end of the command never will be. */
async function giveUp(intake: Intake): Promise<void> {
  await intake.current?.message.abandon();
  releaseRoom(intake);
}

function releaseRoom({ release }: Intake): void {
  for (const give of release.splice(0)) give();
}
