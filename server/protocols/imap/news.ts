/**
 * Tells a client what happened in its selected mailbox: expunges, flags, arrivals. The only place where message numbers
 * change. rfc/9051#5.2, rfc/9051#7.4, rfc/7162#3.2.10
 */

import { systemFlagNames } from './flags.ts';
import { formatSequenceSet } from './grammar/sequence-set.ts';
import type { Selected } from './selected.ts';
import type { Session } from './session.ts';

/** Which news may be told now. */
export type Tellable = { readonly flags: boolean; readonly arrivals: boolean; readonly expunges: boolean };

export function tellNews(session: Session, selected: Selected, tellable: Tellable): void {
  const { view } = selected;
  if (tellable.expunges && (selected.uids !== view.uids || selected.count !== view.count))
    tellExpunges(session, selected);
  if (tellable.flags) {
    if (selected.toldKeywordSets !== view.keywordSetCount) tellKeywords(session, selected);
    if (selected.toldModSeq !== view.highestModSeq) tellFlags(session, selected);
    selected.toldModSeq = view.highestModSeq;
    selected.told = null;
  }
  if (tellable.arrivals) tellArrivals(session, selected);
}

function tellExpunges(session: Session, selected: Selected): void {
  const { view } = selected;
  const gone: number[] = [];
  const places: number[] = [];
  let index = 0;
  for (let place = 0; place < selected.count; place++) {
    const uid = selected.uids[place]!;
    while (index < view.count && view.uids[index]! < uid) index++;
    if (index < view.count && view.uids[index] === uid) continue;
    gone.push(uid);
    places.push(place);
  }
  if (gone.length > 0) {
    const byUid = session.enabled.has('QRESYNC') || session.enabled.has('UIDONLY');
    session.connection.write(byUid ? `* VANISHED ${formatSequenceSet(gone)}\r\n` : writeExpunges(places));
  }
  const left = selected.count - gone.length;
  const asInView = left <= view.count && (left === 0 || view.uids[left - 1] === lastLeft(selected, places));
  selected.uids = asInView ? view.uids : withoutPlaces(selected, places);
  selected.count = left;
}

/** From the last to the first: a number told is still the number meant. */
function writeExpunges(places: readonly number[]): string {
  let text = '';
  for (let at = places.length - 1; at >= 0; at--) text += `* ${places[at]! + 1} EXPUNGE\r\n`;
  return text;
}

/** The last UID known that is not at one of the places (ascending). */
function lastLeft(selected: Selected, places: readonly number[]): number {
  let place = selected.count - 1;
  for (let at = places.length - 1; at >= 0 && places[at] === place; at--) place--;
  return selected.uids[place]!;
}

function withoutPlaces(selected: Selected, places: readonly number[]): Uint32Array {
  const leaving = new Set(places);
  return selected.uids.slice(0, selected.count).filter((_, place) => !leaving.has(place));
}

/** FLAGS and PERMANENTFLAGS, when a keyword is met for the first time. rfc/9051#7.3.5 */
export function tellKeywords(session: Session, selected: Selected): void {
  const { view } = selected;
  selected.toldKeywordSets = view.keywordSetCount;
  const keywords = view.keywords();
  if (selected.toldKeywords === keywords.length) return;
  selected.toldKeywords = keywords.length;
  session.connection.write(writeKnownFlags(selected, keywords));
}

export function writeKnownFlags(selected: Selected, keywords: readonly string[]): string {
  const names = [...systemFlagNames, ...keywords.map(selected.spelling)].join(' ');
  const settable = selected.may('w') ? `${names} \\*` : selected.may('s') ? '\\Seen' : '';
  return `* FLAGS (${names})\r\n* OK [PERMANENTFLAGS (${settable})] .\r\n`;
}

function tellFlags(session: Session, selected: Selected): void {
  const { view, toldModSeq, told } = selected;
  let text = '';
  for (let place = 0; place < selected.count; place++) {
    const index = selected.indexAt(place);
    if (index < 0 || view.modseqs[index]! <= toldModSeq) continue;
    if (told !== null && view.modseqs[index] === told.modseq && told.uids.has(view.uids[index]!)) continue;
    text += writeChangedFlags(session, selected, place, index);
  }
  session.connection.write(text);
}

/** An unasked FETCH of flags. With UID always: it does no harm, and clients that keep messages by UID need no lookup. */
export function writeChangedFlags(session: Session, selected: Selected, place: number, index: number): string {
  const { view } = selected;
  const uid = view.uids[index]!;
  const modseq = session.enabled.has('CONDSTORE') ? ` MODSEQ (${view.modseqs[index]})` : '';
  const flags = selected.writeFlags(index, selected.isRecent(uid));
  if (session.enabled.has('UIDONLY')) return `* ${uid} UIDFETCH (${flags}${modseq})\r\n`;
  return `* ${place + 1} FETCH (UID ${uid} ${flags}${modseq})\r\n`;
}

function tellArrivals(session: Session, selected: Selected): void {
  const { view } = selected;
  const last = selected.count === 0 ? 0 : selected.uids[selected.count - 1]!;
  const from = view.firstFrom(last + 1);
  if (from === view.count) return;
  if (from === selected.count && (selected.uids === view.uids || samePrefix(selected))) selected.uids = view.uids;
  else {
    // Some that the client still counts are gone: its list is its own until it may be told.
    const arrived = view.uids.subarray(from, view.count);
    const list = new Uint32Array(selected.count + arrived.length);
    list.set(selected.uids.subarray(0, selected.count));
    list.set(arrived, selected.count);
    selected.uids = list;
  }
  selected.count += view.count - from;
  if (!selected.readOnly) selected.claimRecent();
  const recent = session.enabled.has('IMAP4REV2') ? '' : `* ${selected.countRecent()} RECENT\r\n`;
  session.connection.write(`* ${selected.count} EXISTS\r\n${recent}`);
}

/** As many messages before the arrivals as the client knows, and all known ones are there: then they are the same. */
function samePrefix(selected: Selected): boolean {
  const { view, uids, count } = selected;
  for (let place = 0; place < count; place++) if (uids[place] !== view.uids[place]) return false;
  return true;
}
