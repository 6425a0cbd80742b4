/**
 * How long the house is away after `kill -9` of all its processes, with so many messages in store and deliveries under
 * way: until it takes mail again, and until somebody has signed in and opened the inbox.
 */
import { ImapClient } from './clients/imap.ts';
import { LmtpClient } from './clients/lmtp.ts';
import { withContenders } from './contenders/both.ts';
import { password } from './contenders/contender.ts';
import { plainMail } from './mail.ts';
import { killTree } from './processes.ts';
import { timed, together } from './rows/row.ts';

const users = 200;
/** Relays that bring mail: each letter goes to all. */
const relays = 4;

export async function recovery(messages: number): Promise<void> {
  await withContenders({ users, alone: true }, async ([ours]) => {
    const { lmtpPort, imapsPort, addresses } = ours!;
    const clients = await Promise.all(Array.from({ length: relays }, () => LmtpClient.connect(lmtpPort)));
    const letters = Array.from({ length: Math.ceil(messages / users) }, (_, n) => n);
    const filling = await timed(() =>
      together(relays, letters, (_, worker) => clients[worker]!.deliver(addresses, plainMail(2 * 1024))),
    );
    console.log(`${letters.length * users} messages in store after ${(filling / 1000).toFixed(0)} s`);

    const underWay = Promise.allSettled(clients.map(client => client.deliver(addresses, plainMail(2 * 1024))));
    await new Promise(resolve => setTimeout(resolve, 20));
    killTree(ours!.pid);
    await underWay;
    let taken = 0;
    const ms = await timed(async () => {
      await ours!.startAgain!();
      const relay = await LmtpClient.connect(lmtpPort);
      taken = await timed(() => relay.deliver([addresses[0]!], plainMail(2 * 1024)));
      relay.destroy();
    });
    console.log(`takes mail again after ${(ms / 1000).toFixed(2)} s (the delivery itself: ${taken.toFixed(0)} ms)`);
    const visit = await timed(async () => {
      const client = await ImapClient.enter(imapsPort, addresses[1]!, password, 'INBOX');
      await client.logout();
    });
    console.log(`the first visit after that: ${visit.toFixed(0)} ms`);
  });
}
