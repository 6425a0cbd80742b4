import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type ImapDoor, imapDoor } from '../../../dev/testing/imap-door.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Actor } from '../../services/actor.ts';
import type { Result } from './client.ts';

let door: ImapDoor;
let chief: Actor;
before(async () => {
  // The administrator's token stands for a role that accounts of this house of tests have not.
  const signInToken = async ({ token }: { token: string }) => {
    if (token !== 'chef') throw new Refusal('bad-credentials');
    return { ...chief, roles: [{ role: 'administrator' as const, uai: '' }] };
  };
  door = await imapDoor({}, {}, { signInToken });
  chief = await door.account('administratrice');
});
after(async () => {
  await door.close();
  assert.deepEqual(door.faults, []);
});

const whole = ({ status, text }: Result) => `${status} ${text}`;
const lines = ({ untagged }: Result) => untagged.map(({ text }) => text);

test('an administrator bounds messages as well as bytes, and both are counted in every mailbox', async t => {
  const actor = await door.account('bornee');
  const client = await door.connect(t, actor);
  const admin = await door.connect(t);
  const bearer = Buffer.from('n,,\x01auth=Bearer chef\x01\x01').toString('base64');
  assert.match(whole(await admin.command(`AUTHENTICATE OAUTHBEARER ${bearer}`)), /QUOTASET/);
  assert.match((await client.command('CAPABILITY')).untagged[0]!.text, /QUOTA=RES-STORAGE QUOTA=RES-MESSAGE/);
  assert.doesNotMatch((await client.command('CAPABILITY')).untagged[0]!.text, /QUOTASET/);

  const set = await admin.command(`SETQUOTA ${actor.address} (STORAGE 100 MESSAGE 3)`);
  assert.deepEqual(lines(set), [`QUOTA ${actor.address} (STORAGE 0 100 MESSAGE 0 3)`]);
  for (const box of ['INBOX', 'Archives'])
    assert.equal((await client.command(`APPEND ${box} `, Buffer.from('Subject: x\r\n\r\n'))).status, 'OK');
  await client.command('SELECT INBOX');
  assert.equal((await client.command('COPY 1 Archives')).status, 'OK');
  assert.match(whole(await client.command('COPY 1 Archives')), /^NO \[OVERQUOTA\]/);
  assert.match(whole(await client.command('APPEND INBOX ', Buffer.from('Subject: x\r\n\r\n'))), /^NO \[OVERQUOTA\]/);
  assert.equal((await client.command('MOVE 1 Archives')).status, 'OK');
  assert.match(lines(await client.command(`GETQUOTA ${actor.address}`))[0]!, /MESSAGE 3 3\)$/);
  assert.match(lines(await client.command('STATUS Archives (MESSAGES DELETED)'))[0]!, /MESSAGES 3 DELETED 0/);

  const freed = await admin.command(`SETQUOTA ${actor.address} (STORAGE 50)`);
  assert.deepEqual(lines(freed), [`QUOTA ${actor.address} (STORAGE 1 50)`]);
  assert.equal((await client.command('APPEND INBOX ', Buffer.from('Subject: x\r\n\r\n'))).status, 'OK');
  assert.deepEqual(lines(await admin.command(`SETQUOTA ${actor.address} (MESSAGE 9)`)), [
    `QUOTA ${actor.address} (STORAGE 1 50 MESSAGE 4 9)`,
  ]);
  assert.match(whole(await admin.command(`SETQUOTA ${actor.address} (MAILBOX 9)`)), /^NO \[CANNOT\]/);
});
