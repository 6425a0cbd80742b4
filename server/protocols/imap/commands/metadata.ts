/** Annotations of mailboxes and of the server. rfc/5464#4 */

import { type Annotations, annotationLimits, readNotes, writeNotes } from '../../../services/mailboxes/annotate.ts';
import { literalHeader, writeAstring, writeMailbox } from '../grammar/write.ts';
import { done, no, ok } from '../replies.ts';
import { actorOf, type CommandOf, type ImapCommand, readsUtf8, type Session, signedIn } from '../session.ts';
import { isFitToStore } from '../stored-filters.ts';
import { words } from '../words.ts';

export const getMetadata: ImapCommand<CommandOf<'get-metadata'>> = {
  name: 'get-metadata',
  states: signedIn,
  async run(session, { mailbox, entries, depth, maxSize }) {
    const notes = await readNotes(session.house, actorOf(session), mailbox);
    const wanted = [...notes].filter(([name]) => entries.some(entry => reaches(entry, name, depth)));
    const short = wanted.filter(([, value]) => value.length <= (maxSize ?? value.length));
    if (short.length > 0) tellNotes(session, mailbox, short);
    if (short.length === wanted.length) return done;
    return ok(`METADATA LONGENTRIES ${Math.max(...wanted.map(([, value]) => value.length))}`);
  },
};

export const setMetadata: ImapCommand<CommandOf<'set-metadata'>> = {
  name: 'set-metadata',
  states: signedIn,
  async run(session, { mailbox, entries }) {
    const notes = entries.map(({ name, value }) => ({ name, value: value ?? null }));
    if (mailbox === '' && notes.some(({ name, value }) => !isFitToStore(name, value)))
      return no(words.notASearch, 'CANNOT');
    const outcome = await writeNotes(session.house, actorOf(session), mailbox, notes);
    if (outcome === 'too-large') return no(words.tooBig, `METADATA MAXSIZE ${annotationLimits.octets}`);
    if (outcome === 'too-many') return no(words.tooManyNotes, 'METADATA TOOMANY');
    return done;
  },
};

/** The entries named, as LIST RETURN (METADATA …) tells them; a missing one is NIL. rfc/9590 */
export function tellListed(session: Session, mailbox: string, notes: Annotations, entries: readonly string[]): void {
  tellNotes(
    session,
    mailbox,
    entries.map(entry => [entry, notes.get(entry.toLowerCase()) ?? null]),
  );
}

function tellNotes(session: Session, mailbox: string, notes: readonly (readonly [string, Buffer | null])[]): void {
  const { connection } = session;
  const utf8 = readsUtf8(session);
  connection.write(`* METADATA ${mailbox === '' ? '""' : writeMailbox(mailbox, utf8)} (`);
  for (const [at, [name, value]] of notes.entries()) {
    connection.write(`${at === 0 ? '' : ' '}${writeAstring(name, utf8)} `);
    if (value === null) connection.write('NIL');
    else {
      connection.write(literalHeader(value.length, value.includes(0)));
      connection.write(value);
    }
  }
  connection.write(')\r\n');
}

/** Is `name` the entry asked for, or below it as far as DEPTH goes? rfc/5464#4.2.2 */
function reaches(entry: string, name: string, depth: CommandOf<'get-metadata'>['depth']): boolean {
  if (name === entry) return true;
  if (depth === '0' || !name.startsWith(`${entry}/`)) return false;
  return depth === 'infinity' || !name.slice(entry.length + 1).includes('/');
}
