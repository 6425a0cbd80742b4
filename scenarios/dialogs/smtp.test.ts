/** Every dialogue of smtp/ against a server whose people live in memory: the conversation alone is on trial. */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { after, test } from 'node:test';
import type { AccountId, Address } from '../../server/model/account.ts';
import { Refusal } from '../../server/model/refusal.ts';
import { createLog } from '../../server/observe/log.ts';
import type { Door, DoorMessage } from '../../server/protocols/smtp/door.ts';
import { serve } from '../../server/protocols/smtp/serve.ts';
import { serverSecureContext } from '../../server/protocols/wire/secure-context.ts';
import { throwawayCertificate } from '../../server/protocols/wire/throwaway-certificate.ts';
import { systemTimers } from '../../server/protocols/wire/timers.ts';
import { playDialog, readDialog } from './dialog.ts';

const context = serverSecureContext(await throwawayCertificate('mail.test', new Date()));
const clock = { now: () => new Date('2026-11-24T09:00:00Z') };
const people = ['marie@ac.test', 'paul@ac.test', 'plein@ac.test', 'postmaster@ac.test'];
const faults: string[] = [];

/** What has been taken, so that the messages themselves can be looked at. */
const taken: DoorMessage[] = [];

function door(kind: Door['kind']): Door {
  return {
    kind,
    hostName: 'mail.test',
    domain: 'ac.test',
    messageBytes: 100_000,
    strayEndings: kind === 'arrival' ? 'refuse' : 'normalise',
    async signIn(user, password) {
      if (password !== 'secret') throw new Refusal('bad-credentials');
      if (user === 'nouveau@ac.test') throw new Refusal('not-activated');
      return { accountId: 1 as AccountId, address: user as Address, roles: [] };
    },
    async signInToken(user, token) {
      if (token !== 'good.token') throw new Refusal('bad-credentials');
      return { accountId: 1 as AccountId, address: (user || 'marie@ac.test') as Address, roles: [] };
    },
    async sender(client, sender) {
      if (kind === 'submission' && sender?.text !== client.actor?.address) throw new Refusal('sender-not-yours');
    },
    async recipient(_client, address) {
      if (address.domain !== 'ac.test' && kind !== 'submission') throw new Refusal('relay-denied');
      if (address.domain === 'ac.test' && !people.includes(address.text)) throw new Refusal('no-such-recipient');
      return { address };
    },
    async readUrl(actor, url) {
      if (url === 'imap://large') return Buffer.alloc(100_001, 'x');
      return url === `imap://${actor.address}/1` ? Buffer.from('Subject: kept\r\n\r\n') : null;
    },
    async take(_client, message) {
      taken.push(message);
      const outcomes = message.recipients.map(({ recipient }) =>
        recipient.address.local === 'plein' ? new Refusal('over-quota') : null,
      );
      return { trace: 'trace', outcomes };
    },
  };
}

const small = { recipients: 3, messages: 5, errors: 9, idleCommands: 5, tarpit: 0 };
const options = {
  host: '127.0.0.1',
  port: 0,
  secureContext: () => context,
  timers: systemTimers,
  limits: { total: 100, perNetwork: 100, ...small },
};
const log = createLog(clock, line => faults.push(line), 'error');
const servers = {
  arrival: await serve({ clock, log }, door('arrival'), { ...options, tls: 'none' }),
  submission: await serve({ clock, log }, door('submission'), { ...options, tls: 'implicit' }),
  lmtp: await serve({ clock, log }, door('lmtp'), { ...options, tls: 'none' }),
};
after(() => Promise.all(Object.values(servers).map(server => server.close())));

const folder = new URL('smtp/', import.meta.url).pathname;
for (const name of (await readdir(folder)).sort()) {
  test(name.replace('.txt', '').replaceAll('-', ' '), async () => {
    const { door, steps } = await readDialog(`${folder}${name}`);
    const server = servers[door as Door['kind']];
    await playDialog(`smtp/${name}`, steps, { port: server.port, tls: door === 'submission' });
    assert.deepEqual(faults, []);
  });
}

test('what was taken is what was sent: dots undone, stray endings made whole, binary kept', () => {
  const texts = taken.map(({ bytes }) => bytes.toString('latin1'));
  assert.ok(texts.includes('Subject: essai\r\n\r\n.un point\r\n'));
  assert.ok(texts.includes('From: marie@ac.test\r\nSubject: scan\r\n\r\n.\r\nbody\r\n'));
  assert.ok(texts.includes('Subject: x\r\n\r\n\0\n.'));
  assert.ok(texts.includes('Subject: \xe9t\xe9\r\n\r\n\xe9\r\n'));
  assert.equal(texts.filter(text => text.includes('evil') || text.includes('forged')).length, 0);
});
