/**
 * A message written in a mailbox leaves without being sent up a second time: the client signs a URL over IMAP, for the
 * submission of one person, and hands it over by BURL; alone, and as one piece among chunks.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { ImapClient } from '../../server/protocols/imap/client.ts';
import { startImap } from '../../server/protocols/imap/server.ts';
import { connectSmtp, type SmtpClient } from '../../server/protocols/smtp/client.ts';
import { serverSecureContext } from '../../server/protocols/wire/secure-context.ts';
import { throwawayCertificate } from '../../server/protocols/wire/throwaway-certificate.ts';
import { systemTimers } from '../../server/protocols/wire/timers.ts';
import { openDoors } from './doors.ts';

const doors = await openDoors();
const { marie, paul, password, test: world } = doors;
const context = serverSecureContext(await throwawayCertificate('localhost', new Date()));
const imapServer = await startImap(world.house, {
  host: '127.0.0.1',
  port: 0,
  tls: 'implicit',
  secureContext: () => context,
  timers: systemTimers,
  limits: { total: 10, perNetwork: 10, tarpit: 0 },
});
const imap = await ImapClient.connect({ port: imapServer.port, tls: true });
after(async () => {
  imap.close();
  await imapServer.close();
  await doors.close();
});

const draft = `From: ${marie.address}\r\nTo: ${paul.address}\r\nSubject: brouillon\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nun\r\n--b\r\nContent-Type: text/plain\r\n\r\ndeux\r\n--b--\r\n`;
await imap.command(`LOGIN ${marie.address} ${password}`);
await imap.command('APPEND Brouillons () ', Buffer.from(draft));
const [drafts] = (await imap.command('STATUS Brouillons (UIDVALIDITY)')).untagged;
const validity = /UIDVALIDITY (\d+)/.exec(drafts!.text)![1]!;

async function sign(what: string, access = `submit+${marie.address}`, more = ''): Promise<string> {
  const user = encodeURIComponent(marie.address);
  const rump = `imap://${user}@imap.ac.test/Brouillons;UIDVALIDITY=${validity}/;UID=1${what}${more};URLAUTH=${access}`;
  const { untagged, text } = await imap.command(`GENURLAUTH "${rump}" INTERNAL`);
  assert.ok(untagged[0] !== undefined, text);
  return /^GENURLAUTH "(.*)"$/.exec(untagged[0].text)![1]!;
}

/** A submission that is signed in, with a message begun for Paul. */
async function begin(extra = ''): Promise<SmtpClient> {
  const smtp = await connectSmtp({ port: doors.ports.submissions, tls: true });
  await smtp.reply();
  const hello = await smtp.command('EHLO client.example');
  assert.ok(hello.some(line => /^250.BURL imap$/.test(line)));
  await smtp.command(`AUTH PLAIN ${Buffer.from(`\0${marie.address}\0${password}`).toString('base64')}`);
  await smtp.command(`MAIL FROM:<${marie.address}>${extra}`);
  await smtp.command(`RCPT TO:<${paul.address}>`);
  return smtp;
}
const last = async () => (await world.messages(paul)).at(-1)!;

test('a draft leaves by its URL alone', async () => {
  const smtp = await begin();
  assert.match((await smtp.command(`BURL ${await sign('')} LAST`)).join(), /^250 2\.0\.0 OK /);
  assert.ok((await last()).endsWith(draft.slice(draft.indexOf('MIME-Version'))));
  smtp.destroy();
});

test('a new header by BDAT, a part of the draft by BURL, an end by BDAT: one message', async () => {
  const smtp = await begin(' BODY=BINARYMIME');
  const head = `From: ${marie.address}\r\nSubject: assemblage\r\n\r\n`;
  smtp.send(`BDAT ${head.length}\r\n${head}`);
  await smtp.reply();
  assert.match((await smtp.command(`BURL ${await sign('/;SECTION=2')}`)).join(), /^250 2\.5\.0 4 octets/);
  smtp.send('BDAT 5 LAST\r\nfin\r\n');
  assert.match((await smtp.reply()).join(), /^250 2\.0\.0 OK /);
  assert.match(await last(), /Subject: assemblage\r\n\r\ndeuxfin\r\n$/);
  smtp.destroy();
});

test('a URL for somebody else, for IMAP, changed, too old or after a reset of keys leads to nothing', async () => {
  const good = await sign('');
  const late = await sign('', `submit+${marie.address}`, ';EXPIRE=2026-01-01T00:00:00Z');
  const foreign = [
    await sign('', `submit+${paul.address}`),
    await sign('', 'anonymous'),
    await sign('', `user+${marie.address}`),
    good.replace('UID=1', 'UID=2'),
    late,
    'imap://127.0.0.1:1/INBOX/;UID=1',
    'http://127.0.0.1/',
  ];
  for (const url of foreign) {
    const smtp = await begin();
    assert.match((await smtp.command(`BURL ${url} LAST`)).at(-1)!, /^554 5\.6\.6/, url);
    assert.match((await smtp.command('BDAT 0 LAST')).at(-1)!, /^503/);
    smtp.destroy();
  }
  await imap.command('RESETKEY Brouillons INTERNAL');
  const smtp = await begin();
  assert.match((await smtp.command(`BURL ${good} LAST`)).at(-1)!, /^554 5\.6\.6/);
  smtp.destroy();
});

test('nothing here was a bug', () => assert.deepEqual(world.faults, []));
