import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type ImapDoor, imapDoor } from '../testing/imap-door.ts';
import { fuzz, states } from './imap.ts';

let door: ImapDoor;
before(async () => {
  door = await imapDoor({ bad: 1000, badBefore: 1000 }, {}, { scram: true });
});
after(() => door.close());

for (const state of states) {
  test(`anything said in the state "${state}" is answered, and the session lives or ends politely`, async () => {
    assert.ok((await fuzz(door, state, 0.5, 5)) > 0);
  });
}
