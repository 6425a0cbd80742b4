import { parseDomain } from '../../../formats/address/address.ts';
import { extensionLines } from '../extensions.ts';
import { GrammarFault } from '../grammar/fault.ts';
import { reply } from '../replies.ts';
import type { Command, Session, State } from '../session.ts';

const states: readonly State[] = ['fresh', 'greeted', 'mail', 'recipients'];

/** HELO: the client is of 1982. rfc/5321#4.1.1.1 */
export const helo: Command<string> = {
  name: 'HELO',
  states,
  parse: readClientName,
  run(session, name) {
    greet(session, name, false);
    return reply(250, null, session.door.hostName);
  },
};

/** EHLO: names what is offered. A message begun is forgotten. rfc/5321#4.1.1.1 */
export const ehlo: Command<string> = extended('EHLO');
/** LHLO: the same, of LMTP. rfc/2033 */
export const lhlo: Command<string> = extended('LHLO');

function extended(name: string): Command<string> {
  return {
    name,
    states,
    parse: readClientName,
    run(session, client) {
      greet(session, client, true);
      return reply(250, null, session.door.hostName, ...extensionLines(session));
    },
  };
}

function greet(session: Session, name: string, isExtended: boolean): void {
  session.hello = { name, extended: isExtended };
  session.transaction = null;
}

/** A domain or an address literal. Names no DNS would hold (underscores) are common in offices, and believed no less. */
function readClientName(text: string): string {
  const name = text.trim();
  if (name === '' || name.includes(' ')) throw new GrammarFault('syntax', 'A host name is expected');
  if (parseDomain(name) === null && !/^[\w.:[\]-]{1,255}$/.test(name)) {
    throw new GrammarFault('syntax', 'Not a host name');
  }
  return name;
}
