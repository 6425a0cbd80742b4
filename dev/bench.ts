/**
 * `npm run bench`: the table beside Dovecot (bench/run.ts). `npm run bench -- growth | day | recovery` measures one thing more,
 * each in minutes: how the work grows with the mailbox, a mixed day of 5,000 people, the time after a `kill -9`. A number after
 * it makes it smaller (messages, people, messages).
 */
import { day } from '../bench/day.ts';
import { growth } from '../bench/growth.ts';
import { recovery } from '../bench/recovery.ts';
import { run } from '../bench/run.ts';

const [name, size] = process.argv.slice(2);

if (name === 'growth') {
  const largest = Number(size ?? 100_000);
  await growth([1000, 3000, 10_000, 30_000, 100_000].filter(step => step <= largest));
} else if (name === 'day') {
  const people = Number(size ?? 5000);
  const usual = { morning: people / 50, letters: 20, phones: Math.ceil(people / 10), asksEvery: 5 };
  await day({ people, ...usual });
} else if (name === 'recovery') await recovery(Number(size ?? 1_000_000));
else await run(process.argv.slice(2));
