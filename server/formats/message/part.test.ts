import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMessage } from './parse.ts';
import { fileName } from './part.ts';

const name = (...fields: string[]) => fileName(parseMessage(Buffer.from(`${fields.join('\r\n')}\r\n\r\n`)).part);

test('a file name is that of the disposition, else of the type, decoded', () => {
  assert.equal(name('Content-Type: a/b; name=a.pdf', 'Content-Disposition: attachment; filename=b.pdf'), 'b.pdf');
  assert.equal(name('Content-Type: a/b; name="=?utf-8?Q?=C3=A9t=C3=A9.pdf?="'), 'été.pdf');
  assert.equal(name('Content-Type: a/b'), null);
});

test('a file name is never a path, and hides nothing', () => {
  assert.equal(name('Content-Disposition: attachment; filename="../../etc/passwd"'), 'passwd');
  assert.equal(name('Content-Disposition: attachment; filename="C:\\\\temp\\\\a.doc"'), 'a.doc');
  assert.equal(name("Content-Disposition: attachment; filename*=utf-8''photo%E2%80%AEgpj.exe"), 'photogpj.exe');
  assert.equal(name('Content-Disposition: attachment; filename=".."'), null);
});
