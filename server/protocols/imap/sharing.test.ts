import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import { type ImapDoor, imapDoor } from '../../../dev/testing/imap-door.ts';
import type { ImapClient, Result } from './client.ts';

let door: ImapDoor;
before(async () => {
  door = await imapDoor();
});
after(async () => {
  await door.close();
  assert.deepEqual(door.faults, []);
});

const lines = ({ untagged }: Result) => untagged.map(({ text }) => text);
const whole = ({ status, text }: Result) => `${status} ${text}`;
const message = (subject: string) => Buffer.from(`Subject: ${subject}\r\n\r\nx\r\n`);

let pairs = 0;
/** An owner with a mailbox of two messages, a guest with some rights over it. */
async function share(t: TestContext, rights: string) {
  const owner = await door.account(`chef${++pairs}`);
  const guest = await door.account(`adjointe${pairs}`);
  const [own, visit] = await Promise.all([door.connect(t, owner), door.connect(t, guest)]);
  await own.command('CREATE Conseils');
  await own.command('APPEND Conseils ', message('un'));
  await own.command('APPEND Conseils (\\Seen) ', message('deux'));
  await own.command(`SETACL Conseils ${guest.address} ${rights}`);
  await visit.command('ENABLE IMAP4rev2');
  const name = `"Partagées/${owner.address}/Conseils"`;
  return { owner, guest, own, visit, name };
}

const flagsOf = async (client: ImapClient) =>
  lines(await client.command('FETCH 1:* (FLAGS)')).map(line => line.replace(' \\Recent', '').replace('\\Recent', ''));

test('a shared mailbox is listed, in a namespace of its own, with the rights given', async t => {
  const { owner, guest, own, visit, name } = await share(t, 'lrs');
  assert.deepEqual(lines(await visit.command('NAMESPACE')), ['NAMESPACE (("" "/")) (("Partagées/" "/")) NIL']);
  assert.deepEqual(lines(await visit.command('LIST "" "Partagées/*" RETURN (MYRIGHTS)')), [
    `LIST (\\Noselect \\HasChildren) "/" "Partagées/${owner.address}"`,
    `LIST (\\HasNoChildren) "/" ${name}`,
    `MYRIGHTS ${name} lrs`,
  ]);
  assert.deepEqual(
    lines(await visit.command('LIST "" %')).filter(line => line.includes('Partag')),
    ['LIST (\\Noselect \\HasChildren) "/" "Partagées"'],
  );
  assert.deepEqual(lines(await own.command('GETACL Conseils')), [
    `ACL Conseils ${owner.address} lrswipkxteacd ${guest.address} lrs`,
  ]);
  assert.deepEqual(lines(await own.command(`LISTRIGHTS Conseils ${guest.address}`)), [
    `LISTRIGHTS Conseils ${guest.address} "" l r s w i p k x t e a c d`,
  ]);
  assert.deepEqual(lines(await visit.command(`MYRIGHTS ${name}`)), [`MYRIGHTS ${name} lrs`]);
  assert.match(whole(await visit.command(`GETACL ${name}`)), /^NO \[NOPERM\]/);
  assert.match(whole(await visit.command(`SELECT "Partagées/${owner.address}/INBOX"`)), /^NO \[NONEXISTENT\]/);
  assert.match(whole(await own.command(`SETACL Conseils personne@ac-amiens.test lr`)), /^NO/);
  assert.match(whole(await own.command(`SETACL Conseils ${guest.address} lz`)), /^BAD/);
});

test('each reader has read marks of its own, and hears of the changes of its other sessions', async t => {
  const { guest, own, visit, name } = await share(t, 'lrs');
  const again = await door.connect(t, guest);
  await again.command('ENABLE IMAP4rev2');
  assert.deepEqual(lines(await visit.command(`STATUS ${name} (MESSAGES UNSEEN)`)), [
    `STATUS ${name} (MESSAGES 2 UNSEEN 2)`,
  ]);
  await own.command('SELECT Conseils');
  await visit.command(`SELECT ${name}`);
  await again.command(`SELECT ${name}`);
  assert.deepEqual(await flagsOf(visit), ['1 FETCH (FLAGS ())', '2 FETCH (FLAGS ())']);
  assert.deepEqual(await flagsOf(own), ['1 FETCH (FLAGS ())', '2 FETCH (FLAGS (\\Seen))']);
  await visit.command('FETCH 1 (BODY[])');
  assert.deepEqual(lines(await again.command('NOOP')), ['1 FETCH (UID 1 FLAGS (\\Seen))']);
  assert.deepEqual(lines(await own.command('NOOP')), []);
  assert.deepEqual(await flagsOf(visit), ['1 FETCH (FLAGS (\\Seen))', '2 FETCH (FLAGS ())']);
  assert.match(whole(await visit.command('STORE 1 +FLAGS (\\Flagged)')), /^NO \[NOPERM\]/);
  assert.deepEqual(lines(await visit.command('STORE 1 -FLAGS (\\Seen \\Flagged)')), ['1 FETCH (UID 1 FLAGS ())']);
  assert.match(whole(await visit.command('EXPUNGE')), /^OK/);
  assert.deepEqual(lines(await visit.command(`STATUS ${name} (UNSEEN)`)), [`STATUS ${name} (UNSEEN 2)`]);
});

test('a guest with more rights files, marks and removes; copies go between accounts', async t => {
  const { own, visit, name } = await share(t, 'lrswite');
  await own.command('SELECT Conseils');
  await visit.command(`SELECT ${name}`);
  assert.match(whole(await visit.command('COPY 1 INBOX')), /^OK \[COPYUID \d+ 1 1\]/);
  await visit.command('STORE 1 +FLAGS.SILENT (\\Flagged $work)');
  assert.deepEqual(
    lines(await own.command('NOOP')).slice(-1),
    ['1 FETCH (UID 1 FLAGS (\\Flagged $work \\Recent))'].map(line => line.replace(' \\Recent', ' \\Recent')),
  );
  await visit.command('STORE 2 FLAGS (\\Answered)');
  assert.deepEqual((await flagsOf(own))[1], '2 FETCH (FLAGS (\\Answered \\Seen))');
  assert.match(whole(await visit.command(`APPEND ${name} (\\Seen) `, message('trois'))), /^OK/);
  assert.deepEqual((await flagsOf(visit))[2], '3 FETCH (FLAGS (\\Seen))');
  await own.command('NOOP');
  assert.deepEqual((await flagsOf(own))[2], '3 FETCH (FLAGS ())');
  assert.match(lines(await visit.command('MOVE 1 Archives')).join(), /COPYUID \d+ 1 1/);
  assert.deepEqual(lines(await own.command('NOOP')), ['1 EXPUNGE']);
  await visit.command('SELECT INBOX');
  assert.match(whole(await visit.command(`MOVE 1 ${name}`)), /^OK/);
  assert.ok(lines(await own.command('NOOP')).includes('3 EXISTS'));
});

test('k makes and x removes below a shared mailbox; what is made is shared alike', async t => {
  const { owner, own, visit } = await share(t, 'lrkx');
  const below = `"Partagées/${owner.address}/Conseils/3eA"`;
  assert.match(whole(await visit.command(`CREATE ${below}`)), /^OK/);
  assert.match(whole(await visit.command(`CREATE "Partagées/${owner.address}/Ailleurs"`)), /^NO \[NOPERM\]/);
  assert.ok(lines(await own.command('LIST "" *')).includes('LIST (\\HasNoChildren) "/" Conseils/3eA'));
  assert.deepEqual(lines(await visit.command(`MYRIGHTS ${below}`)), [`MYRIGHTS ${below} lrkxc`]);
  assert.match(whole(await visit.command(`RENAME ${below} "Partagées/${owner.address}/Conseils/3eB"`)), /^OK/);
  assert.match(whole(await visit.command(`DELETE "Partagées/${owner.address}/Conseils/3eB"`)), /^OK/);
});

test('who loses access hears so, and is let in no more', async t => {
  const { guest, own, visit, name } = await share(t, 'lr');
  await visit.command(`SELECT ${name}`);
  const told = visit.untagged();
  const going = await visit.idle();
  await own.command(`DELETEACL Conseils ${guest.address}`);
  await told;
  assert.equal((await going()).status, 'BYE');
  const again = await door.connect(t, guest);
  await again.command('ENABLE IMAP4rev2');
  assert.match(whole(await again.command(`SELECT ${name}`)), /^NO \[NONEXISTENT\]/);
});

test('quota: one root an account; administrators set it', async t => {
  const actor = await door.account('quota', { allowedBytes: 2048 });
  const client = await door.connect(t, actor);
  assert.deepEqual(lines(await client.command('GETQUOTAROOT INBOX')), [
    `QUOTAROOT INBOX ${actor.address}`,
    `QUOTA ${actor.address} (STORAGE 0 2)`,
  ]);
  assert.match(whole(await client.command('APPEND INBOX ', Buffer.alloc(3000, 'x'))), /^NO \[OVERQUOTA\] La boite/);
  assert.match(whole(await client.command(`SETQUOTA ${actor.address} (STORAGE 10)`)), /^NO \[NOPERM\]/);
  assert.match(whole(await client.command('GETQUOTA autre@ac-amiens.test')), /^NO \[NOPERM\]/);
});

test('what is given to anyone is everybody’s, beside what each was given (rfc/4314#2)', async t => {
  const { owner, own, visit, name } = await share(t, 's');
  const stranger = await door.connect(t, await door.account(`tous${pairs}`));
  await stranger.command('ENABLE IMAP4rev2');
  assert.match(whole(await stranger.command(`SELECT ${name}`)), /^NO \[NONEXISTENT\]/);
  assert.match(whole(await own.command('SETACL Conseils anyone lr')), /^OK/);
  assert.match(lines(await own.command('GETACL Conseils'))[0]!, / anyone lr$/);
  assert.deepEqual(lines(await stranger.command(`MYRIGHTS ${name}`)), [`MYRIGHTS ${name} lr`]);
  assert.match(lines(await visit.command(`MYRIGHTS ${name}`))[0]!, /(?=.*l)(?=.*r)(?=.*s)/);
  assert.match(lines(await stranger.command('LIST "" "Partagées/*"')).join(), new RegExp(`${owner.address}/Conseils`));
  assert.match(whole(await stranger.command(`SELECT ${name}`)), /^OK \[READ-ONLY\]/);
  assert.deepEqual(
    lines(await own.command('LIST "" "Partagées/*"')).filter(line => line.includes(owner.address)),
    [],
  );
  assert.match(whole(await own.command('DELETEACL Conseils anyone')), /^OK/);
  const other = await door.connect(t, await door.account(`encore${pairs}`));
  await other.command('ENABLE IMAP4rev2');
  assert.match(whole(await other.command(`SELECT ${name}`)), /^NO \[NONEXISTENT\]/);
  assert.equal((await visit.command(`MYRIGHTS ${name}`)).status, 'NO');
});
