/**
 * Words looked for in texts. Dovecot is asked without an index plugin: each search reads the messages (its Xapian plugin
 * takes minutes to index such a mailbox, and milliseconds from then on). So the aims are absolute.
 */
import { ImapClient } from '../clients/imap.ts';
import { type Contender, password } from '../contenders/contender.ts';
import { archive, type Measured, median, type Row, timed } from './row.ts';

/** A word that nobody writes, a rare one, one of every tenth message. */
const words = ['zygomatique', 'calendrier des oraux', 'photocopieur'];

async function search(contender: Contender, wanted: readonly string[]): Promise<Measured> {
  const client = await ImapClient.enter(contender.imapsPort, contender.addresses[0]!, password, archive);
  const times: number[] = [];
  for (const word of wanted) times.push(await timed(() => client.command(`SEARCH BODY "${word}"`)));
  await client.logout();
  return { value: median(times), done: wanted.length };
}

export const searchFirst: Row = {
  key: 'search-first',
  title: 'first SEARCH BODY after the mail came in',
  unit: 'ms',
  better: 'less',
  target: 0.05,
  aim: 1000,
  reads: true,
  rounds: () => 1,
  measure: contender => search(contender, words.slice(0, 1)),
};

export const searchLater: Row = {
  key: 'search',
  title: 'later SEARCH BODY',
  unit: 'ms',
  better: 'less',
  target: 0.01,
  aim: 5,
  reads: true,
  rounds: ({ quick }) => (quick ? 1 : 2),
  measure: contender => search(contender, contender.name === 'dovecot' ? words.slice(1, 2) : [...words, ...words]),
};
