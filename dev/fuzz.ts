/**
 * `npm run fuzz -- --seconds 60 --seed 1`: every fuzzer in turn, for so long each. A failure prints the seed that shows it
 * again, and fails the command.
 */
import { parseArgs } from 'node:util';
import { fuzz as fuzzImap, states } from './fuzz/imap.ts';
import { fuzz as fuzzImapGrammar } from './fuzz/imap-grammar.ts';
import { fuzz as fuzzMessages } from './fuzz/message.ts';
import { imapDoor } from './testing/imap-door.ts';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '30' }, seed: { type: 'string', default: '1' } },
});
const seconds = Number(values.seconds);
const seed = Number(values.seed);

const fuzzers: Record<string, () => Promise<unknown> | unknown> = {
  'message parser': () => {
    const { runs, failures } = fuzzMessages(seconds, seed);
    for (const failure of failures) console.error(`seed ${failure.seed}:`, failure.error);
    if (failures.length > 0) process.exitCode = 1;
    return `${runs} broken mails, ${failures.length} failures`;
  },
  'IMAP grammar': () => `${fuzzImapGrammar(seconds, seed)} broken commands`,
  'IMAP server': async () => {
    const door = await imapDoor({ bad: 1000, badBefore: 1000 });
    let dialogues = 0;
    try {
      for (const state of states) dialogues += await fuzzImap(door, state, seconds, seed);
    } finally {
      await door.close();
    }
    return `${dialogues} hostile dialogues`;
  },
};

for (const [name, run] of Object.entries(fuzzers)) console.log(`${name}: ${await run()}`);
