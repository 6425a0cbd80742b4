import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readCalendar } from './read-calendar.ts';

const calendar = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'METHOD:REQUEST', 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR'].join('\r\n');

test('R9 an invitation is shown with its title, time, place and people', () => {
  const read = readCalendar(
    calendar(
      'SUMMARY:Conseil de classe\\, 3e B',
      'LOCATION:Salle 12',
      'DTSTART;TZID=Europe/Paris:20261203T173000',
      'DURATION:PT1H30M',
      'ORGANIZER;CN="Marie Martin":mailto:marie@ac-amiens.test',
      'ATTENDEE;CN=Yanis Ouali;PARTSTAT=ACCEPTED:mailto:yanis@ac-am',
      ' iens.test',
      'BEGIN:VALARM',
      'SUMMARY:Rappel',
      'END:VALARM',
    ),
  )!;
  assert.equal(read.title, 'Conseil de classe, 3e B');
  assert.equal(read.place, 'Salle 12');
  assert.equal(read.start!.at.toISOString(), '2026-12-03T16:30:00.000Z');
  assert.equal(read.end!.at.toISOString(), '2026-12-03T18:00:00.000Z');
  assert.deepEqual(read.organizer, { name: 'Marie Martin', email: 'marie@ac-amiens.test', answer: null });
  assert.deepEqual(read.attendees, [{ name: 'Yanis Ouali', email: 'yanis@ac-amiens.test', answer: 'accepted' }]);
});

test('summer and winter have their own hour', () => {
  const at = (value: string) => readCalendar(calendar(`DTSTART;TZID=Europe/Paris:${value}`))!.start!.at.toISOString();
  assert.equal(at('20260701T090000'), '2026-07-01T07:00:00.000Z');
  assert.equal(at('20261025T033000'), '2026-10-25T02:30:00.000Z');
});

test('whole days, cancellations and repetitions are told', () => {
  const read = readCalendar(calendar('DTSTART;VALUE=DATE:20261203', 'STATUS:CANCELLED', 'RRULE:FREQ=WEEKLY'))!;
  assert.ok(read.start!.allDay && read.cancelled && read.repeats);
});

test('what is no calendar is no invitation, and nothing makes the reader fail', () => {
  assert.equal(readCalendar('bonjour'), null);
  const line = fc.oneof(
    fc.constantFrom(
      'BEGIN:VEVENT',
      'END:VEVENT',
      'DTSTART;TZID=Nulle/Part:20261301T256199',
      'DURATION:P',
      'ATTENDEE;CN="a:',
      'RRULE:',
    ),
    fc.string({ maxLength: 60 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), lines => {
      readCalendar(lines.join('\r\n'));
    }),
  );
});
