/** A campaign from outside, as mail programs live it: junk, its header, a report by a move, the pull-back. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { pullBack } from '../../server/services/phishing/pull-back.ts';
import { readQueue } from '../../server/services/phishing/queue.ts';
import { asAnalyst, phish } from './campaign.ts';
import { openGuardedHouse, password } from './doors.ts';

const world = await openGuardedHouse();
const { house, ports } = world;
after(() => world.close());
const marie = await world.person('marie');
const paul = await world.person('paul');
const analyst = asAnalyst(await world.person('analyste'));

const junk = '"Ind&AOk-sirables"';
const reporting = '"Signaler un hame&AOc-onnage"';
const tls = { rejectUnauthorized: false };

async function bring(text: string, to: readonly string[], port = ports.smtp, lmtp = false): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port, lmtp, tls } as object);
  const raw = text.replaceAll('\n', '\r\n');
  await transport.sendMail({ envelope: { from: 'admin@boite-pro.test', to: [...to] }, raw });
}

const submit = (message: SendMailOptions) =>
  createTransport({
    host: '127.0.0.1',
    port: ports.submission,
    secure: true,
    tls,
    auth: { user: marie.address, pass: password },
  }).sendMail({ from: marie.address, ...message });

const said = async (run: Promise<unknown>): Promise<string> => JSON.stringify(await run);

test('a phishing mail is in junk with its reasons, whatever it claims of itself', async () => {
  await bring(`X-Phishing-Verdict: none; score=0\n${phish('agent', 't1')}`, [marie.address, paul.address]);
  const client = await world.imap(marie);
  assert.match(await said(client.command(`SELECT ${junk}`)), /1 EXISTS/);
  const { untagged } = await client.command('FETCH 1 (BODY.PEEK[HEADER.FIELDS (X-Phishing-Verdict)])');
  const header = untagged[0]!.literals[0]!.toString();
  assert.match(header, /^X-Phishing-Verdict: strong; score=\d+;\r\n\trules=[a-z,-]*threat-account[a-z,-]*\r\n\r\n$/);
  assert.match(await said(client.command('SELECT INBOX')), /0 EXISTS/);
});

test('a front server that speaks LMTP brings it into junk as well', async () => {
  await bring(phish('agent', 't2'), [marie.address], ports.lmtp, true);
  assert.match(await said((await world.imap(marie)).command(`STATUS ${junk} (MESSAGES)`)), /MESSAGES 2/);
});

test('an ordinary mail goes to the inbox and says nothing', async () => {
  await bring(
    'From: Mairie <ecoles@mairie.test>\nSubject: Cantine\nMessage-ID: <m1@mairie.test>\n\nLe menu est joint.\n',
    [marie.address],
  );
  const client = await world.imap(marie);
  assert.match(await said(client.command('SELECT INBOX')), /1 EXISTS/);
  const { untagged } = await client.command('FETCH 1 BODY.PEEK[HEADER]');
  assert.doesNotMatch(untagged[0]!.literals[0]!.toString(), /X-Phishing-Verdict/);
});

test('moved into the reporting mailbox it is reported, gone, and pulled back from everybody else', async () => {
  const client = await world.imap(marie);
  const other = await world.imap(paul);
  assert.match(await said(other.command(`SELECT ${junk}`)), /1 EXISTS/);
  await client.command(`SELECT ${junk}`);
  const moved = await said(client.command(`MOVE 1 ${reporting}`));
  assert.match(moved, /1 EXPUNGE/);
  assert.doesNotMatch(moved, /COPYUID/);
  assert.match(await said(client.command(`STATUS ${reporting} (MESSAGES)`)), /MESSAGES 0/);
  const [campaign] = await readQueue(house, analyst);
  assert.equal(campaign?.subject, 'votre compte sera suspendu');
  await pullBack(house, analyst, campaign!.id);
  assert.match(await said(other.command('NOOP')), /1 EXPUNGE/);
  assert.match(await said(client.command('NOOP')), /1 EXPUNGE/, 'the copy that came by LMTP is of the campaign');
});

test('a program that knows no MOVE reports by a copy', async () => {
  await bring('From: Jeu <jeu@gain.test>\nSubject: Gagnez\nMessage-ID: <g1@gain.test>\n\nUn voyage vous attend.\n', [
    paul.address,
  ]);
  const client = await world.imap(paul);
  assert.match(await said(client.command('SELECT INBOX')), /1 EXISTS/);
  await client.command(`COPY 1 ${reporting}`);
  assert.match(await said(client.command('NOOP')), /1 EXPUNGE/);
  assert.ok((await readQueue(house, analyst)).some(({ subject }) => subject === 'gagnez'));
});

test('a mail forwarded as an attachment to signalement@ is reported, and filed nowhere', async () => {
  const text = 'From: Colis <colis@livre.test>\nSubject: Colis\nMessage-ID: <c9@livre.test>\n\nPayez 2 euros.\n';
  await bring(text, [marie.address]);
  const client = await world.imap(marie);
  assert.match(await said(client.command('SELECT INBOX')), /2 EXISTS/);
  const attached = { filename: 'colis.eml', contentType: 'message/rfc822', content: text.replaceAll('\n', '\r\n') };
  const noOffice = submit({ to: 'signalement@ac-amiens.test', text: 'bonjour', attachments: [attached] });
  await assert.rejects(noOffice, /550/, 'a house without postmaster has nobody to read what is no report');
  const post = await world.person('postmaster');
  Object.assign(house, { postmaster: post.address });
  await submit({ to: 'signalement@ac-amiens.test', text: 'Voyez', attachments: [attached] });
  assert.match(await said(client.command('NOOP')), /2 EXPUNGE/);
  assert.ok((await readQueue(house, analyst)).some(({ subject }) => subject === 'colis'));
  await submit({ to: 'signalement@ac-amiens.test', text: 'On m’a appelée au téléphone.' });
  assert.match(await said((await world.imap(post)).command('SELECT INBOX')), /1 EXISTS/);
});

test('one’s own password does not leave, and both languages say why', async () => {
  const leak = submit({ to: paul.address, subject: 'Mon compte', text: `Voici : ${password}` });
  await assert.rejects(
    leak,
    /550-5\.7\.1 Votre message contient votre propre mot de passe.*Your message holds your own/s,
  );
  const inHtml = submit({ to: paul.address, html: `<p>Mot de passe&nbsp;: <b>${password}</b></p>` });
  await assert.rejects(inHtml, /550/);
  await submit({ to: paul.address, text: 'Bonjour' });
});

test('nothing here was a bug', () => assert.deepEqual(world.faults, []));
