/** Mail through the real ports, with a client people use: nodemailer, and our own for what it cannot say. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createTransport } from 'nodemailer';
import { openTestHouse } from '../../../scenarios/outside/house.ts';
import { createScram } from '../../services/signing-in/scram.ts';
import { findCredentials } from '../../store/accounts.ts';
import { startLmtp } from '../lmtp/server.ts';
import { scramClient } from '../wire/scram-client.ts';
import { serverSecureContext } from '../wire/secure-context.ts';
import { throwawayCertificate } from '../wire/throwaway-certificate.ts';
import { systemTimers } from '../wire/timers.ts';
import { connectSmtp } from './client.ts';
import { startArrival, startSubmission } from './server.ts';

const { house, person, messages, query, faults, close } = await openTestHouse();
const context = serverSecureContext(await throwawayCertificate('mail.ac.test', new Date()));
const shared = {
  host: '127.0.0.1',
  port: 0,
  secureContext: () => context,
  timers: systemTimers,
  limits: { total: 200, perNetwork: 200, tarpit: 0 },
};
const doors = {
  smtp: await startArrival(house, { ...shared, tls: 'none' }),
  submissions: await startSubmission(house, { ...shared, tls: 'implicit' }),
  submission: await startSubmission(house, { ...shared, tls: 'either' }),
  lmtp: await startLmtp(house, { ...shared, tls: 'none' }),
};
after(async () => {
  await Promise.all(Object.values(doors).map(door => door.close(1000)));
  await close();
});
const marie = await person('marie@ac.test', { password: 'secret de Marie' });
const paul = await person('paul@ac.test');
await person('nouveau@ac.test', { state: 'provisional', password: 'provisoire' });

const client = (port: number, secure: boolean, user = 'marie@ac.test', pass = 'secret de Marie') =>
  createTransport({ host: '127.0.0.1', port, secure, auth: { user, pass }, tls: { rejectUnauthorized: false } });
const letter = {
  from: 'Marie <marie@ac.test>',
  to: 'paul@ac.test',
  bcc: 'marie@ac.test',
  subject: 'Réunion',
  text: 'à 10 h',
};

test('R11 the same letter by 465, by 587 with STARTTLS and by 587 with TLS at once', async () => {
  for (const [port, secure] of [
    [doors.submissions.port, true],
    [doors.submission.port, false],
    [doors.submission.port, true],
  ] as const) {
    const sent = await client(port, secure).sendMail(letter);
    assert.deepEqual(sent.accepted, ['paul@ac.test', 'marie@ac.test']);
  }
  const read = await messages(paul);
  assert.equal(read.length, 3);
  for (const text of read) assert.doesNotMatch(text, /Bcc|127\.0\.0\.1/i);
  assert.equal((await messages(marie)).length, 3);
});

test('R6 an account that is not activated is told to activate it, in French first', async () => {
  const refused = client(doors.submissions.port, true, 'nouveau@ac.test', 'provisoire').sendMail(letter);
  await assert.rejects(refused, /535-5\.7\.8 Ce compte n'est pas encore active.*activez-le sur le portail/s);
});

test('a stranger brings mail for people of the house, and for nobody else', async () => {
  const outside = createTransport({ host: '127.0.0.1', port: doors.smtp.port, tls: { rejectUnauthorized: false } });
  const sent = await outside.sendMail({
    envelope: { from: 'x@out.test', to: ['paul@ac.test', 'personne@ac.test', 'y@elsewhere.test'] },
    from: 'x@out.test',
    to: 'paul@ac.test',
    text: 'bonjour',
  });
  assert.deepEqual(sent.accepted, ['paul@ac.test']);
  assert.deepEqual(
    sent.rejectedErrors?.map(error => (error as { responseCode?: number }).responseCode),
    [550, 550],
  );
  assert.match(
    (await messages(paul)).at(-1)!,
    /\r\nReceived: from \S+ \(\[127\.0\.0\.1\]\)\r\n\tby mail\.ac\.test \(Vaguemestre\) with ESMTPS/,
  );
});

test('LMTP answers for each recipient', async () => {
  const front = await connectSmtp({ port: doors.lmtp.port });
  await front.reply();
  for (const line of ['LHLO front', 'MAIL FROM:<x@out.test>', 'RCPT TO:<paul@ac.test>', 'RCPT TO:<marie@ac.test>']) {
    assert.match((await front.command(line)).at(-1)!, /^250/);
  }
  await front.command('DATA');
  front.send('Subject: x\r\n\r\n.\r\n');
  assert.match((await front.reply())[0]!, /^250 2\.0\.0/);
  assert.match((await front.reply())[0]!, /^250 2\.0\.0/);
  await front.command('QUIT');
  front.destroy();
});

test('who asked to be told of success is, with the name the sender gave the message', async () => {
  await client(doors.submissions.port, true).sendMail({
    ...letter,
    bcc: [],
    dsn: { id: 'env-7', return: 'headers', notify: ['success'], recipient: 'marie@ac.test' },
  });
  const [row] = await query<{ address: string }>('select address from queue_recipient');
  assert.equal(row?.address, 'marie@ac.test');
});

test('a hundred letters at once by sixteen connections are all there', async () => {
  const before = (await messages(paul)).length;
  const pool = createTransport({
    host: '127.0.0.1',
    port: doors.smtp.port,
    pool: true,
    maxConnections: 16,
    tls: { rejectUnauthorized: false },
  });
  await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      pool.sendMail({ from: 'x@out.test', to: 'paul@ac.test', subject: `n ${index}`, text: 'x' }),
    ),
  );
  pool.close();
  assert.equal((await messages(paul)).length, before + 100);
});

test('nothing here was a bug', () => assert.deepEqual(faults, []));

test('where SCRAM is switched on, submission hears proofs, bound to the connection or not', async () => {
  const scram = createScram(house);
  const credentials = await findCredentials(house.store.database, 'marie@ac.test');
  await scram.learn(credentials!.accountId, credentials!.passwordHash!, 'secret de Marie');
  const door = await startSubmission({ ...house, scram }, { ...shared, tls: 'implicit' });
  try {
    for (const [password, expected] of [
      ['secret de Marie', '235'],
      ['un autre', '535'],
    ]) {
      const talk = await connectSmtp({ port: door.port, tls: true });
      await talk.reply();
      const offered = (await talk.command('EHLO x')).find(line => line.includes('AUTH'));
      assert.match(offered ?? '', /SCRAM-SHA-256 SCRAM-SHA-256-PLUS/);
      const client = scramClient('marie@ac.test', password!);
      const encode = (text: string) => Buffer.from(text).toString('base64');
      const [challenge] = await talk.command(`AUTH SCRAM-SHA-256 ${encode(client.first)}`);
      const serverFirst = Buffer.from(challenge!.slice(4), 'base64').toString();
      const [answer] = await talk.command(encode(client.final(serverFirst)));
      const last = answer!.startsWith('334') ? await talk.command('') : [answer];
      assert.equal(last[0]!.slice(0, 3), expected);
      talk.destroy();
    }
  } finally {
    await door.close(100);
  }
});
