import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authenticate } from 'mailauth';
import { sealForward } from './seal.ts';
import { createSigningKey, signingRecords } from './sign.ts';

const now = new Date();
const key = createSigningKey('ac.test', 's', 'rsa');
const zone = new Map(signingRecords([key]).map(({ name, value }) => [name, value]));
const house = { hostName: 'mail.ac.test', now };

async function chainOf(bytes: Buffer): Promise<string> {
  const { arc } = await authenticate(bytes, {
    ip: '203.0.113.1',
    helo: 'mx.test',
    sender: '',
    disableBimi: true,
    resolver: async name => {
      const value = zone.get(name);
      if (value === undefined) throw Object.assign(new Error(name), { code: 'ENOTFOUND' });
      return [[value]];
    },
  });
  return arc === false ? 'none' : arc.status.result;
}

const judged = (chain: string) =>
  Buffer.from(
    `Authentication-Results: mail.ac.test;\r\n spf=pass smtp.mailfrom=x@out.test;\r\n arc=${chain}\r\nFrom: x@out.test\r\nDate: Tue, 24 Nov 2026 10:00:00 +0100\r\nSubject: x\r\n\r\n.\r\n`,
  );

test('a message that was judged here is sealed, and the seal holds; a second hop adds its own', async () => {
  const first = Buffer.concat([await sealForward(judged('none'), key, house), judged('none')]);
  assert.equal(await chainOf(first), 'pass');
  const again = Buffer.concat([Buffer.from('Authentication-Results: mail.ac.test; arc=pass\r\n'), first]);
  const second = Buffer.concat([await sealForward(again, key, house), again]);
  assert.match(second.toString(), /ARC-Seal: i=2/);
  assert.equal(await chainOf(second), 'pass');
});

test('a broken chain is not mended, and what was not judged here is not vouched for', async () => {
  assert.equal((await sealForward(judged('fail'), key, house)).length, 0);
  assert.equal((await sealForward(Buffer.from('From: x@out.test\r\n\r\n.\r\n'), key, house)).length, 0);
});
