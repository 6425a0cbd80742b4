import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imapDoor } from '../../../dev/testing/imap-door.ts';
import { Refusal } from '../../model/refusal.ts';
import { ImapClient } from './client.ts';

const always = 'IMAP4rev1 IMAP4rev2 LITERAL+ SASL-IR ID ENABLE LANGUAGE COMPRESS=DEFLATE';
const inside = `
  IDLE NAMESPACE UNSELECT CHILDREN UIDPLUS MOVE CONDSTORE QRESYNC ESEARCH SEARCHRES SORT SORT=DISPLAY ESORT
  CONTEXT=SEARCH CONTEXT=SORT PARTIAL THREAD=ORDEREDSUBJECT THREAD=REFERENCES THREAD=REFS MULTISEARCH WITHIN
  LIST-EXTENDED LIST-STATUS LIST-MYRIGHTS LIST-METADATA SPECIAL-USE CREATE-SPECIAL-USE STATUS=SIZE APPENDLIMIT=60000000
  MULTIAPPEND CATENATE BINARY REPLACE QUOTA QUOTA=RES-STORAGE QUOTA=RES-MESSAGE ACL RIGHTS=kxte METADATA NOTIFY OBJECTID
  SAVEDATE PREVIEW UIDONLY MESSAGELIMIT=1000000 INPROGRESS JMAPACCESS UTF8=ACCEPT I18NLEVEL=1 FILTERS URLAUTH
  URL-PARTIAL UNAUTHENTICATE`;

test('what is offered in each state is the whole list, and nothing that is not meant then', async t => {
  const signInToken = async () => {
    throw new Refusal('bad-credentials');
  };
  const door = await imapDoor({}, {}, { signInToken, scram: true, jmapUrl: 'https://mail.test/jmap' });
  t.after(() => door.close());
  const told = async (client: ImapClient) =>
    (await client.command('CAPABILITY')).untagged[0]!.text.split(' ').slice(1).sort();
  const list = (...texts: string[]) => texts.join(' ').trim().split(/\s+/).sort();

  const plain = await ImapClient.connect({ port: door.plainPort });
  t.after(() => plain.close());
  assert.deepEqual(await told(plain), list(always, 'STARTTLS LOGINDISABLED'));
  const stranger = await door.connect(t);
  const mechanisms = 'PLAIN LOGIN OAUTHBEARER XOAUTH2 SCRAM-SHA-256 SCRAM-SHA-256-PLUS';
  assert.deepEqual(await told(stranger), list(always, mechanisms.replace(/\S+/g, 'AUTH=$&')));
  const client = await door.connect(t, await door.account('tout'));
  assert.deepEqual(await told(client), list(always, inside));
});

test('one network has so many connections, and the next one is turned away', async t => {
  const door = await imapDoor({ perNetwork: 2 });
  t.after(() => door.close());
  await door.connect(t);
  await door.connect(t);
  await assert.rejects(ImapClient.connect({ port: door.port, tls: true }));
  const plain = await ImapClient.connect({ port: door.plainPort });
  t.after(() => plain.close());
  assert.match(plain.greeting, /^OK/);
});
