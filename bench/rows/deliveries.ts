/** Mail that comes in: by LMTP, as both servers take it from a relay. */
import { setTimeout as pause } from 'node:timers/promises';
import { ImapClient } from '../clients/imap.ts';
import { LmtpClient } from '../clients/lmtp.ts';
import { type Contender, password } from '../contenders/contender.ts';
import { mailWithAttachment, plainMail } from '../mail.ts';
import { median, type Row, timed, together } from './row.ts';

const connections = 16;

async function withClients(port: number, count: number, work: (clients: LmtpClient[]) => Promise<void>): Promise<void> {
  const clients = await Promise.all(Array.from({ length: count }, () => LmtpClient.connect(port)));
  await work(clients);
  for (const client of clients) client.destroy();
}

export const oneToOne: Row = {
  key: 'lmtp',
  title: `LMTP, ${connections} connections, 6 KB, 200 users`,
  unit: 'mails/s',
  better: 'more',
  target: 5,
  rounds: ({ quick }) => (quick ? 1 : 3),
  async measure({ lmtpPort, addresses }, { quick }) {
    const mails = Array.from({ length: quick ? 800 : 2000 }, (_, n) => ({
      bytes: plainMail(6 * 1024),
      to: addresses[(n * 7) % addresses.length]!,
    }));
    let ms = 0;
    await withClients(lmtpPort, connections, async clients => {
      ms = await timed(() => together(connections, mails, ({ bytes, to }, n) => clients[n]!.deliver([to], bytes)));
    });
    return { value: mails.length / (ms / 1000), done: mails.length };
  },
};

export const oneToMany: Row = {
  key: 'lmtp-many',
  title: 'one 280 KB mail to 200 users',
  unit: 'recipients/s',
  better: 'more',
  target: 20,
  rounds: ({ quick }) => (quick ? 2 : 5),
  async measure({ lmtpPort, addresses }) {
    const mail = mailWithAttachment(280 * 1024);
    let ms = 0;
    await withClients(lmtpPort, 1, async ([client]) => {
      ms = await timed(() => client!.deliver(addresses, mail));
    });
    return { value: addresses.length / (ms / 1000), done: addresses.length };
  },
};

export const toIdling: Row = {
  key: 'wake',
  title: 'delivery to an idling client',
  unit: 'ms',
  better: 'less',
  target: 0.02,
  aim: 10,
  rounds: () => 2,
  async measure({ imapsPort, lmtpPort, addresses }: Contender, { quick }) {
    const user = addresses[5]!;
    const reader = await ImapClient.enter(imapsPort, user, password, 'INBOX');
    const times: number[] = [];
    await withClients(lmtpPort, 1, async ([client]) => {
      for (let n = 0; n < (quick ? 5 : 10); n++) {
        const idling = await reader.idle();
        await pause(50);
        const mail = plainMail(6 * 1024);
        times.push(await timed(() => Promise.all([client!.deliver([user], mail), idling.news('EXISTS')])));
        await idling.stop();
      }
    });
    await reader.logout();
    return { value: median(times), done: times.length };
  },
};
