/** When mail is written: more on school days and at break time, nothing at night. */
import { activity, type Day, dayNumber, parisInstant } from '../calendar.ts';
import type { Random } from '../random.ts';

/** How much of a day's mail falls in each hour, from 6 to 22. */
const hours = [1, 4, 10, 9, 11, 7, 9, 8, 7, 6, 9, 9, 6, 4, 5, 5, 3];
const firstHour = 6;
const hoursTotal = hours.reduce((sum, weight) => sum + weight, 0);

/** Old mail has partly been thrown away: a day of last month keeps six times the mail of a day long ago. */
const kept = (age: number) => 1 + 150 / (30 + age);

/** `count` instants in growing order, from the morning of `since` to the evening before `today`. */
export function* moments(random: Random, since: Day, today: Day, count: number): Generator<number> {
  const first = dayNumber(since);
  const length = Math.max(1, dayNumber(today) - first);
  const weights = Array.from({ length }, (_, days) => activity(first + days) * kept(length - days));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let days = 0;
  let before = 0;
  for (let rank = 0; rank < count; rank++) {
    const wanted = ((rank + random.next()) / count) * total;
    while (days < weights.length - 1 && before + (weights[days] as number) <= wanted)
      before += weights[days++] as number;
    const within = (wanted - before) / (weights[days] as number);
    yield Math.floor(parisInstant(first + days, minuteOf(Math.min(0.9999, within))) / 1000) * 1000;
  }
}

/** The minute of the day by which that share of its mail is written. */
function minuteOf(share: number): number {
  let left = share * hoursTotal;
  for (const [rank, weight] of hours.entries()) {
    if (left < weight) return (firstHour + rank + left / weight) * 60;
    left -= weight;
  }
  return (firstHour + hours.length) * 60 - 1;
}

/** When somebody answers what was written at `at`: soon as a rule, some days later at times; by day. */
export function answerTime(random: Random, at: number): number {
  const minutes = random.weighted([
    [random.int(4, 40), 35],
    [random.int(40, 300), 35],
    [random.int(600, 1_900), 20],
    [random.int(2_000, 9_000), 10],
  ]);
  const due = at + minutes * 60_000 + random.int(0, 59) * 1000;
  const hour = new Date(due + 5_400_000).getUTCHours();
  // At night they sleep: the answer comes in the morning.
  return hour < 7 ? due + (7 - hour) * 3_600_000 : hour >= 22 ? due + 9 * 3_600_000 : due;
}
