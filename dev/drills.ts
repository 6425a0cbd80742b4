/**
 * `npm run drills`: the drills at full size. Each prints its counts and leaves them in `docs/drills/` with the commit it
 * ran on; words after `--` choose some by name, and `--seconds=60` says how long each state is fuzzed in the place of ten
 * minutes.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { keepInStep } from '../scenarios/contacts/in-step.ts';
import { killDeliveries } from '../scenarios/crash/killed-deliveries.ts';
import { handOver } from '../scenarios/departure/handover-night.ts';
import { makeBigPackage } from '../scenarios/life/big-package.ts';
import { writeToAll } from '../scenarios/life/list-to-all.ts';
import { mailEverybody } from '../scenarios/mail/to-everybody.ts';
import { killSender } from '../scenarios/outside/killed-sender.ts';
import { attackByGuesses, budget } from '../scenarios/portal/guessing.ts';
import type { Drill } from './drills/drill.ts';
import { imapDrills } from './drills/imap.ts';
import { handClock, peopleHouse, peopleStore } from './testing/people.ts';

const seconds = process.argv.find(word => word.startsWith('--seconds='))?.slice('--seconds='.length);

const guessing: Drill = {
  title: '100,000 guesses over 1,000 accounts from 200 networks, while owners sign in',
  async run(tell) {
    const attack = { accounts: 1000, networks: 200, guesses: 100_000, perSecond: 40 };
    const clock = handClock('2026-09-10T08:00:00Z');
    const kept = await peopleStore(clock);
    try {
      const outcome = await attackByGuesses(peopleHouse(kept, clock), clock, attack, tell);
      const within = outcome.mostOfOne <= budget(attack);
      if (outcome.entered + outcome.ownersRefused > 0 || !within) process.exitCode = 1;
      return [
        `guesses: ${attack.guesses}, of which compared with a password: ${outcome.judged}`,
        `most of them at one account: ${outcome.mostOfOne} (the budget is ${budget(attack)})`,
        `guesses that entered: ${outcome.entered}`,
        `owners at home or on their own browser: ${outcome.owners}, of which refused: ${outcome.ownersRefused}`,
        `people told of the attack: ${outcome.told}; alarms to the operator: ${outcome.alarms}`,
      ];
    } finally {
      await kept.close();
    }
  },
};

const drills: Record<string, Drill> = {
  'contacts-in-step': {
    title: 'vdirsyncer keeps 5,000 contacts in step, both ways',
    async run() {
      const { contacts, firstSync, changes, nothing } = await keepInStep(5000);
      return [
        `contacts on each side: ${contacts}`,
        `first sync, 2,500 sent and 2,500 fetched: ${firstSync} ms`,
        `sync of six changes, three on each side: ${changes} ms`,
        `sync of nothing: ${nothing} ms`,
      ];
    },
  },
  ...imapDrills(Number(seconds ?? 600)),
  'killed-deliveries': {
    title: 'A house killed in the middle of 1,000 deliveries, twenty times',
    async run(tell) {
      const size = { rounds: 20, mailsPerRound: 1000, connections: 16, seed: 'drill' };
      const report = await killDeliveries(size, tell);
      if (report.lost.length + report.torn.length + report.doubled.length > 0) process.exitCode = 1;
      return [
        `acknowledged: ${report.acknowledged}`,
        `lost: ${report.lost.length}`,
        `torn: ${report.torn.length}`,
        `doubled: ${report.doubled.length}`,
        `there without an acknowledgement that was read (the reply was in flight): ${report.unacknowledged}`,
      ];
    },
  },
  'big-package': {
    title: 'A large mailbox (PACKAGE_GIGABYTES, 20 unless told) made into the package of somebody who leaves',
    async run(tell) {
      const gigabytes = Number(process.env.PACKAGE_GIGABYTES ?? 20);
      const size = { messages: gigabytes * 1000, messageBytes: 1_000_000 };
      const { mailbox, zip, seconds, before, most, messages, buffers } = await makeBigPackage(size, tell);
      const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
      return [
        `mailbox: ${messages} messages, ${(mailbox / 1e9).toFixed(1)} GB; zip: ${(zip / 1e9).toFixed(2)} GB, its checksum held`,
        `made in ${seconds.toFixed(0)} s`,
        `resident memory: ${megabytes(before)} before, ${megabytes(most)} at the most`,
        `memory of buffers after each tenth, nothing collected by force: ${buffers.map(megabytes).join(', ')}`,
      ];
    },
  },
  'list-to-everybody': {
    title: 'One mail to the list of a house of 50,000 people',
    async run() {
      const { people, took, reached, blobs } = await writeToAll(50_000, 30_000);
      if (reached !== people || blobs !== 1) process.exitCode = 1;
      return [
        `in every mailbox after: ${(took / 1000).toFixed(1)} s (${Math.round(people / (took / 1000))} mailboxes a second)`,
        `people who have it exactly once: ${reached}; blobs: ${blobs}`,
      ];
    },
  },
  'handover-night': {
    title: 'The first of September: the direction of 500 schools changes in one night',
    async run() {
      const { schools, milliseconds, handedOver, told, records, mails } = await handOver(500);
      if (handedOver !== schools || told !== schools || mails[0] !== mails[1]) process.exitCode = 1;
      const seconds = (time: number) => `${(time / 1000).toFixed(1)} s`;
      return [
        `feed: ${seconds(milliseconds.feed)}; lives: ${seconds(milliseconds.lives)}; posts, rights, records, newcomers told: ${seconds(milliseconds.posts)}`,
        `offices their next head alone may read: ${handedOver}; newcomers told once: ${told}`,
        `records: ${records.length}; mails of the offices before and after: ${mails.join(' and ')}`,
      ];
    },
  },
  'killed-sender': {
    title: 'A sender killed while 20,000 mails go to 200 servers of every kind',
    async run(tell) {
      const size = { mails: 20_000, hosts: 200, kills: 8, wordsPerLife: 500 };
      const report = await killSender(size, tell);
      if (report.lost.length + report.left > 0 || report.doubledBeforeCommit > size.kills) process.exitCode = 1;
      return [
        `recipients: ${report.recipients}`,
        `taken by their servers: ${report.taken}`,
        `told of in notices to the sender: ${report.told}`,
        `lost: ${report.lost.length}`,
        `left in the queue: ${report.left}`,
        `last words read and not committed, found written down by the next life and not sent again: ${report.saved}`,
        `doubled, the last word unread when the process died (in flight): ${report.doubledInFlight}`,
        `doubled, the last word read and not yet written down: ${report.doubledBeforeCommit}`,
      ];
    },
  },
  'mail-to-everybody': {
    title: 'One mail to 50,000 people, while others write to each other',
    async run(tell) {
      const size = { people: 50_000, filterEvery: 10, bytes: 30_000, pace: 20, quietFor: 5000 };
      const { took, reached, blobs, quiet, busy } = await mailEverybody(size, tell);
      if (reached !== size.people || blobs !== 1) process.exitCode = 1;
      const at = (times: readonly number[], part: number): string =>
        `${Math.round([...times].sort((a, b) => a - b)[Math.floor((times.length - 1) * part)]!)} ms`;
      const spread = (times: readonly number[]): string =>
        `${times.length} mails, median ${at(times, 0.5)}, 95 of 100 within ${at(times, 0.95)}, slowest ${at(times, 1)}`;
      return [
        `in every mailbox after: ${(took / 1000).toFixed(1)} s (${Math.round(size.people / (took / 1000))} mailboxes a second)`,
        `people who have it exactly once: ${reached}; blobs: ${blobs}`,
        `colleagues’ mail before: ${spread(quiet)}`,
        `colleagues’ mail meanwhile: ${spread(busy)}`,
      ];
    },
  },
  guessing,
};

const wanted = process.argv.slice(2).filter(word => !word.startsWith('-'));
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
await mkdir('docs/drills', { recursive: true });
for (const [name, { title, run }] of Object.entries(drills)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const lines: string[] = [];
  const tell = (line: string) => {
    console.log(line);
    lines.push(line);
  };
  console.log(`# ${title}`);
  for (const count of await run(tell)) tell(count);
  const day = new Date().toISOString().slice(0, 10);
  await writeFile(
    `docs/drills/${name}.md`,
    `# ${title}\n\nRun on ${day}, commit ${commit}.\n\n\`\`\`\n${lines.join('\n')}\n\`\`\`\n`,
  );
}
