/**
 * Tells the filters what this session does to mailboxes, where a script is tied to them. rfc/6785#2.2. The question
 * whether one is goes out beside the command's own work; for most mailboxes the answer is no, and that is all.
 */
import type { Uid } from '../../model/mailbox.ts';
import { type MailboxEvent, runOnEvent, type TiedScript, tiedScript } from '../../services/filters/run-on-event.ts';
import type { MailboxRef } from '../../services/mailboxes/permission.ts';
import { flagBit, systemFlagNames } from './flags.ts';
import type { Selected } from './selected.ts';
import { actorOf, type Session } from './session.ts';

/** To be told which messages were added, once they are there. */
export type Arrivals = (uids: readonly Uid[]) => Promise<void>;

/** Before messages are added to a mailbox: MOVE is a COPY to the mailbox that receives. rfc/6851#4.5 */
export function watchArrivals(session: Session, cause: 'APPEND' | 'COPY', mailbox: MailboxRef): Arrivals {
  const asked = ask(session, mailbox);
  return async uids => {
    const script = uids.length === 0 ? null : await asked;
    if (script === null) return;
    const messages = uids.map(uid => ({ uid, changed: [] }));
    await run(session, script, { cause, mailbox, messages });
  };
}

/**
 * Before flags of messages of the selected mailbox change; to be called when its view shows the change. A guest's own
 * read marks are not the message's flags.
 */
export function watchFlags(session: Session, selected: Selected, uids: readonly Uid[]): () => Promise<void> {
  const asked = ask(session, selected.ref);
  const before = uids.map(uid => marksOf(selected, uid));
  return async () => {
    const script = await asked;
    if (script === null) return;
    const messages = uids.flatMap((uid, index) => {
      const changed = difference(selected, before[index]!, marksOf(selected, uid));
      return changed.length === 0 ? [] : [{ uid, changed }];
    });
    const event = { cause: 'FLAG', mailbox: selected.ref, messages } as const;
    if (messages.length > 0) await run(session, script, event);
  };
}

/** What a script changes in the selected mailbox is told at the end of the command that set it off. */
async function run(session: Session, script: TiedScript, event: MailboxEvent): Promise<void> {
  const modseq = await runOnEvent(session.house, actorOf(session), script, event);
  const { selected } = session;
  if (modseq !== null && selected?.ref.mailboxId === event.mailbox.mailboxId) await selected.held.reach(modseq);
}

function ask({ house }: Session, mailbox: MailboxRef): Promise<TiedScript | null> {
  const asked = tiedScript(house, mailbox);
  // Whoever waits for the answer hears of a failure; where the command itself failed nobody does.
  asked.catch(() => {});
  return asked;
}

type Marks = { readonly bits: number; readonly keywords: readonly string[] };

function marksOf({ view }: Selected, uid: Uid): Marks | null {
  const index = view.indexOf(uid);
  return index < 0 ? null : { bits: view.flags[index]!, keywords: view.keywordsAt(index) };
}

function difference({ spelling }: Selected, before: Marks | null, after: Marks | null): string[] {
  if (before === null || after === null) return [];
  const bits = before.bits ^ after.bits;
  const keywords =
    before.keywords === after.keywords
      ? []
      : [...new Set([...before.keywords, ...after.keywords])].filter(
          one => before.keywords.includes(one) !== after.keywords.includes(one),
        );
  return [...systemFlagNames.filter(name => (bits & flagBit(name)!) !== 0), ...keywords.map(spelling)];
}
