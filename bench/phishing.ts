/**
 * How well the judge judges, and how fast: precision and recall on the French set (`dev/phishing/`), on the mail of the
 * invented académie and on the SpamAssassin corpus. `node bench/phishing.ts` prints the figures of `bench/PHISHING.md`;
 * `--list` names what was judged wrongly, `--learn` corrects the weights on the learning half and writes them, and
 * `--mailboxes 5000` measures instead how long a campaign takes to leave that many mailboxes, every durability on.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { corpusMessages } from '../dev/fuzz/message-corpus.ts';
import { learn } from '../dev/phishing/learn.ts';
import { academieMail, isAdvanceFee, type Judgeable, judgeables } from '../dev/phishing/other-mail.ts';
import { frenchSet, setHouse } from '../dev/phishing/set.ts';
import { serverVariable, testLog } from '../dev/testing/database.ts';
import { mailHouse } from '../dev/testing/mail-house.ts';
import { arrive, asAnalyst, circular, crowd, facts, inboxOf, phish } from '../scenarios/phishing/campaign.ts';
import { decodeBody } from '../server/formats/message/decode.ts';
import { parseMessage } from '../server/formats/message/parse.ts';
import { readQrCode } from '../server/formats/phishing/qr-codes.ts';
import { simhash } from '../server/formats/phishing/simhash.ts';
import type { Uid } from '../server/model/mailbox.ts';
import { find, judge, verdictOf } from '../server/services/phishing/judge.ts';
import { type Look, lookAt } from '../server/services/phishing/look.ts';
import { pullBack, undoRemoval } from '../server/services/phishing/pull-back.ts';
import { report } from '../server/services/phishing/report.ts';
import type { RuleName } from '../server/services/phishing/rules/sentences.ts';
import { weights } from '../server/services/phishing/rules/weights.ts';
import type { Verdict } from '../server/services/phishing/verdict.ts';
import { openDatabase } from '../server/store/database.ts';
import { startEmbedded } from '../server/store/embedded/start.ts';
import { migrate } from '../server/store/migrate.ts';
import { migrations } from '../server/store/migrations/index.ts';

const { values: options } = parseArgs({
  options: { learn: { type: 'boolean' }, list: { type: 'boolean' }, mailboxes: { type: 'string' } },
});
const weightsFile = new URL('../server/services/phishing/rules/weights.ts', import.meta.url);

const set = frenchSet();
if (options.learn) writeWeights();
else if (options.mailboxes !== undefined) await pullBackFrom(Number(options.mailboxes));
else {
  for (const half of ['learn', 'held', 'fresh'] as const) french(half);
  other('mail of the invented académie', academieMail(setHouse()));
  spamAssassin();
  speed();
}

function codesOf(bytes: Buffer, look: Look): string[] {
  return look.pictures.flatMap(part => readQrCode(Buffer.from(decodeBody(bytes, part))) ?? []);
}

function verdict({ bytes, parsed, context }: Pick<Judgeable, 'bytes' | 'parsed' | 'context'>): Verdict {
  const look = lookAt(bytes, parsed);
  return verdictOf(find(look, context, codesOf(bytes, look)));
}

/** One half of the corpus's ham is learnt from, the other measured: by the parity of the number in its name. */
function learntFrom(name: string): boolean {
  return name.includes('ham') && Number(/\/(\d+)/.exec(name)?.[1]) % 2 === 1;
}

function writeWeights(): void {
  const french = set
    .filter(({ story }) => story.half === 'learn')
    .map(each => ({ ...each, phishing: each.story.phishing }));
  const hams = judgeables(corpusMessages(), setHouse(), learntFrom, false);
  const examples = [...french, ...hams].map(({ bytes, parsed, context, phishing }) => {
    const look = lookAt(bytes, parsed);
    return { rules: find(look, context, codesOf(bytes, look)).map(({ rule }) => rule), phishing };
  });
  const learnt = learn(examples, weights);
  let source = readFileSync(weightsFile, 'utf8');
  for (const [rule, weight] of Object.entries(learnt)) {
    if (weight === weights[rule as RuleName]) continue;
    console.log(`${rule}: ${weights[rule as RuleName]} -> ${weight}`);
    source = source.replace(new RegExp(`^( {2}'?${rule}'?: )-?\\d+,`, 'm'), `$1${weight},`);
  }
  writeFileSync(weightsFile, source);
}

function french(half: 'learn' | 'held' | 'fresh'): void {
  const counts = { phishing: 0, caught: 0, truly: 0, honest: 0, marked: 0 };
  const missed = new Map<string, number>();
  for (const message of set) {
    const { story } = message;
    if (story.half !== half) continue;
    const { level, reasons } = verdict(message);
    const marked = level !== 'none';
    const truly = marked && reasons.some(({ rule, weight }) => weight > 0 && story.why.includes(rule));
    if (story.phishing) {
      counts.phishing++;
      if (marked) counts.caught++;
      if (truly) counts.truly++;
    } else {
      counts.honest++;
      if (marked) counts.marked++;
    }
    if (story.phishing ? !truly : marked) missed.set(story.name, (missed.get(story.name) ?? 0) + 1);
  }
  const { phishing, caught, truly, honest, marked } = counts;
  console.log(
    `French set, ${half}: ${share(caught, phishing)} of phishing marked, ${share(truly, phishing)} with a true reason; ${share(marked, honest)} of honest mail marked; precision ${share(truly, caught + marked)}`,
  );
  if (options.list) for (const [name, times] of missed) console.log(`  wrong: ${name} ${times} times`);
}

function other(name: string, messages: Iterable<Judgeable>): void {
  const totals = { honest: 0, marked: 0, phishing: 0, caught: 0 };
  for (const message of messages) {
    const { level, score, reasons } = verdict(message);
    const marked = level !== 'none';
    totals[message.phishing ? 'phishing' : 'honest']++;
    if (marked) totals[message.phishing ? 'caught' : 'marked']++;
    if (options.list && marked !== message.phishing) {
      console.log(`  wrong: ${message.name} ${score} ${reasons.map(({ rule }) => rule).join(' ')}`);
    }
  }
  const told = [
    ...(totals.honest > 0 ? [`${share(totals.marked, totals.honest)} of honest mail marked`] : []),
    ...(totals.phishing > 0 ? [`${share(totals.caught, totals.phishing)} of phishing marked`] : []),
  ];
  console.log(`${name}: ${told.join('; ')}`);
}

function spamAssassin(): void {
  const house = setHouse();
  const held = (name: string) => name.includes('ham') && !learntFrom(name);
  other('SpamAssassin, ham learnt from', judgeables(corpusMessages(), house, learntFrom, false));
  other('SpamAssassin, ham held', judgeables(corpusMessages(), house, held, false));
  other('SpamAssassin, letters of advance-fee fraud', judgeables(corpusMessages(), house, isAdvanceFee, true));
  let [spams, marked] = [0, 0];
  for (const message of judgeables(corpusMessages(), house, name => name.includes('spam'), true)) {
    spams++;
    if (verdict(message).level !== 'none') marked++;
  }
  console.log(
    `SpamAssassin, all spam: ${share(marked, spams)} marked (most of it is advertising, which is not ours to mark)`,
  );
}

function speed(): void {
  const usual = set.filter(({ bytes }) => bytes.length > 1000 && bytes.length < 20_000);
  const times: number[] = [];
  for (let round = 0; round < 12; round++) {
    for (const message of usual) {
      const started = performance.now();
      judge(message, message.context);
      if (round > 1) times.push(performance.now() - started);
    }
  }
  tell('judge, French set', times);
  const hams = [...judgeables(corpusMessages(), setHouse(), name => name.includes('easy-ham-1'), false)].slice(0, 1000);
  const ofHams: number[] = [];
  const parses: number[] = [];
  for (let round = 0; round < 3; round++) {
    for (const message of hams) {
      let started = performance.now();
      judge(message, message.context);
      if (round > 0) ofHams.push(performance.now() - started);
      started = performance.now();
      parseMessage(message.bytes);
      if (round > 0) parses.push(performance.now() - started);
    }
  }
  tell('judge, SpamAssassin ham', ofHams);
  tell('(parsing them, for comparison)', parses);
  const looks = usual.map(message => lookAt(message.bytes, message.parsed));
  const prints = looks.map(look => {
    const started = performance.now();
    simhash(look.tokens);
    return performance.now() - started;
  });
  tell('fingerprint', prints);
}

function tell(name: string, times: number[]): void {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.floor((sorted.length - 1) * part)]!.toFixed(3);
  console.log(`${name}: median ${at(0.5)} ms, 95 % under ${at(0.95)} ms, slowest ${at(1)} ms (${times.length} runs)`);
}

function share(part: number, whole: number): string {
  return `${part}/${whole} (${((100 * part) / whole).toFixed(2)} %)`;
}

/** One mail delivered to so many accounts, each already holding some, then pulled back and put back. */
async function pullBackFrom(size: number): Promise<void> {
  const server = await startDurable();
  process.env[serverVariable] = server.url;
  const world = await mailHouse();
  const { house } = world;
  const reporter = await world.account('marie');
  const analyst = asAnalyst(await world.account('analyste'));
  const everybody = [...(await crowd(world, size - 1)), reporter.accountId];
  for (let mail = 0; mail < 3; mail++) await arrive(world, circular.replace('c1@', `c${mail}@`), everybody);
  await arrive(world, phish('agent', 'jeton'), everybody);
  await house.store.database.query({ text: 'analyze' });
  const mailboxId = await inboxOf(world, reporter.accountId);
  const uid = 4 as Uid;
  const ref = { accountId: reporter.accountId, mailboxId };
  const [campaign] = await timed('report', () => report(house, facts, reporter, ref, [uid], 'webmail'));
  const removed = await timed('pull-back', () => pullBack(house, analyst, campaign!));
  console.log(`  ${removed.messages} messages out of ${removed.accounts} mailboxes`);
  await timed('undone', () => undoRemoval(house, analyst, campaign!, removed.removalId));
  await timed('again', () => pullBack(house, analyst, campaign!));
  await world.close();
  await server.stop();
}

async function timed<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  const started = performance.now();
  const result = await work();
  console.log(`${what}: ${((performance.now() - started) / 1000).toFixed(2)} s`);
  return result;
}

/** A server as in production, where the test server forgoes durability; with the template that tests clone. */
async function startDurable(): Promise<{ url: string; stop(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'vaguemestre-bench-'));
  await chmod(directory, 0o711);
  const server = await startEmbedded({ dataDirectory: directory, log: testLog });
  const template = new URL(server.url);
  template.pathname = '/vaguemestre_template';
  const admin = openDatabase(server.url, { log: testLog, applicationName: 'bench' });
  await admin.run({ text: 'create database vaguemestre_template', name: '' });
  await admin.close();
  const database = openDatabase(template.href, { log: testLog, applicationName: 'bench' });
  await migrate(database, migrations, testLog);
  const [durable] = await database.query<{ fsync: string }>({ text: 'show fsync' });
  console.log(`fsync ${durable?.fsync}`);
  await database.close();
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
