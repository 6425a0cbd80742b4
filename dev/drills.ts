/**
 * `npm run drills`: the drills at full size. Each prints its counts and leaves them in `docs/drills/` with the commit it
 * ran on; words after `--` choose some by name.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { killDeliveries } from '../scenarios/crash/killed-deliveries.ts';
import { makeBigPackage } from '../scenarios/life/big-package.ts';
import { killSender } from '../scenarios/outside/killed-sender.ts';

type Drill = { readonly title: string; run(tell: (line: string) => void): Promise<readonly string[]> };

const drills: Record<string, Drill> = {
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
      const { mailbox, zip, seconds, before, most, messages } = await makeBigPackage(size, tell);
      const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
      return [
        `mailbox: ${messages} messages, ${(mailbox / 1e9).toFixed(1)} GB; zip: ${(zip / 1e9).toFixed(2)} GB, its checksum held`,
        `made in ${seconds.toFixed(0)} s`,
        `resident memory: ${megabytes(before)} before, ${megabytes(most)} at the most`,
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
