import { Refusal } from '../../model/refusal.ts';
import { WireError } from '../wire/wire-error.ts';
import { commandsOf } from './commands/index.ts';
import { GrammarFault } from './grammar/fault.ts';
import { closing, failureReply, type Reply, refusalReply, reply, writeReply } from './replies.ts';
import { type Command, type Session, stateOf } from './session.ts';

/** Octets of a command line without its ending: paths and their parameters at their longest. rfc/5321#4.5.3.1.4 */
const maxCommandLine = 2048;

/** Verbs that bring no mail forward, of which a run is idle chatter. */
const idleVerbs = new Set(['NOOP', 'RSET', 'VRFY', 'HELP', 'HELO', 'EHLO', 'LHLO']);

/** Speaks with one client until either side has had enough. */
export async function converse(session: Session): Promise<void> {
  const { connection, door } = session;
  // A client that speaks before the greeting is no mail server: it is refused before it can say more.
  if (door.kind === 'arrival' && connection.buffered > 0) {
    send(session, [reply(554, '5.5.1', 'Attendez votre tour.', 'You spoke before your turn.')]);
    return;
  }
  const protocol = door.kind === 'lmtp' ? 'LMTP' : 'ESMTP';
  connection.write(`220 ${door.hostName} ${protocol} Vaguemestre\r\n`);
  for (;;) {
    const replies = await answerNext(session);
    if (replies === null) return;
    send(session, replies);
    if (connection.congested) await connection.drain();
    if (replies.some(one => one.close) || connection.closed) return;
  }
}

function send({ connection }: Session, replies: readonly Reply[]): void {
  for (const one of replies) connection.write(writeReply(one));
}

/** Reads one command and does it; null when the client has gone. */
async function answerNext(session: Session): Promise<readonly Reply[] | null> {
  try {
    const { connection } = session;
    const line = connection.takeLine(maxCommandLine) ?? (await connection.readLine(maxCommandLine));
    if (line === null) return null;
    return judgeErrors(session, await answer(session, line));
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    const fault = wireFaultReply(session, error);
    return fault === null ? null : judgeErrors(session, [fault]);
  }
}

/** The wire's faults that can still be answered. */
function wireFaultReply({ door }: Session, { fault }: WireError): Reply | null {
  if (fault === 'line-too-long') return reply(500, '5.5.2', 'Ligne trop longue.', 'Line too long.');
  if (fault === 'bare-line-feed') {
    return closing(reply(554, '5.5.2', 'Une ligne finit par CR LF.', 'A line ends with CR LF.'));
  }
  if (fault === 'idle') {
    return closing(
      reply(421, '4.4.2', `${door.hostName} : trop long silence.`, `${door.hostName}: silent for too long.`),
    );
  }
  return null;
}

async function answer(session: Session, line: Buffer): Promise<readonly Reply[]> {
  const text = line.toString('utf8');
  const [, verb = '', , rest = ''] = /^([A-Za-z]+)( (.*))?$/s.exec(text.trimEnd()) ?? [];
  const command = commandsOf(session.door.kind).get(verb.toUpperCase());
  if (command === undefined) {
    // Browsers made to talk to mail servers send these; nothing after them is mail.
    if (/^(?:GET|POST|PUT|CONNECT|OPTIONS) |^Host:/i.test(text)) {
      return [closing(reply(554, '5.5.1', 'Ce n’est pas un serveur web.', 'This is no web server.'))];
    }
    return [reply(500, '5.5.2', 'Commande inconnue.', 'Unknown command.')];
  }
  if (!command.states.includes(stateOf(session))) return [outOfTurn(session)];
  if (idleVerbs.has(command.name)) session.idleCommands += 1;
  else session.idleCommands = 0;
  return await run(session, command, rest);
}

async function run(session: Session, command: Command, text: string): Promise<readonly Reply[]> {
  try {
    if (/[\x00-\x1f\x7f]|\ufffd/.test(text)) throw new GrammarFault('syntax', 'Control characters or broken UTF-8');
    const replies = await command.run(session, command.parse(text, session));
    return 'code' in replies ? [replies] : replies;
  } catch (error) {
    if (error instanceof GrammarFault) return [grammarReply(error)];
    if (error instanceof Refusal) {
      session.log.info('smtp-refused', { verb: command.name, reason: error.reason });
      return [refusalReply(error)];
    }
    if (error instanceof WireError) throw error;
    session.log.error('smtp-failed', { verb: command.name, error: error as Error });
    session.transaction = null;
    return [failureReply];
  }
}

function grammarReply(fault: GrammarFault): Reply {
  if (fault.kind === 'parameter') return reply(555, '5.5.4', 'Paramètre non proposé ici.', `${fault.message}.`);
  if (fault.kind === 'path') return reply(553, '5.1.3', 'Adresse mal formée.', `${fault.message}.`);
  return reply(501, '5.5.4', 'Commande mal formée.', `${fault.message}.`);
}

function outOfTurn(session: Session): Reply {
  const said: Record<ReturnType<typeof stateOf>, [string, string]> = {
    fresh: ['Présentez-vous d’abord.', 'Say hello first.'],
    greeted: ['MAIL d’abord.', 'MAIL first.'],
    mail: ['RCPT d’abord, ou un message est déjà commencé.', 'RCPT first, or a message is begun already.'],
    recipients: ['Un message est déjà commencé.', 'A message is begun already.'],
    chunks: ['Seul BDAT peut suivre BDAT.', 'Only BDAT may follow BDAT.'],
  };
  return reply(503, '5.5.1', ...said[stateOf(session)]);
}

/** Counts what failed; too many mistakes, or too much chatter, end the conversation. */
function judgeErrors(session: Session, replies: readonly Reply[]): readonly Reply[] {
  const { limits } = session.options;
  if (replies.every(({ code }) => code >= 500)) session.errors += 1;
  if (replies.some(one => one.close)) return replies;
  if (session.errors < limits.errors && session.idleCommands <= limits.idleCommands) return replies;
  return [
    ...replies,
    closing(reply(421, '4.7.0', 'Trop d’erreurs ou de bavardage.', 'Too many errors, or too much chatter.')),
  ];
}
