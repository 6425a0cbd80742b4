/**
 * What people wait for in the webmail, in a real browser, from the gesture to the painted answer: `node bench/web/run.ts
 * [messages] [rounds]` on one account of 100,000 messages of the invented académie. Prints percentiles in milliseconds,
 * beside the targets; asserts nothing. Chromium is Debian's, on loopback, without a graphics card.
 */
import { correspondent } from '../../dev/academie/addresses.ts';
import { cast } from '../../dev/academie/cast.ts';
import { mailbox } from '../../dev/academie/mail.ts';
import { randomFrom } from '../../dev/academie/random.ts';
import { schools } from '../../dev/academie/schools.ts';
import { openWebmail, today, type Visit, type Webmail } from '../../scenarios/webmail/webmail.ts';
import { parisZone } from '../../server/model/clock.ts';
import { firstMailboxes, type MailboxId } from '../../server/model/mailbox.ts';
import type { Actor } from '../../server/services/actor.ts';
import { append, keepMessage } from '../../server/services/mailboxes/append.ts';
import { create } from '../../server/services/mailboxes/create.ts';

const messages = Number(process.argv[2] ?? 100_000);
const rounds = Number(process.argv[3] ?? 20);
const batch = 200;
/** Written and taken in one by one; the others are the same rows over, older by the hour, as lists and counts read them. */
const real = Math.min(messages, 5000);

async function fill({ house }: Webmail, actor: Actor): Promise<void> {
  const random = randomFrom('bench of the webmail');
  const all = schools(random.fork('schools'), 12);
  const [owner, ...others] = cast(today)
    .filter(({ state }) => state !== 'expected')
    .map(({ person }, rank) => correspondent(person, rank === 0 ? actor.address : `personne${rank}@ac-amiens.test`));
  const folders = new Map<string, MailboxId>(firstMailboxes.map(({ name }, at) => [name, (at + 1) as MailboxId]));
  const started = performance.now();
  let waiting: { folder: string; raw: Buffer; receivedAt: Date; seen: boolean }[] = [];
  async function flush(): Promise<void> {
    for (const [folder, items] of Map.groupBy(waiting, item => item.folder)) {
      const mailboxId = folders.get(folder) ?? (await create(house, actor, folder)).ref.mailboxId;
      folders.set(folder, mailboxId);
      const kept = await Promise.all(
        items.map(async ({ raw, receivedAt, seen }) => ({
          ...(await keepMessage(house, raw)),
          flags: seen ? 1 : 0,
          keywords: [],
          receivedAt,
          receivedZone: parisZone(receivedAt),
        })),
      );
      await append(house, actor, { accountId: actor.accountId, mailboxId }, kept);
    }
    waiting = [];
  }
  let count = 0;
  for (const { folder, raw, receivedAt, flags } of mailbox(random, owner!, others, all, { messages: real, today })) {
    waiting.push({ folder, raw, receivedAt, seen: flags.includes('\\Seen') });
    count += 1;
    if (waiting.length >= batch) await flush();
    if (count % 10_000 === 0) process.stderr.write(`${count} messages\n`);
  }
  await flush();
  console.log(
    `${count} messages taken in within ${((performance.now() - started) / 1000).toFixed(0)} s, Node ${process.version}`,
  );
}

async function multiply({ store }: Webmail['house'], { accountId }: Actor, times: number): Promise<void> {
  const db = store.database;
  const apart = 100_000;
  if (times < 1) return;
  await db.query({
    text: `insert into email select account_id, email_id + n * $3::int, thread_id + n * $3, blob, bytes, trace,
             received_at - n * interval '37 hours', received_zone, sent_at, subject, envelope, structure, preview,
             has_attachment, created_modseq
           from email, generate_series(1, $2::int) n where account_id = $1`,
    values: [accountId, times, apart],
  });
  await db.query({
    text: `insert into placement select account_id, mailbox_id, uid + n * $3::int, email_id + n * $3, flags, keywords,
             saved_at, modseq
           from placement, generate_series(1, $2::int) n where account_id = $1`,
    values: [accountId, times, apart],
  });
  await db.query({
    text: 'update mail_account set last_id = last_id + $2 where account_id = $1',
    values: [accountId, (times + 1) * apart],
  });
  await db.query({
    text: 'update mailbox set uid_next = uid_next + $2, total = total * $3 where account_id = $1',
    values: [accountId, (times + 1) * apart, times + 1],
  });
  for (const table of ['email', 'placement']) await db.query({ text: `analyze ${table}`, name: '' });
}

async function measure(house: Webmail, actor: Actor): Promise<void> {
  await report('sign-in to list', 200, async () => {
    const visit = await house.visit(actor);
    const signedIn = await visit.page.evaluate(signIn(actor.address));
    await visit.page.goto('/courrier/', { waitUntil: 'commit' });
    const painted = (await visit.page.evaluate(until(rowsShown))) as number;
    await visit.close();
    return (signedIn as number) + painted;
  });
  const visit = await house.visit(actor);
  const { page } = visit;
  await page.goto('/courrier/');
  await page.locator('.mail-row .mail-row-title').first().waitFor();
  const names = ['Archives', 'Envoyés', 'Corbeille', 'Boîte de réception'];
  await report('open a folder', 80, round =>
    gesture(
      visit,
      clickLink(names[round % names.length]!),
      `document.querySelector('.list-bar h1')?.textContent === ${JSON.stringify(names[round % names.length])} && ${rowsShown}`,
    ),
  );
  await page.getByRole('link', { name: 'Archives' }).click();
  await page.waitForTimeout(300);
  await report('next page, never seen', 60, async round => {
    const height = (await page.evaluate(`document.querySelector('.mail-list').scrollHeight`)) as number;
    const top = Math.floor((height * (round + 1)) / (rounds + 2));
    return await gesture(
      visit,
      `document.querySelector('.mail-list').scrollTop = ${top}`,
      `scrolledTo(${top}) && ${rowsShown}`,
    );
  });
  await report('open a message', 60, async round => {
    const row = `[...document.querySelectorAll('.mail-row[data-id]')][${3 + (round % 6)}]`;
    const taken = await gesture(
      visit,
      `window.wanted = ${row}.querySelector('.mail-row-title').textContent; ${row}.click()`,
      `document.querySelector('.reading-title')?.textContent === window.wanted && messageShown()`,
    );
    await page.keyboard.press('Escape');
    await page.evaluate(`document.querySelector('.mail-list').scrollTop += 700`);
    await page.waitForTimeout(200);
    return taken;
  });
  await report('subject search', 80, round =>
    search(visit, `objet:"${words[round % words.length]}" avant:${2027 + round}`),
  );
  await visit.close();
}

const words = ['bulletin', 'réunion', 'convocation', 'emploi du temps', 'brevet', 'formation', 'sortie', 'orientation'];

/** A question that no cache has answered before, from the press of Enter. */
const search = (visit: Visit, q: string) =>
  gesture(
    visit,
    ask(q),
    `searched(${JSON.stringify(q)}) && (${rowsShown} || document.querySelector('.mail-empty') !== null)`,
  );

async function measureTextSearch(house: Webmail, actor: Actor): Promise<void> {
  const visit = await house.visit(actor);
  await visit.page.goto('/courrier/');
  await visit.page.locator('.mail-row .mail-row-title').first().waitFor();
  const first = await search(visit, '"conseil de classe"');
  console.log(`text search, the first: ${first.toFixed(0)} ms (what is not indexed yet is then)`);
  await report('text search', 150, round => search(visit, `"${words[round % words.length]}" avant:${2027 + round}`));
  await visit.close();
}

/** What is in view has come: no row waits. */
const rowsShown = `(document.querySelector('.mail-row .mail-row-title') !== null && document.querySelector('.mail-row-waiting') === null)`;

const tools = `
  window.scrolledTo = top => Math.abs(document.querySelector('.mail-list').scrollTop - top) < 2 &&
    [...document.querySelectorAll('.mail-row[data-id]')].some(row => Math.abs(row.offsetTop - top) < 200);
  window.messageShown = () => {
    const frame = document.querySelector('.mail-frame');
    const inside = frame?.contentDocument?.body;
    return document.querySelector('.plain-text, .message-content > p') !== null ||
      (inside !== undefined && inside !== null && inside.childElementCount > 0 && frame.offsetHeight > 20 && frame.style.height !== '');
  };
  window.searched = q => new URL(location.href).searchParams.get('q') === q && (document.querySelector('.mail-empty') ?? document.querySelector('.mail-row')) !== window.former;
`;

function signIn(address: string): string {
  const body = JSON.stringify({ identifier: address, password: 'secret' });
  return `(async () => { const start = performance.now(); await fetch('/api/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(body)} }); return performance.now() - start; })()`;
}

function clickLink(name: string): string {
  return `[...document.querySelectorAll('.folder-link')].find(link => link.querySelector('.folder-name').textContent === ${JSON.stringify(name)}).click()`;
}

/** Types a question and presses Enter, as React hears it. */
function ask(q: string): string {
  return `(() => { window.former = document.querySelector('.mail-empty') ?? document.querySelector('.mail-row'); const field = document.getElementById('search'); field.focus();
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, ${JSON.stringify(q)});
    field.dispatchEvent(new Event('input', { bubbles: true }));
    setTimeout(() => field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true })), 0); })()`;
}

/** The moment, since the page began, at which what is wanted has been painted. */
function until(ready: string): string {
  return `new Promise((resolve, reject) => { ${tools} const from = performance.now(); const look = () => performance.now() - from > 20000 ? reject(new Error('nothing after 20 s at ' + location.href)) : (${ready}) ? requestAnimationFrame(() => setTimeout(() => resolve(performance.now()), 0)) : requestAnimationFrame(look); look(); })`;
}

async function gesture({ page }: Visit, act: string, ready: string): Promise<number> {
  return (await page.evaluate(
    `(async () => { const start = performance.now(); ${act}; return (await ${until(ready)}) - start; })()`,
  )) as number;
}

async function report(what: string, target: number, work: (round: number) => Promise<number>): Promise<void> {
  const times: number[] = [];
  // The first rounds of a page that was never used are told with the others: people live them too.
  for (let round = 0; round < rounds; round += 1) times.push(await work(round));
  times.sort((one, other) => one - other);
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))]!.toFixed(0).padStart(5);
  console.log(
    `${what.padEnd(24)} median ${at(0.5)} ms   95th ${at(0.95)} ms   worst ${at(1)} ms   (target, 95th: ${target})`,
  );
}

const webmail = await openWebmail();
const marie = await webmail.account('marie.martin', { allowedBytes: 1e11 });
try {
  await fill(webmail, marie);
  // On different messages only: what is the same over and over would flatter an index, or be unknown to it.
  await measureTextSearch(webmail, marie);
  await multiply(webmail.house, marie, Math.round(messages / real) - 1);
  console.log(`${messages} messages in the account:`);
  await measure(webmail, marie);
} finally {
  await webmail.close();
}
