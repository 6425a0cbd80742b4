import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import { type ImapDoor, imapDoor } from '../../../dev/testing/imap-door.ts';
import type { Actor } from '../../services/actor.ts';
import { putScript } from '../../services/filters/put-script.ts';
import { eventLimits } from '../../services/filters/run-on-event.ts';
import type { ImapClient, Result } from './client.ts';

let door: ImapDoor;
before(async () => {
  door = await imapDoor({}, {}, { sieveUrl: 'sieve://mail.test' });
});
after(async () => {
  await door.close();
  assert.deepEqual(door.faults, []);
});

const lines = ({ untagged }: Result) => untagged.map(({ text }) => text);

let people = 0;
async function arrive(t: TestContext): Promise<{ actor: Actor; client: ImapClient }> {
  const actor = await door.account(`evenement${++people}`);
  return { actor, client: await door.connect(t, actor) };
}

/** A script under a name of its own, tied to a mailbox ('' for all of them). */
async function tie(client: ImapClient, actor: Actor, mailbox: string, script: string): Promise<void> {
  const name = `sur ${mailbox}`;
  const put = await putScript(door.house, actor, name, Buffer.from(script));
  assert.equal(put.kind, 'kept', put.kind === 'faulty' ? put.faults[0]!.en : '');
  const tied = await client.command(`SETMETADATA "${mailbox}" (/shared/imapsieve/script "${name}")`);
  assert.equal(tied.status, 'OK');
}

async function append(client: ImapClient, mailbox: string, flags = ''): Promise<void> {
  const done = await client.command(`APPEND ${mailbox} (${flags}) `, Buffer.from('Subject: Note\r\n\r\nx\r\n'));
  assert.equal(done.status, 'OK');
}

async function flagsIn(client: ImapClient, mailbox: string): Promise<string[]> {
  await client.command(`EXAMINE ${mailbox}`);
  const fetched = lines(await client.command('UID FETCH 1:* (FLAGS)'));
  return fetched.map(line => /FLAGS \(([^)]*)\)/.exec(line)![1]!.replace(/ ?\\Recent/, ''));
}

/** Puts on a message, as keywords, what the script was told. */
const telling = `require ["imapsieve", "environment", "variables", "imap4flags"];
  if environment :matches "imap.cause" "*" { set "cause" "\${1}"; }
  if environment :matches "imap.changedflags" "*" { set "changed" "\${1}"; }
  if environment :is "imap.mailbox" "Projets" { addflag "ici"; }
  if not environment :is "imap.user" "" { addflag "quelquun"; }
  if environment :is "location" "MS" { if environment :is "phase" "post" { addflag "apres"; } }
  addflag "cause-\${cause}";
  if not string :is "\${changed}" "" { addflag "marque"; }`;

test('the capability names the server of scripts, and both sides speak of events (rfc/6785#2.1)', async t => {
  const { client } = await arrive(t);
  assert.match(lines(await client.command('CAPABILITY'))[0]!, / IMAPSIEVE=sieve:\/\/mail\.test /);
});

test('APPEND, COPY and MOVE run the script of the mailbox that receives, and no other (rfc/6785#2.2)', async t => {
  const { actor, client } = await arrive(t);
  await client.command('CREATE Projets');
  await tie(client, actor, 'Projets', telling);
  await append(client, 'Projets');
  assert.deepEqual(await flagsIn(client, 'Projets'), ['apres cause-APPEND ici quelquun']);
  await append(client, 'INBOX');
  await append(client, 'INBOX');
  assert.deepEqual(await flagsIn(client, 'INBOX'), ['', '']);
  await client.command('SELECT INBOX');
  await client.command('COPY 1 Projets');
  await client.command('MOVE 2 Projets');
  assert.deepEqual((await flagsIn(client, 'Projets')).slice(1), [
    'apres cause-COPY ici quelquun',
    'apres cause-COPY ici quelquun',
  ]);
});

test('STORE and reading raise FLAG with the flags that changed, as they are afterwards; nothing changed raises none', async t => {
  const { actor, client } = await arrive(t);
  await append(client, 'INBOX');
  await tie(
    client,
    actor,
    'INBOX',
    `require ["imapsieve", "environment", "imap4flags"];
     if allof (environment :contains "imap.changedflags" "\\\\Flagged", hasflag "\\\\Flagged") { addflag "drapeau"; }
     if environment :is "imap.changedflags" "\\\\Seen" { addflag "lu"; }
     if environment :is "imap.changedflags" "urgent" { addflag "mot"; }`,
  );
  await client.command('SELECT INBOX');
  const stored = lines(await client.command('STORE 1 +FLAGS (\\Flagged)')).map(line => line.replace('UID 1 ', ''));
  const told = stored.filter(line => line.includes('FETCH'));
  assert.deepEqual(told, ['1 FETCH (FLAGS (\\Flagged \\Recent))', '1 FETCH (FLAGS (\\Flagged drapeau \\Recent))']);
  await client.command('STORE 1 -FLAGS (drapeau)');
  await client.command('STORE 1 +FLAGS (\\Flagged)');
  await client.command('FETCH 1 BODY[]');
  await client.command('STORE 1 +FLAGS (urgent)');
  assert.deepEqual(await flagsIn(client, 'INBOX'), ['\\Flagged \\Seen lu mot urgent']);
});

test('what a script does is no event: no circle of two mailboxes, nor of its own flags (rfc/6785#6)', async t => {
  const { actor, client } = await arrive(t);
  await client.command('CREATE A');
  await client.command('CREATE B');
  const require = '"imapsieve", "fileinto", "copy", "imap4flags"';
  await tie(client, actor, 'A', `require [${require}]; fileinto :copy "B"; addflag "vu-a";`);
  await tie(client, actor, 'B', `require [${require}]; fileinto :copy "A"; addflag "vu-b";`);
  await append(client, 'A', '\\Flagged');
  assert.deepEqual(await flagsIn(client, 'A'), ['\\Flagged vu-a']);
  assert.deepEqual(await flagsIn(client, 'B'), ['\\Flagged']);
});

test('what is not kept stays, marked \\Deleted; a copy is a message of its own and changes live only there (rfc/6785#3)', async t => {
  const { actor, client } = await arrive(t);
  for (const name of ['Jetees', 'Rangees', 'Classees']) await client.command(`CREATE ${name}`);
  await tie(client, actor, 'Jetees', 'require "imapsieve"; discard;');
  await tie(
    client,
    actor,
    'Rangees',
    'require ["imapsieve", "fileinto", "imap4flags", "editheader"]; addheader "X-Trace" "1"; fileinto :flags "copie" "Classees";',
  );
  await append(client, 'Jetees');
  await append(client, 'Rangees', 'original');
  assert.deepEqual(await flagsIn(client, 'Jetees'), ['\\Deleted']);
  assert.deepEqual(await flagsIn(client, 'Rangees'), ['\\Deleted original']);
  assert.deepEqual(await flagsIn(client, 'Classees'), ['copie']);
  const read = async (mailbox: string) => {
    await client.command(`EXAMINE ${mailbox}`);
    return JSON.stringify(lines(await client.command('FETCH 1 BODY[HEADER]')));
  };
  assert.ok(!(await read('Rangees')).includes('X-Trace'));
});

test('a redirection leaves in the owner’s name, and one command sends no more than its bound', async t => {
  const { actor, client } = await arrive(t);
  await client.command('CREATE Dehors');
  await tie(client, actor, 'Dehors', 'require ["imapsieve", "copy"]; redirect :copy "ailleurs@ac-amiens.test";');
  for (let each = 0; each < eventLimits.sent + 3; each++) await append(client, 'INBOX');
  await client.command('SELECT INBOX');
  await client.command('COPY 1:* Dehors');
  const [count] = await door.house.store.database.query<{ n: number }>({
    text: `select count(*)::int as n from queue_recipient where address = 'ailleurs@ac-amiens.test'`,
  });
  assert.equal(count!.n, eventLimits.sent);
});

test('scripts that answer a delivery, and tests of an envelope, fail: the message stays as it is (rfc/6785#3.11, rfc/6785#4.6)', async t => {
  const { actor, client } = await arrive(t);
  for (const [name, script] of Object.entries({
    Vacances: 'require ["imapsieve", "vacation", "imap4flags"]; addflag "trop";',
    Enveloppe: 'require ["imapsieve", "envelope", "imap4flags"]; addflag "trop"; if envelope "from" "" { discard; }',
  })) {
    await client.command(`CREATE ${name}`);
    await tie(client, actor, name, script);
    await append(client, name, 'avant');
    assert.deepEqual(await flagsIn(client, name), ['avant']);
  }
});

test('the account’s own entry stands for every mailbox that has none; an empty or unknown name stands for nothing', async t => {
  const { actor, client } = await arrive(t);
  await client.command('CREATE Vide');
  await client.command('CREATE Inconnu');
  await tie(client, actor, '', 'require ["imapsieve", "imap4flags"]; addflag "partout";');
  await client.command('SETMETADATA Vide (/shared/imapsieve/script "")');
  await client.command('SETMETADATA Inconnu (/shared/imapsieve/script "absent")');
  for (const mailbox of ['INBOX', 'Vide', 'Inconnu']) await append(client, mailbox);
  assert.deepEqual(await flagsIn(client, 'INBOX'), ['partout']);
  assert.deepEqual(await flagsIn(client, 'Vide'), ['']);
  assert.deepEqual(await flagsIn(client, 'Inconnu'), ['']);
});

test('a guest sets off the owner’s script and is named by it, but ties none', async t => {
  const { actor, client } = await arrive(t);
  const guest = await arrive(t);
  await client.command('CREATE Commun');
  await client.command(`SETACL Commun ${guest.actor.address} lrswit`);
  await tie(
    client,
    actor,
    'Commun',
    `require ["imapsieve", "environment", "imap4flags"];
     if environment :is "imap.user" "${guest.actor.address}" { addflag "invite"; }`,
  );
  const shared = lines(await guest.client.command('LIST "" *')).find(line => line.includes('Commun'))!;
  const name = /"?([^" ]*Commun)"?$/.exec(shared)![1]!;
  await append(guest.client, `"${name}"`);
  assert.deepEqual(await flagsIn(client, 'Commun'), ['invite']);
  const tied = await guest.client.command(`SETMETADATA "${name}" (/shared/imapsieve/script "autre")`);
  assert.equal(tied.status, 'NO');
});
