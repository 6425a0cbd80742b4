/** Commands in, answers out, until one side has had enough. */
import { Refusal } from '../../model/refusal.ts';
import { WireError } from '../wire/wire-error.ts';
import { capabilityLines } from './capabilities.ts';
import { authenticate } from './commands/authenticate.ts';
import { capability } from './commands/capability.ts';
import { checkscript } from './commands/checkscript.ts';
import { deletescript } from './commands/deletescript.ts';
import { getscript } from './commands/getscript.ts';
import { havespace } from './commands/havespace.ts';
import { listscripts } from './commands/listscripts.ts';
import { logout } from './commands/logout.ts';
import { noop } from './commands/noop.ts';
import { putscript } from './commands/putscript.ts';
import { renamescript } from './commands/renamescript.ts';
import { setactive } from './commands/setactive.ts';
import { starttls } from './commands/starttls.ts';
import { unauthenticate } from './commands/unauthenticate.ts';
import { type Argument, type ReadCommand, readCommand, SyntaxFault } from './read-command.ts';
import { failureAnswer, no, refusalAnswer } from './replies.ts';
import { type Answer, type Command, type Session, stateOf } from './session.ts';
import { writeAnswer } from './write.ts';

const commands: ReadonlyMap<string, Command> = new Map(
  [
    ...[authenticate, capability, checkscript, deletescript, getscript, havespace, listscripts],
    ...[logout, noop, putscript, renamescript, setactive, starttls, unauthenticate],
  ].map(command => [command.name, command]),
);

/** The whole conversation. @throws WireError where the client is gone */
export async function converse(session: Session): Promise<void> {
  const { connection, limits } = session;
  connection.write(writeAnswer({ status: 'OK', text: 'Vaguemestre', lines: capabilityLines(session) }));
  for (;;) {
    const read = await nextCommand(session);
    if (read === null) return;
    const answer = 'status' in read ? read : await answerTo(session, read);
    if (answer.status === 'NO') session.errors += 1;
    const enough = session.errors >= limits.errors;
    connection.write(writeAnswer(enough ? { ...answer, status: 'BYE' } : answer));
    if (enough || answer.status === 'BYE' || ('name' in read && read.name === logout.name)) return;
    if (connection.congested) await connection.drain();
  }
}

/** A command, or the answer to what is none. */
async function nextCommand({ connection, limits }: Session): Promise<ReadCommand | Answer | null> {
  try {
    return await readCommand(connection, limits);
  } catch (error) {
    if (error instanceof SyntaxFault) return { status: error.bye ? 'BYE' : 'NO', text: error.message };
    if (error instanceof WireError && error.fault === 'line-too-long') return no('Ligne trop longue. / Line too long.');
    if (error instanceof WireError && error.fault === 'idle') {
      return { status: 'BYE', code: 'TRYLATER', text: 'Trop longtemps sans rien dire. / Idle for too long.' };
    }
    throw error;
  }
}

async function answerTo(session: Session, { name, args }: ReadCommand): Promise<Answer> {
  const command = commands.get(name);
  if (command === undefined) return no('Commande inconnue. / Unknown command.');
  if (!fits(command, args)) return no('Arguments inattendus. / Unexpected arguments.');
  if (!command.states.includes(stateOf(session))) {
    return session.actor === null
      ? no('Identifiez-vous d’abord. / Authenticate first.')
      : no('Déjà identifié. / Authenticated already.');
  }
  try {
    return (await command.run(session, args)) ?? { status: 'OK' };
  } catch (error) {
    if (error instanceof Refusal) return refusalAnswer(error);
    if (error instanceof SyntaxFault) return { status: error.bye ? 'BYE' : 'NO', text: error.message };
    if (error instanceof WireError) throw error;
    session.log.error('managesieve-command-failed', { command: name, error: error as Error });
    return failureAnswer;
  }
}

function fits({ takes }: Command, args: readonly Argument[]): boolean {
  const least = takes.filter(one => !one.endsWith('?')).length;
  if (args.length < least || args.length > takes.length) return false;
  return args.every((argument, index) => takes[index]!.replace('?', '') === argument.kind);
}
