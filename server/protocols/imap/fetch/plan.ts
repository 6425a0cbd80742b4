/**
 * What a FETCH has to do, worked out once for all its messages: which aspects of the emails it needs, how each item is
 * spelled, which octets have to be read. A plan that needs no aspects and no octets is answered from the view alone.
 */

import { writeObjectId } from '../../../formats/object-id/object-id.ts';
import type { Uid } from '../../../model/mailbox.ts';
import type { Email, EmailAspect } from '../../../services/mailboxes/read.ts';
import { formatDateTime } from '../grammar/date-time.ts';
import type { FetchItem } from '../grammar/fetch.ts';
import type { Section } from '../grammar/section.ts';
import { writeString } from '../grammar/write.ts';
import { writeBody } from '../grammar/write-body.ts';
import { writeEnvelope } from '../grammar/write-envelope.ts';
import type { Selected } from '../selected.ts';
import { binary, binarySize, type OctetsItem, section } from './octets.ts';
import type { Texts } from './texts.ts';

/** One message being told. */
export type Fetched = {
  readonly uid: Uid;
  /** Its place in the view. */
  readonly index: number;
  /** The fixed items of the plan, spelled. */
  readonly texts: Texts;
  readonly saved: Date | undefined;
};

/** An item that never changes: spelled once from the email, then kept. */
export type FixedItem = { readonly name: string; readonly spell: (email: Email) => string };

export type FetchPlan = {
  /** Items spelled without reading the message. */
  readonly spellings: readonly ((fetched: Fetched) => string)[];
  /** Those of them that are spelled from the email, of which these aspects are needed. */
  readonly fixed: readonly FixedItem[];
  readonly aspects: readonly EmailAspect[];
  readonly savedDates: boolean;
  /** Items made of the message's octets. */
  readonly octets: readonly OctetsItem[];
  /** Reading one of the items marks the message as read. rfc/9051#6.4.5 */
  readonly marksSeen: boolean;
  /** FLAGS is among the items. */
  readonly tellsFlags: boolean;
};

export function planFetch(selected: Selected, items: readonly FetchItem[], utf8: boolean): FetchPlan {
  const aspects = new Set<EmailAspect>();
  const spellings: ((fetched: Fetched) => string)[] = [];
  const fixed: FixedItem[] = [];
  const octets: OctetsItem[] = [];
  const { view, ref } = selected;
  const { accountId } = ref;
  let savedDates = false;
  let marksSeen = false;

  function withAspect(item: string, aspect: EmailAspect, spell: (email: Email) => string): void {
    const name = utf8 ? `${item}+` : item;
    aspects.add(aspect);
    fixed.push({ name, spell });
    spellings.push(({ texts }) => texts[name]!);
  }

  /** The whole of a message is found without its structure, which costs as much as a small message to read. */
  function ofOctets(item: OctetsItem, peek: boolean, whole = false): void {
    for (const aspect of ['body', 'dates'] as const) aspects.add(aspect);
    if (!whole) aspects.add('structure');
    octets.push(item);
    marksSeen ||= !peek;
  }

  for (const item of unique(items)) {
    switch (item.kind) {
      case 'uid':
        spellings.push(({ uid }) => `UID ${uid}`);
        break;
      case 'flags':
        spellings.push(({ index, uid }) => selected.writeFlags(index, selected.isRecent(uid)));
        break;
      case 'modseq':
        spellings.push(({ index }) => `MODSEQ (${view.modseqs[index]})`);
        break;
      case 'email-id':
        spellings.push(({ index }) => `EMAILID (${writeObjectId('E', accountId, view.emailIds[index]!)})`);
        break;
      case 'thread-id':
        withAspect(item.kind, 'thread', ({ threadId }) => `THREADID (${writeObjectId('T', accountId, threadId)})`);
        break;
      case 'size':
        withAspect(item.kind, 'dates', ({ bytes }) => `RFC822.SIZE ${bytes}`);
        break;
      case 'internal-date':
        withAspect(item.kind, 'dates', ({ receivedAt, receivedZone }) => {
          return `INTERNALDATE ${formatDateTime({ at: receivedAt.getTime(), zone: receivedZone })}`;
        });
        break;
      case 'save-date':
        savedDates = true;
        spellings.push(({ saved }) => `SAVEDATE ${saved ? formatDateTime({ at: saved.getTime(), zone: 0 }) : 'NIL'}`);
        break;
      case 'envelope':
        withAspect(item.kind, 'envelope', ({ envelope }) => `ENVELOPE ${writeEnvelope(envelope as never, utf8)}`);
        break;
      case 'body':
        withAspect(item.kind, 'structure', ({ structure }) => `BODY ${writeBody(structure as never, false, utf8)}`);
        break;
      case 'body-structure':
        withAspect(
          item.kind,
          'structure',
          ({ structure }) => `BODYSTRUCTURE ${writeBody(structure as never, true, utf8)}`,
        );
        break;
      case 'preview':
        withAspect(item.kind, 'preview', ({ preview }) => `PREVIEW ${writeString(preview, utf8)}`);
        break;
      case 'section':
        ofOctets(section(item.section, item.range), item.peek, isWhole(item.section));
        break;
      case 'rfc822': {
        const text = item.part === 'whole' ? {} : { text: { kind: item.part } };
        const name = item.part === 'whole' ? 'RFC822' : `RFC822.${item.part.toUpperCase()}`;
        ofOctets(section({ path: [], ...text }, undefined, name), item.part === 'header', item.part === 'whole');
        break;
      }
      case 'binary':
        ofOctets(binary(item.path, item.range), item.peek);
        break;
      case 'binary-size':
        ofOctets(binarySize(item.path), true);
        break;
    }
  }
  const tellsFlags = items.some(({ kind }) => kind === 'flags');
  return { spellings, fixed, aspects: [...aspects], savedDates, octets, marksSeen, tellsFlags };
}

function isWhole({ path, text }: Section): boolean {
  return path.length === 0 && text === undefined;
}

/** Each item once: clients ask twice when two of their parts each ask for what they need. */
function unique(items: readonly FetchItem[]): FetchItem[] {
  return [...new Map(items.map(item => [JSON.stringify(item), item])).values()];
}
