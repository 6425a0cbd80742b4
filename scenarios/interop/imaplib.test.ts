import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type ImapDoor, imapDoor } from '../../dev/testing/imap-door.ts';
import { absent, run, workplace } from './client-program.ts';

let door: ImapDoor;
before(async () => {
  door = await imapDoor();
});
after(async () => {
  await door.close();
  assert.deepEqual(door.faults, []);
});

/** What a script of an administrator does with Python's own library. */
const script = `
import imaplib, ssl, sys, time
port, user, ca = int(sys.argv[1]), sys.argv[2], sys.argv[3]
box = imaplib.IMAP4_SSL('localhost', port, ssl_context=ssl.create_default_context(cafile=ca))
box.login(user, 'secret')
print(box.enable('UTF8=ACCEPT')[0], box.namespace()[0])
for each in range(3):
    box.append('INBOX', '(\\\\Flagged)', imaplib.Time2Internaldate(time.time()), b'Subject: n%d\\r\\n\\r\\ncorps' % each)
print(box.select('INBOX')[1])
print(box.search(None, 'FLAGGED', 'SUBJECT', 'n1')[1])
print(box.fetch('1:2', '(FLAGS RFC822.SIZE BODY.PEEK[TEXT])')[1][0])
print(box.store('2', '+FLAGS', '\\\\Deleted')[1])
print(box.uid('SORT', '(REVERSE SUBJECT)', 'UTF-8', 'ALL')[1])
print(box.thread('REFERENCES', 'UTF-8', 'ALL')[1])
print(box.copy('1', 'Archives')[0], box.expunge()[1], box.status('Archives', '(MESSAGES)')[1])
print(box.create('Projets')[0], box.rename('Projets', 'Idees')[0], box.delete('Idees')[0])
print(box.getquotaroot('INBOX')[0], box.getacl('INBOX')[0])
print(box.close()[0], box.logout()[0])
`;

test('python3 imaplib runs its commands', { skip: absent('/usr/bin/python3', 'python3') }, async t => {
  const actor = await door.account('imaplib');
  const { directory, certificate } = await workplace(t, door.certificate);
  const { code, output } = await run(['/usr/bin/python3', '-c', script, `${door.port}`, actor.address, certificate], {
    directory,
  });
  assert.equal(code, 0, output);
  assert.deepEqual(output.trim().split('\n'), [
    'OK OK',
    "[b'3']",
    "[b'2']",
    "(b'1 (FLAGS (\\\\Flagged \\\\Recent) RFC822.SIZE 20 BODY[TEXT] {5}', b'corps')",
    "[b'2 (UID 2 FLAGS (\\\\Flagged \\\\Deleted \\\\Recent))']",
    "[b'3 2 1']",
    "[b'(1)(2)(3)']",
    "OK [b'2'] [b'Archives (MESSAGES 1)']",
    'OK OK OK',
    'OK OK',
    'OK BYE',
  ]);
});
