import type { Door } from '../door.ts';
import type { Command } from '../session.ts';
import { auth } from './auth.ts';
import { bdat } from './bdat.ts';
import { burl } from './burl.ts';
import { data } from './data.ts';
import { ehlo, helo, lhlo } from './hello.ts';
import { help } from './help.ts';
import { mail } from './mail.ts';
import { noop } from './noop.ts';
import { quit } from './quit.ts';
import { rcpt } from './rcpt.ts';
import { rset } from './rset.ts';
import { starttls } from './starttls.ts';
import { vrfy } from './vrfy.ts';

const everywhere = [mail, rcpt, data, bdat, rset, noop, quit, vrfy, help, starttls];

const doors = {
  arrival: verbs([helo, ehlo, ...everywhere]),
  submission: verbs([helo, ehlo, auth, burl, ...everywhere]),
  lmtp: verbs([lhlo, ...everywhere]),
} as const satisfies Record<Door['kind'], ReadonlyMap<string, Command>>;

/** The verbs a door knows, by name in upper case. */
export function commandsOf(kind: Door['kind']): ReadonlyMap<string, Command> {
  return doors[kind];
}

/** What a verb's own `parse` makes is what its `run` takes: nobody else looks at it. */
function verbs(commands: readonly { readonly name: string }[]): ReadonlyMap<string, Command> {
  return new Map(commands.map(command => [command.name, command as Command]));
}
