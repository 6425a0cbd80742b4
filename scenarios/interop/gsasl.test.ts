import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type ImapDoor, imapDoor } from '../../dev/testing/imap-door.ts';
import { absent, run, workplace } from './client-program.ts';

let door: ImapDoor;
before(async () => {
  door = await imapDoor({}, {}, { scram: true });
});
after(async () => {
  await door.close();
  assert.deepEqual(door.faults, []);
});

const skip = absent('/usr/bin/gsasl', 'gsasl');

for (const mechanism of ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-256-PLUS']) {
  test(`GNU SASL signs in by ${mechanism}, and not with a wrong password`, { skip }, async t => {
    const actor = await door.account(`gsasl-${mechanism.toLowerCase()}`);
    await door.connect(t, actor);
    const { directory, certificate } = await workplace(t, door.certificate);
    const signIn = (password: string) =>
      run(
        [
          ...['gsasl', '--imap', `--mechanism=${mechanism}`, `--x509-ca-file=${certificate}`],
          ...[`--authentication-id=${actor.address}`, '--authorization-id=', `--password=${password}`],
          ...(mechanism.endsWith('PLUS') ? [] : ['--no-cb']),
          ...['--connect', `localhost:${door.plainPort}`],
        ],
        { directory, seconds: 20 },
      );
    const good = await signIn('secret');
    assert.match(good.output, /OK \[CAPABILITY .*IDLE/, good.output);
    assert.match((await signIn('faux')).output, /NO \[AUTHENTICATIONFAILED\]/);
  });
}
