/** The course of a session: greeting, one command after the other, good-bye. */
import { WireError } from '../wire/wire-error.ts';
import { capabilities } from './capabilities.ts';
import { append } from './commands/append.ts';
import { commands } from './commands/commands.ts';
import { BadSyntax } from './grammar/bad-syntax.ts';
import { type Command, parseCommand, type TaggedCommand } from './grammar/command.ts';
import { usesMessageNumbers } from './grammar/message-numbers.ts';
import { badSyntax, guarded } from './guarded.ts';
import { tellAll } from './live.ts';
import { readCommand } from './read-command.ts';
import { bad, type Ending, writeBye, writeEnding } from './replies.ts';
import { type ImapCommand, readsUtf8, type Session, stateOf } from './session.ts';
import { leave } from './sign-off.ts';
import { words } from './words.ts';

/** @throws WireError where the peer goes away; anything else is a bug that ends the session */
export async function converse(session: Session): Promise<void> {
  const { connection } = session;
  connection.write(writeEnding(session, { status: 'OK', code: capabilities(session), sentence: words.ready }));
  try {
    while (!session.ending) await takeCommand(session);
  } catch (error) {
    if (!(error instanceof WireError) || error.fault !== 'idle') throw error;
    connection.write(writeBye(session, words.tooSilent));
  } finally {
    leave(session);
  }
}

async function takeCommand(session: Session): Promise<void> {
  session.busy = false;
  const reading = await readCommand(session);
  session.busy = true;
  if (session.telling !== null) await session.telling.finally(() => (session.telling = null));
  if (reading.kind === 'end') session.ending = true;
  else if (reading.kind === 'append') await append(session, reading.line, answer);
  else if (reading.kind === 'command') {
    const command = parse(session, reading.parts);
    if (command !== null) await perform(session, command);
  }
  const { limits } = session.options;
  if (session.bad > (session.actor === null ? limits.badBefore : limits.bad)) {
    session.connection.write(writeBye(session, words.tooMany));
    session.ending = true;
  }
}

/** Null where the command was answered already. */
function parse(session: Session, parts: readonly Buffer[]): TaggedCommand | null {
  try {
    return parseCommand(parts, { utf8: readsUtf8(session) });
  } catch (error) {
    if (!(error instanceof BadSyntax)) throw error;
    answer(session, error.tag ?? '*', badSyntax(error));
    return null;
  }
}

async function perform(session: Session, { tag, command }: TaggedCommand): Promise<void> {
  // The table gives each kind the command of that kind: one cast in the place of forty.
  const known = commands[command.kind as keyof typeof commands] as unknown as ImapCommand<Command> | undefined;
  if (known === undefined) return answer(session, tag, bad(words.unknownCommand));
  const { selected } = session;
  if (!known.states.includes(stateOf(session))) return answer(session, tag, bad(words.wrongState));
  if (session.enabled.has('UIDONLY') && usesMessageNumbers(command))
    return answer(session, tag, bad(words.uidRequired, 'UIDREQUIRED'));
  const ending = await guarded(session, () => known.run(session, command, tag));
  const tells = known.tells?.(command) ?? 'everything';
  if (session.selected === selected && tells !== 'nothing') await tellAll(session, tells === 'everything');
  answer(session, tag, ending);
}

/** Sends the tagged response, and counts what was BAD. */
function answer(session: Session, tag: string, ending: Ending): void {
  const gone = session.selected?.gone;
  if (gone) {
    session.connection.write(writeBye(session, gone));
    session.ending = true;
  }
  session.bad = ending.status === 'BAD' ? session.bad + 1 : 0;
  if (!ending.sent) session.connection.write(writeEnding(session, ending, tag));
}
