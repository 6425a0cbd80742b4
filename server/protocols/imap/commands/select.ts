import { writeObjectId } from '../../../formats/object-id/object-id.ts';
import { flagBits } from '../../../model/email.ts';
import { Refusal } from '../../../model/refusal.ts';
import { type FoundMailbox, find } from '../../../services/mailboxes/find.ts';
import { watchRights } from '../../../services/mailboxes/share.ts';
import { writeList } from '../grammar/write-mailbox.ts';
import { wake } from '../live.ts';
import { writeKnownFlags } from '../news.ts';
import { type Ending, ok, writeEnding } from '../replies.ts';
import { resynchronise } from '../resynchronise.ts';
import { Selected } from '../selected.ts';
import { actorOf, type CommandOf, type ImapCommand, readsUtf8, type Session, signedIn } from '../session.ts';
import { unselect } from '../sign-off.ts';
import { words } from '../words.ts';
import { enableCondstore } from './enable.ts';

/** SELECT and EXAMINE. rfc/9051#6.3.2, rfc/7162#3.2.5 */
export const select: ImapCommand<CommandOf<'select'>> = {
  name: 'select',
  states: signedIn,
  async run(session, { mailbox, readOnly, condstore, qresync }) {
    if (session.selected !== null) {
      unselect(session);
      session.connection.write(writeEnding(session, ok('CLOSED', words.closed)));
    }
    if (qresync !== undefined && !session.enabled.has('QRESYNC')) return needsQresync;
    if (condstore || qresync !== undefined) enableCondstore(session);
    const found = requireRead(await find(session.house, actorOf(session), mailbox));
    const selected = await open(session, found, mailbox, readOnly);
    describe(session, selected);
    if (qresync !== undefined && qresync.uidValidity === found.mailbox.uidValidity)
      await resynchronise(session, selected, qresync);
    session.selected = selected;
    return ok(selected.readOnly ? 'READ-ONLY' : 'READ-WRITE');
  },
};

/** @throws Refusal not-permitted for a mailbox one may know of but not read */
export function requireRead(found: FoundMailbox): FoundMailbox {
  if (!found.rights.includes('r')) throw new Refusal('not-permitted');
  return found;
}

async function open(session: Session, found: FoundMailbox, name: string, readOnly: boolean): Promise<Selected> {
  const key = { ...found.ref, reader: actorOf(session).accountId };
  let opened: Selected | null = null;
  let goneAlready = false;
  // The view may move while it is being opened, before there is anything to tell of.
  const held = await session.house.views.hold(key, gone => {
    goneAlready ||= gone;
    if (gone && opened !== null) opened.gone = words.mailboxGone;
    if (opened !== null && session.selected === opened) wake(session);
  });
  // Whoever may change nothing at all reads only, whatever was asked. rfc/4314#5.2
  const mayWrite = ['i', 's', 'w', 't', 'e'].some(right => found.rights.includes(right));
  const selected = new Selected(found, name, readOnly || !mayWrite, held);
  opened = selected;
  if (goneAlready) selected.gone = words.mailboxGone;
  if (!selected.readOnly) selected.claimRecent();
  if (found.owner !== null) {
    selected.unwatch = watchRights(session.house, actorOf(session), found.ref, rights => {
      selected.rights = rights;
      if (rights.includes('r')) return;
      selected.gone = words.accessLost;
      wake(session);
    });
  }
  return selected;
}

function describe(session: Session, selected: Selected): void {
  const { view, found } = selected;
  const { mailbox, ref } = found;
  const { connection, enabled } = session;
  const rev1 = !enabled.has('IMAP4REV2');
  const next = Math.max(mailbox.uidNext, selected.count === 0 ? 1 : selected.uidAt(selected.count - 1) + 1);
  const keywords = view.keywords();
  selected.toldKeywordSets = view.keywordSetCount;
  selected.toldKeywords = keywords.length;
  let text = `${writeKnownFlags(selected, keywords)}* ${selected.count} EXISTS\r\n`;
  if (rev1) {
    text += `* ${selected.countRecent()} RECENT\r\n`;
    const unseen = firstUnseen(selected);
    if (unseen > 0) text += `* OK [UNSEEN ${unseen}] .\r\n`;
  }
  text += `* OK [UIDVALIDITY ${mailbox.uidValidity}] .\r\n* OK [UIDNEXT ${next}] .\r\n`;
  text += `* OK [HIGHESTMODSEQ ${view.highestModSeq}] .\r\n`;
  text += `* OK [MAILBOXID (${writeObjectId('M', ref.accountId, mailbox.id)})] .\r\n`;
  if (!rev1) text += writeList('LIST', { name: selected.name, attributes: [] }, readsUtf8(session));
  connection.write(text);
}

/** The number of the first message that is not read; 0 where there is none. rfc/3501#6.3.1 */
function firstUnseen({ view, count }: Selected): number {
  for (let index = 0; index < count; index++) if ((view.flags[index]! & flagBits.seen) === 0) return index + 1;
  return 0;
}

const needsQresync: Ending = {
  status: 'BAD',
  sentence: { fr: 'ENABLE QRESYNC d’abord.', en: 'ENABLE QRESYNC first.' },
};
