import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { login, maxSaslResponse, oauthbearer, plain, readInitialResponse, readSaslLine, xoauth2 } from './sasl.ts';

const bytes = (text: string) => Buffer.from(text);

test('PLAIN gives who asks, who signs in and the password', () => {
  assert.deepEqual(plain.start().next(bytes('boss\0jeanne\0été 2026')), {
    kind: 'credentials',
    credentials: { kind: 'password', authorizationId: 'boss', user: 'jeanne', password: 'été 2026' },
  });
});

test('PLAIN without an initial response asks for it with an empty challenge', () => {
  assert.deepEqual(plain.start().next(undefined), { kind: 'challenge', data: bytes('') });
});

test('PLAIN refuses missing parts, extra parts and bytes that are no UTF-8', () => {
  for (const response of [
    bytes(''),
    bytes('a\0b'),
    bytes('\0\0p'),
    bytes('\0u\0'),
    bytes('\0u\0p\0x'),
    Buffer.of(0, 0x75, 0, 0xff),
  ])
    assert.deepEqual(plain.start().next(response), { kind: 'malformed' });
});

test('LOGIN asks the name, then the password, and takes the name as initial response', () => {
  const asked = login.start();
  assert.deepEqual(asked.next(undefined), { kind: 'challenge', data: bytes('Username:') });
  assert.deepEqual(asked.next(bytes('jeanne')), { kind: 'challenge', data: bytes('Password:') });
  const credentials = { kind: 'password', authorizationId: '', user: 'jeanne', password: 'secret' };
  assert.deepEqual(asked.next(bytes('secret')), { kind: 'credentials', credentials });
  const eager = login.start();
  eager.next(bytes('jeanne'));
  assert.deepEqual(eager.next(bytes('secret')), { kind: 'credentials', credentials });
});

test('OAUTHBEARER reads the name with its escapes and the bearer token', () => {
  const response = bytes('n,a=je=2Canne=3D,\x01host=imap.ac.example\x01port=993\x01auth=Bearer vF9dft4qmTc2==\x01\x01');
  assert.deepEqual(oauthbearer.start().next(response), {
    kind: 'credentials',
    credentials: { kind: 'token', user: 'je,anne=', token: 'vF9dft4qmTc2==' },
  });
});

test('OAUTHBEARER refuses what is not ended, has no token or a false escape', () => {
  for (const text of [
    'n,,\x01auth=Bearer x\x01',
    'n,,\x01host=a\x01\x01',
    'n,a=x=41,\x01auth=Bearer x\x01\x01',
    'p=tls,,\x01auth=Bearer x\x01\x01',
  ])
    assert.deepEqual(oauthbearer.start().next(bytes(text)), { kind: 'malformed' }, text);
});

test('XOAUTH2 reads its own dialect', () => {
  assert.deepEqual(xoauth2.start().next(bytes('user=jeanne@ac.example\x01auth=Bearer abc.def\x01\x01')), {
    kind: 'credentials',
    credentials: { kind: 'token', user: 'jeanne@ac.example', token: 'abc.def' },
  });
});

test('a line of an exchange is strict base64, or a star', () => {
  assert.deepEqual(readSaslLine('*'), { kind: 'cancelled' });
  assert.deepEqual(readSaslLine(''), { kind: 'response', data: bytes('') });
  for (const line of ['AA', 'AA=A', 'A A=', 'AB==', 'QQ==\r', '====', 'QQ==QQ=='])
    assert.deepEqual(readSaslLine(line), { kind: 'malformed' }, line);
  assert.deepEqual(readInitialResponse('='), { kind: 'response', data: bytes('') });
});

test('a response beyond the limit is refused', () => {
  const most = Buffer.alloc(maxSaslResponse, 'a');
  assert.equal(readSaslLine(most.toString('base64')).kind, 'response');
  assert.equal(readSaslLine(Buffer.alloc(maxSaslResponse + 6).toString('base64')).kind, 'malformed');
});

test('whatever bytes come, a mechanism answers', () => {
  const step = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc.string({ unit: fc.constantFrom('\0', '\x01', '=', ',', 'n', 'a', 'auth=Bearer ') }).map(bytes),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(plain, login, oauthbearer, xoauth2),
      fc.array(step, { maxLength: 3 }),
      (mechanism, steps) => {
        const exchange = mechanism.start();
        for (const response of steps) assert.ok(exchange.next(Buffer.from(response)).kind);
      },
    ),
  );
});
