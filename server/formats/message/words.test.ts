import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeWords } from './words.ts';

const decodes = (encoded: string, expected: string) => assert.equal(decodeWords(encoded), expected);

test('the examples of the RFC decode as it says', () => {
  decodes('=?ISO-8859-1?Q?a?=', 'a');
  decodes('=?ISO-8859-1?Q?a?= b', 'a b');
  decodes('=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=', 'ab');
  decodes('=?ISO-8859-1?Q?a?=  \r\n  =?ISO-8859-2?Q?_b?=', 'a b');
});

test('a character cut between two words is whole again', () => {
  decodes('=?utf-8?B?w4k=?= =?utf-8?Q?t=C3?= =?UTF-8?B?qQ==?=', 'Été');
});

test('words of stateful and rare charsets are read', () => {
  decodes('=?ISO-2022-JP?B?GyRCRnxLXBsoQg==?= =?ISO-2022-JP?B?GyRCOGwbKEI=?=', '日本語');
  decodes('=?utf-7?Q?+AOk-?=', 'é');
  decodes('=?cp850?Q?=82?=', 'é');
  decodes('=?utf-8*fr?Q?=C3=A9?=', 'é');
});

test('an unknown or false charset loses nothing', () => {
  decodes('=?x-none?Q?=C3=A9?=', 'é');
  decodes('=?utf-8?Q?=E9t=E9?=', 'été');
});

test('what is not quite an encoded word stays as it is', () => {
  for (const text of ['=?', '=?utf-8?', '=?utf-8?x?a?=', '=?utf-8?Q?open', '=? ?Q?a?=', 'a =?b', '=?=?=?'])
    decodes(text, text);
});

test('an encoded line break breaks no line', () => {
  decodes('=?utf-8?Q?a=0D=0ABcc:_b?=', 'a Bcc: b');
});

test('spaces and stray equals signs within a word are tolerated', () => {
  decodes('=?utf-8?Q?a b=zz=?=', 'a b=zz=');
});
