import { wake } from '../live.ts';
import { bad, done, type Ending } from '../replies.ts';
import { type CommandOf, type ImapCommand, type Session, signedIn } from '../session.ts';
import { say, words } from '../words.ts';

/** IDLE: the news as they come, until DONE. rfc/9051#6.3.13, rfc/2177 */
export const idle: ImapCommand<CommandOf<'idle'>> = {
  name: 'idle',
  states: signedIn,
  async run(session) {
    const { connection, selected } = session;
    await selected?.held.refresh();
    connection.write(`+ ${say(session, words.idling)}\r\n`);
    session.idling = true;
    const signs = stillHere(session);
    wake(session);
    try {
      return await untilDone(session);
    } finally {
      signs.stop();
      session.idling = false;
      await session.telling;
    }
  },
};

async function untilDone(session: Session): Promise<Ending> {
  const line = await session.connection.readLine(session.options.limits.lineBefore);
  if (line === null) {
    session.ending = true;
    return done;
  }
  return line.toString('latin1').toUpperCase() === 'DONE' ? done : bad(words.idleOnlyDone);
}

/** A word now and then, lest a router on the way forget the connection. */
function stillHere(session: Session): { stop(): void } {
  const { timers, limits } = session.options;
  let timer: unknown;
  const again = () => {
    timer = timers.setTimeout(
      () => {
        session.connection.write(`* OK ${say(session, words.stillHere)}\r\n`);
        again();
      },
      limits.stillHere,
      undefined,
    );
  };
  again();
  return { stop: () => timers.clearTimeout(timer) };
}
