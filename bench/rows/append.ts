/** APPEND fills the mailbox that the rows of reading read: each round a part of it. */
import { ImapClient } from '../clients/imap.ts';
import { password } from '../contenders/contender.ts';
import { academieMail } from '../mail.ts';
import { archive, type Row, timed, together } from './row.ts';

const connections = 4;
const perRound = 5000;

let mails: Buffer[] = [];

export const append: Row = {
  key: 'append',
  title: `APPEND on ${connections} connections, an académie’s mail`,
  unit: 'mails/s',
  better: 'more',
  target: 3,
  rounds: ({ mailbox }) => Math.ceil(mailbox / perRound),
  async measure({ imapsPort, addresses }, { mailbox }, round) {
    if (mails.length < mailbox) mails = academieMail(mailbox);
    const clients = await Promise.all(
      Array.from({ length: connections }, () => ImapClient.enter(imapsPort, addresses[0]!, password)),
    );
    if (round === 0) await clients[0]!.command(`CREATE ${archive}`);
    const part = mails.slice(round * perRound, Math.min(mailbox, (round + 1) * perRound));
    const ms = await timed(() => together(connections, part, (mail, n) => clients[n]!.append(archive, mail)));
    await Promise.all(clients.map(client => client.logout()));
    return { value: part.length / (ms / 1000), done: part.length };
  },
};
