/**
 * `npm run fuzz -- --seconds 60 --seed 1`: every fuzzer in turn, for so long each. A failure prints the seed that shows it
 * again, and fails the command.
 */
import { parseArgs } from 'node:util';
import { fuzz as fuzzImap, states } from './fuzz/imap.ts';
import { fuzz as fuzzImapGrammar } from './fuzz/imap-grammar.ts';
import { fuzz as fuzzJmap } from './fuzz/jmap.ts';
import { fuzz as fuzzMessages } from './fuzz/message.ts';
import { fuzz as fuzzPhishing } from './fuzz/phishing.ts';
import { fuzz as fuzzSieve } from './fuzz/sieve.ts';
import { fuzz as fuzzSmtp } from './fuzz/smtp.ts';
import { fuzz as fuzzVCards } from './fuzz/vcard.ts';
import { imapDoor } from './testing/imap-door.ts';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '30' }, seed: { type: 'string', default: '1' } },
});
const seconds = Number(values.seconds);
const seed = Number(values.seed);

type Failures = {
  readonly runs: number;
  readonly failures: readonly { readonly seed: number; readonly error: unknown }[];
};

/** Prints each failure with the seed that shows it again. */
function tell({ runs, failures }: Failures): string {
  for (const failure of failures) console.error(`seed ${failure.seed}:`, failure.error);
  if (failures.length > 0) process.exitCode = 1;
  return `${runs} runs, ${failures.length} failures`;
}

const fuzzers: Record<string, () => Promise<string> | string> = {
  'message parser': () => tell(fuzzMessages(seconds, seed)),
  'phishing judge': () => tell(fuzzPhishing(seconds, seed)),
  'IMAP grammar': () => `${fuzzImapGrammar(seconds, seed)} broken commands`,
  vCards: () => `${fuzzVCards(seconds, seed)} cards`,
  'Sieve scripts': () => `${fuzzSieve(seconds, seed)} damaged scripts`,
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
  'SMTP server': async () => tell(await fuzzSmtp(seconds, seed)),
  'JMAP server': async () => `${await fuzzJmap(seconds, seed)} hostile requests`,
};

for (const [name, run] of Object.entries(fuzzers)) console.log(`${name}: ${await run()}`);
