import { calendarStamp, parisInstant } from '../calendar.ts';
import type { Letter } from './letter.ts';
import type { Scene } from './scene.ts';

/** An invitation to the scene's event. rfc/5545, rfc/5546#3.2.2 */
export function invitation(
  scene: Scene,
  letter: Pick<Letter, 'id' | 'at' | 'subject' | 'from' | 'to'>,
  place: string,
): string {
  const starts = parisInstant(scene.event.day, scene.event.minutes);
  const lines = [
    'BEGIN:VCALENDAR',
    'PRODID:-//Vaguemestre//Agenda invente//FR',
    'VERSION:2.0',
    'METHOD:REQUEST',
    'BEGIN:VEVENT',
    `UID:${letter.id}`,
    `DTSTAMP:${calendarStamp(letter.at)}`,
    `DTSTART:${calendarStamp(starts)}`,
    `DTEND:${calendarStamp(starts + scene.event.length * 60_000)}`,
    `SUMMARY:${escaped(letter.subject)}`,
    `LOCATION:${escaped(place)}`,
    `ORGANIZER;CN="${letter.from.name ?? letter.from.address}":mailto:${letter.from.address}`,
    ...letter.to.map(
      ({ name, address }) => `ATTENDEE;CN="${name ?? address}";PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:${address}`,
    ),
    'SEQUENCE:0',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map(line => `${foldedLine(line)}\r\n`).join('');
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');
}

/** Lines of at most 75 octets; a letter takes two at most here, so 37 characters are always safe. */
function foldedLine(line: string): string {
  if (Buffer.byteLength(line) <= 75) return line;
  return (line.match(/.{1,36}/gu) ?? []).join('\r\n ');
}
