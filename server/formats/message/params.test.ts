import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseParameterised } from './params.ts';

const params = (text: string) => parseParameterised(`a/b; ${text}`).params;

test('value and parameters are separated, names in lower case, quotes and comments gone', () => {
  assert.deepEqual(parseParameterised('Text/Plain (x; y); CharSet = "utf-8"; Format=flowed (so); x="a;\\"b"'), {
    value: 'text/plain',
    params: { charset: 'utf-8', format: 'flowed', x: 'a;"b' },
  });
});

test('the examples of RFC 2231 decode', () => {
  assert.deepEqual(params('URL*0="ftp://"; URL*1="cs.utk.edu/pub"'), { url: 'ftp://cs.utk.edu/pub' });
  assert.deepEqual(params("title*=us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A"), { title: 'This is ***fun***' });
  assert.deepEqual(
    params("title*0*=us-ascii'en'This%20is%20even%20more%20; title*1*=%2A%2A%2Afun; title*2=\" isn't it!\""),
    {
      title: "This is even more ***fun isn't it!",
    },
  );
});

test('a character cut between two pieces is whole again, and their order does not matter', () => {
  assert.deepEqual(params("f*1*=%A9t%C3%A9.pdf; f*0*=utf-8''%C3"), { f: 'été.pdf' });
});

test('an extended value is preferred to the plain one for old readers', () => {
  assert.deepEqual(params("filename=ete.pdf; filename*=iso-8859-1''%E9t%E9.pdf"), { filename: 'été.pdf' });
});

test('rubbish between semicolons is passed over', () => {
  assert.deepEqual(params(';; =x; a; b=1; "c"; d="open'), { b: '1', d: 'open' });
  assert.deepEqual(params('__proto__=x; constructor=y').constructor, 'y');
});
