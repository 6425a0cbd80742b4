/**
 * A mixed day, pressed into minutes: everybody signs in in the morning, phones ask for news, mail goes to and fro, a
 * circular goes to all at nine. What counts is how long each thing took for whoever waited: percentiles, beside Dovecot.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { ImapClient } from './clients/imap.ts';
import { LmtpClient } from './clients/lmtp.ts';
import { withContenders } from './contenders/both.ts';
import { type Contender, password } from './contenders/contender.ts';
import { mailWithAttachment, plainMail } from './mail.ts';
import { timed } from './rows/row.ts';

export type Day = {
  readonly people: number;
  /** Seconds the sign-ins of the morning are spread over; as long again the day goes on. */
  readonly morning: number;
  /** Letters a second. */
  readonly letters: number;
  /** Of those who have signed in, how many leave a phone connected. */
  readonly phones: number;
  /** Seconds between two questions of a phone. */
  readonly asksEvery: number;
};

/** Recipients of one transaction of the relay that brings the circular. */
const recipientsAtOnce = 1000;

type Times = Map<string, number[]>;

export async function day(plan: Day): Promise<void> {
  await withContenders({ users: plan.people }, async contenders => {
    for (const contender of contenders) print(contender, await live(contender, plan));
  });
}

async function live(contender: Contender, plan: Day): Promise<Times> {
  const times: Times = new Map();
  const took = async <Result>(what: string, work: () => Promise<Result>): Promise<Result> => {
    let result!: Result;
    const ms = await timed(async () => {
      result = await work();
    });
    times.set(what, [...(times.get(what) ?? []), ms]);
    return result;
  };
  const over = new AbortController();
  const phones: Promise<void>[] = [];
  const mornings: Promise<void>[] = [];
  const { addresses, imapsPort } = contender;
  const letters = writeLetters(contender, plan, took, over.signal);

  for (let n = 0; n < plan.people; n++) {
    mornings.push(
      took('signs in, sees the list', async () => {
        const client = await ImapClient.enter(imapsPort, addresses[n]!, password, 'INBOX');
        await client.command('STATUS INBOX (MESSAGES UNSEEN)');
        return client;
      }).then(async client => {
        if (n < plan.phones) phones.push(askForNews(client, plan, took, over.signal));
        else await client.logout();
      }),
    );
    await pause((plan.morning * 1000) / plan.people);
  }
  await Promise.all(mornings);
  await took('the circular is in every mailbox', () => sendCircular(contender));
  await pause(plan.morning * 1000);
  over.abort();
  await Promise.all([letters, ...phones]);
  return times;
}

type Took = <Result>(what: string, work: () => Promise<Result>) => Promise<Result>;

async function askForNews(client: ImapClient, { asksEvery }: Day, took: Took, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    await pause(asksEvery * 1000, undefined, { signal: over }).catch(() => {});
    if (over.aborted) break;
    await took('a phone asks for news', () => client.command('NOOP'));
    await took('a phone looks at the last letters', () => client.command('UID SEARCH RETURN (MAX COUNT) UNSEEN'));
  }
  await client.logout();
}

async function writeLetters(
  { lmtpPort, addresses }: Contender,
  { letters }: Day,
  took: Took,
  over: AbortSignal,
): Promise<void> {
  const clients = await Promise.all(Array.from({ length: 8 }, () => LmtpClient.connect(lmtpPort)));
  await Promise.all(
    clients.map(async (client, at) => {
      for (let n = at; !over.aborted; n += clients.length) {
        await took('a letter is taken', () =>
          client.deliver([addresses[(n * 7919) % addresses.length]!], plainMail(6 * 1024)),
        );
        await pause((clients.length * 1000) / letters);
      }
      client.destroy();
    }),
  );
}

async function sendCircular({ lmtpPort, addresses }: Contender): Promise<void> {
  const client = await LmtpClient.connect(lmtpPort);
  const mail = mailWithAttachment(280 * 1024);
  for (let from = 0; from < addresses.length; from += recipientsAtOnce) {
    await client.deliver(addresses.slice(from, from + recipientsAtOnce), mail);
  }
  client.destroy();
}

function print({ name }: Contender, times: Times): void {
  console.log(`\n| ${name}, ms | times | median | 95 % | 99 % | longest |\n| --- | --- | --- | --- | --- | --- |`);
  for (const [what, values] of times) {
    const sorted = values.toSorted((a, b) => a - b);
    const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!.toPrecision(3);
    console.log(`| ${what} | ${sorted.length} | ${at(0.5)} | ${at(0.95)} | ${at(0.99)} | ${at(1)} |`);
  }
}
