import assert from 'node:assert/strict';
import { test } from 'node:test';
import { needsSmtpUtf8, parseAddress, parseDomain } from './address.ts';

const normal = (text: string) => parseAddress(text)?.text ?? null;

test('the domain is in lower case and ASCII, the local part as given', () => {
  assert.equal(normal('Jean.Petit@AC-Exemple.FR'), 'Jean.Petit@ac-exemple.fr');
  assert.equal(normal('a@Académie.fr'), 'a@xn--acadmie-eya.fr');
  assert.equal(normal('a@XN--ACADMIE-EYA.fr'), 'a@xn--acadmie-eya.fr');
});

test('needless quotes go and needed ones stay', () => {
  assert.equal(normal('"jean"@x.fr'), 'jean@x.fr');
  assert.equal(normal('"jean\\ petit"@x.fr'), '"jean petit"@x.fr');
  assert.equal(normal('"a@b"@x.fr'), '"a@b"@x.fr');
  assert.equal(normal('""@x.fr'), '""@x.fr');
});

test('a UTF-8 local part is accepted, composed, and known to need SMTPUTF8', () => {
  const address = parseAddress('e\u0301lise@x.fr')!;
  assert.equal(address.local, 'élise');
  assert.equal(needsSmtpUtf8(address), true);
  assert.equal(needsSmtpUtf8(parseAddress('a@académie.fr')!), false);
});

test('address literals are addresses', () => {
  assert.equal(normal('a@[192.0.2.1]'), 'a@[192.0.2.1]');
  assert.equal(normal('a@[ipv6:2001:DB8::1]'), 'a@[IPv6:2001:db8::1]');
  for (const literal of ['[192.0.2]', '[192.0.2.256]', '[IPv6:1]', '[2001:db8::1]', '[]', '[1.2.3.4.]']) {
    assert.equal(parseDomain(literal), null, literal);
  }
});

test('what is no address is refused', () => {
  const wrong = [
    '',
    'a',
    '@x.fr',
    'a@',
    'a..b@x.fr',
    '.a@x.fr',
    'a.@x.fr',
    'a b@x.fr',
    '<a@x.fr>',
    'a@x..fr',
    'a@-x.fr',
  ];
  const worse = [
    'a@x-.fr',
    'a@x_y.fr',
    'a@127.0.0.1',
    'a@x.fr.',
    'a@x fr',
    'a@x\r\n.fr',
    'a\0@x.fr',
    '"a@x.fr',
    '"a"b@x.fr',
    'a@x%2efr',
  ];
  const utf8 = ['\ud800@x.fr', 'a\u0085@x.fr', 'a@b@x.fr'];
  for (const text of [...wrong, ...worse, ...utf8]) assert.equal(normal(text), null, text);
});

test('the lengths of SMTP are the limits, counted in octets', () => {
  const label = 'a'.repeat(63);
  assert.notEqual(normal(`${'a'.repeat(64)}@x.fr`), null);
  assert.equal(normal(`${'a'.repeat(65)}@x.fr`), null);
  assert.equal(normal(`${'é'.repeat(33)}@x.fr`), null);
  assert.notEqual(normal(`a@${label}.fr`), null);
  assert.equal(normal(`a@${label}a.fr`), null);
  assert.notEqual(normal(`a@${label}.${label}.${label}.${'a'.repeat(60)}`), null);
  assert.equal(normal(`a@${label}.${label}.${label}.${'a'.repeat(61)}`), null);
});
