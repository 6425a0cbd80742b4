import assert from 'node:assert/strict';
import { createECDH, createPublicKey, generateKeyPairSync, randomBytes, verify } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { areReceiverKeys, decryptPush, encryptPush, longestPush } from './encrypt.ts';
import { applicationServerKey, vapidAuthorization } from './vapid.ts';

const bytes = (text: string) => Buffer.from(text, 'base64url');

test('the example of RFC 8291 comes out octet for octet', () => {
  const keys = {
    p256dh: bytes('BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4'),
    auth: bytes('BTBZMqHH6r4Tts7J_aSIgg'),
  };
  const drawn = [bytes('DGv6ra1nlYgDCS1FRnbzlw'), bytes('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw')];
  const sealed = encryptPush(Buffer.from('When I grow up, I want to be a watermelon'), keys, () => drawn.shift()!);
  assert.equal(
    sealed.toString('base64url'),
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  );
});

test('whoever has the private key reads what was written, and nobody else', () => {
  const ecdh = createECDH('prime256v1');
  const keys = { p256dh: ecdh.generateKeys(), auth: randomBytes(16) };
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: longestPush }), plain => {
      const sealed = encryptPush(Buffer.from(plain), keys, randomBytes);
      assert.deepEqual(decryptPush(sealed, keys, ecdh.getPrivateKey()), Buffer.from(plain));
      assert.throws(() => decryptPush(sealed, { ...keys, auth: randomBytes(16) }, ecdh.getPrivateKey()));
    }),
    { numRuns: 20 },
  );
  assert.throws(() => encryptPush(Buffer.alloc(longestPush + 1), keys, randomBytes), RangeError);
});

test('keys that are no point of the curve are none', () => {
  const p256dh = createECDH('prime256v1').generateKeys();
  assert.ok(areReceiverKeys({ p256dh, auth: randomBytes(16) }));
  assert.ok(!areReceiverKeys({ p256dh, auth: randomBytes(15) }));
  assert.ok(
    !areReceiverKeys({ p256dh: Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 7)]), auth: randomBytes(16) }),
  );
});

test('the token names the origin posted to and is signed by the key told', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const now = new Date('2026-11-24T08:00:00Z');
  const field = vapidAuthorization(privateKey, { url: 'https://push.test:8443/p/1', contact: 'mailto:p@ac.test', now });
  const [, token, key] = /^vapid t=([\w-]+\.[\w-]+\.[\w-]+), k=([\w-]+)$/.exec(field)!;
  assert.equal(key, applicationServerKey(privateKey));
  const [head, body, signature] = token!.split('.') as [string, string, string];
  const claims = JSON.parse(bytes(body).toString());
  assert.deepEqual(claims, {
    aud: 'https://push.test:8443',
    exp: now.getTime() / 1000 + 12 * 3600,
    sub: 'mailto:p@ac.test',
  });
  const how = { key: createPublicKey(privateKey), dsaEncoding: 'ieee-p1363' } as const;
  assert.ok(verify('sha256', Buffer.from(`${head}.${body}`), how, bytes(signature)));
});
