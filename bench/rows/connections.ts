/** People who come and go, and those who stay without a word. */
import { setTimeout as pause } from 'node:timers/promises';
import { ImapClient } from '../clients/imap.ts';
import { password } from '../contenders/contender.ts';
import { memoryOf } from '../processes.ts';
import { type Row, timed, together } from './row.ts';

const atOnce = 16;

function visits(key: string, title: string, target: number, firstTime: boolean): Row {
  return {
    key,
    title,
    unit: 'visits/s',
    better: 'more',
    target,
    rounds: ({ quick }) => (firstTime || quick ? 1 : 3),
    async measure({ imapsPort, addresses }, { quick }) {
      const count = firstTime ? 100 : quick ? 200 : 400;
      const people = Array.from({ length: count }, (_, n) => addresses[100 + (n % 100)]!);
      const ms = await timed(() =>
        together(atOnce, people, async address => {
          const client = await ImapClient.enter(imapsPort, address, password, 'INBOX');
          await client.logout();
        }),
      );
      return { value: count / (ms / 1000), done: count };
    },
  };
}

export const firstVisits = visits('login-cold', 'TLS, LOGIN, SELECT, LOGOUT, 16 at once: passwords verified', 1, true);
export const laterVisits = visits('login', 'the same, passwords verified lately', 3, false);

export const idle: Row = {
  key: 'idle',
  title: 'memory of an idle TLS connection, mailbox selected',
  unit: 'KB',
  better: 'less',
  target: 0.05,
  aim: 60,
  rounds: () => 1,
  async measure({ imapsPort, addresses, pid }, { quick }) {
    const clients: ImapClient[] = [];
    const arrive = async (from: number, to: number): Promise<void> => {
      const numbers = Array.from({ length: to - from }, (_, n) => from + n);
      await together(8, numbers, async n => {
        const client = await ImapClient.enter(imapsPort, addresses[n % addresses.length]!, password, 'INBOX');
        await client.idle();
        clients.push(client);
      });
      await pause(1500);
    };
    // The first ones pay for what the program learns; the others show what one more costs.
    const [first, all] = quick ? [100, 300] : [200, 800];
    await arrive(0, first);
    const before = memoryOf(pid);
    await arrive(first, all);
    const value = (memoryOf(pid) - before) / (all - first);
    for (const client of clients) client.destroy();
    await pause(300);
    return { value, done: all };
  },
};
