/**
 * `npm run drills`: the drills at full size. Each prints its counts and leaves them in `docs/drills/` with the commit it
 * ran on; words after `--` choose some by name.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { keepInStep } from '../scenarios/contacts/in-step.ts';
import { killDeliveries } from '../scenarios/crash/killed-deliveries.ts';
import { killSender } from '../scenarios/outside/killed-sender.ts';

type Drill = { readonly title: string; run(tell: (line: string) => void): Promise<readonly string[]> };

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
  'killed-sender': {
    title: 'A sender killed while 20,000 mails go to 200 servers of every kind',
    async run(tell) {
      const size = { mails: 20_000, hosts: 200, kills: 8, wordsPerLife: 500 };
      const report = await killSender(size, tell);
      return Object.entries(report).map(([name, count]) => `${name}: ${Array.isArray(count) ? count.length : count}`);
    },
  },
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
