import { done } from '../replies.ts';
import { type CommandOf, type Extension, type ImapCommand, type Session, signedIn } from '../session.ts';

/** What can be enabled, and what comes with it. */
const extensions: ReadonlyMap<string, readonly Extension[]> = new Map([
  ['CONDSTORE', ['CONDSTORE']],
  ['QRESYNC', ['QRESYNC', 'CONDSTORE']],
  ['IMAP4REV2', ['IMAP4REV2']],
  ['UTF8=ACCEPT', ['UTF8=ACCEPT']],
  ['UIDONLY', ['UIDONLY']],
]);

/** ENABLE: unknown names are passed over, what was enabled already is not said again. rfc/9051#6.3.1 */
/** ENABLE: says what was switched on by it. rfc/9051#6.3.1, rfc/5161 */
export const enable: ImapCommand<CommandOf<'enable'>> = {
  name: 'enable',
  states: signedIn,
  run(session, { capabilities }) {
    const fresh = capabilities.filter(name => {
      const known = extensions.get(name) ?? [];
      const isNew = known.some(extension => !session.enabled.has(extension));
      for (const extension of known) switchOn(session, extension);
      return isNew;
    });
    session.connection.write(`* ENABLED${fresh.map(name => ` ${name}`).join('')}\r\n`);
    return done;
  },
};

function switchOn(session: Session, extension: Extension): void {
  session.enabled.add(extension);
}

/** CONDSTORE by use: a command that speaks of mod-sequences enables it, and is told where the mailbox stands. rfc/7162#3.1 */
export function enableCondstore(session: Session): void {
  if (session.enabled.has('CONDSTORE')) return;
  session.enabled.add('CONDSTORE');
  if (session.selected !== null)
    session.connection.write(`* OK [HIGHESTMODSEQ ${session.selected.view.highestModSeq}] .\r\n`);
}
