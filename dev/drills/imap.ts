/** The drills of IMAP: a crowd that idles, every state fuzzed, coming back to a large mailbox, mbsync in step. */
import { spawn } from 'node:child_process';
import { bigAppends } from '../../scenarios/imap/big-appends.ts';
import { idleCrowd } from '../../scenarios/imap/idle-crowd.ts';
import { comeBack } from '../../scenarios/imap/resynchronise.ts';
import { fuzz, states } from '../fuzz/imap.ts';
import { imapDoor } from '../testing/imap-door.ts';
import type { Drill } from './drill.ts';

/** @param secondsAState how long each state is fuzzed */
export function imapDrills(secondsAState: number): Record<string, Drill> {
  return {
    'imap-crowd': {
      title: 'Ten thousand connections that idle, all told of a mail',
      async run(tell) {
        const size = { connections: 10_000, connectionsPerAccount: 50, processes: 2 };
        const { awake, pagesPerConnection } = await idleCrowd(size, tell);
        if (awake < size.connections) process.exitCode = 1;
        return [
          `memory of the server for each connection, after a collection: ${(pagesPerConnection / 1024).toFixed(1)} KB`,
        ];
      },
    },
    'imap-append': {
      title: 'Eight messages of 50 MB on their way in at once',
      async run(tell) {
        const { taken, buffers } = await bigAppends({ clients: 8, megabytes: 50 }, tell);
        if (taken < 8 || buffers > (8 * 50 * 2 ** 20) / 2) process.exitCode = 1;
        return [];
      },
    },
    'imap-resynchronise': {
      title: 'Coming back to a mailbox of 100,000 messages after one change',
      async run(tell) {
        const told = await comeBack(100_000, tell);
        if (told.some(({ lines }) => lines !== 1)) process.exitCode = 1;
        return [];
      },
    },
    'imap-fuzz': {
      title: `Every state of an IMAP session fuzzed, ${secondsAState} seconds each`,
      async run(tell) {
        const door = await imapDoor({ idleBefore: 5000, idle: 5000, bad: 1000, badBefore: 1000 }, {}, { scram: true });
        const seed = Date.now() & 0x7fffff;
        try {
          for (const state of states)
            tell(`${state}: ${await fuzz(door, state, secondsAState, seed)} dialogues, nothing found (seed ${seed})`);
        } finally {
          await door.close();
        }
        return [];
      },
    },
    'imap-mbsync': {
      title: 'mbsync two-way in step over 1,000 changes',
      async run(tell) {
        const child = spawn(process.execPath, ['--test', 'scenarios/interop/mbsync.test.ts'], {
          env: { ...process.env, CHANGES: '1000' },
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        let said = '';
        child.stdout.on('data', (data: Buffer) => (said += data.toString()));
        const code = await new Promise(resolve => child.once('exit', resolve));
        for (const line of said.split('\n')) if (/^(?:✔|✖|﹣)/.test(line)) tell(line.replace(/ \(.*\)$/, ''));
        if (code !== 0) process.exitCode = 1;
        return [];
      },
    },
  };
}
