/**
 * APPEND and REPLACE. Unlike the others they run while the command is still coming: each message is taken off the wire as
 * its octets arrive, made durable, and forgotten, before the next one is asked for. rfc/9051#6.3.12, rfc/3502, rfc/4469, rfc/8508
 */
import { Refusal } from '../../../model/refusal.ts';
import { append as putInto } from '../../../services/mailboxes/append.ts';
import { find } from '../../../services/mailboxes/find.ts';
import { replace } from '../../../services/mailboxes/replace.ts';
import {
  attempt,
  beginMessage,
  giveUp,
  type Intake,
  releaseRoom,
  takeArgument,
  takeOctets,
  takeUrl,
} from '../append-intake.ts';
import { watchArrivals } from '../events.ts';
import { readFlags } from '../flags.ts';
import { type AppendCommand, type AppendEvent, type AppendFeed, appendDialogue } from '../grammar/append.ts';
import { BadSyntax } from '../grammar/bad-syntax.ts';
import { announcedLiteral } from '../grammar/literal.ts';
import { formatSequenceSet, largestNumber } from '../grammar/sequence-set.ts';
import { guarded } from '../guarded.ts';
import { tellAll } from '../live.ts';
import { skipLiteral } from '../read-command.ts';
import { bad, type Ending, no, ok, refused, writeEnding } from '../replies.ts';
import { actorOf, readsUtf8, type Session } from '../session.ts';
import { words } from '../words.ts';

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
      await beginMessage(intake, event.flags, event.date ?? null);
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
  const arrived = watchArrivals(session, 'APPEND', ref);
  if (command!.kind === 'append') {
    const { uidValidity, uids, modseq } = await putInto(house, actor, ref, messages);
    if (selected?.ref.mailboxId === ref.mailboxId) await selected.held.reach(modseq);
    await arrived(uids);
    return ok(`APPENDUID ${uidValidity} ${formatSequenceSet(uids)}`);
  }
  const old = { ...selected!.ref, uid: replaced! };
  const { uidValidity, uids, removedAt } = await replace(house, actor, old, ref, messages[0]!);
  session.connection.write(writeEnding(session, ok(`APPENDUID ${uidValidity} ${formatSequenceSet(uids)}`)));
  await selected!.held.reach(removedAt);
  await arrived(uids);
  return session.enabled.has('QRESYNC') ? ok(`HIGHESTMODSEQ ${selected!.view.highestModSeq}`) : ok();
}
