import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { importLeaked } from '../../cli/leaked.ts';
import { BadLeakedList, openLeakedPasswords } from '../../store/leaked-passwords.ts';
import { createLeaked } from './leaked.ts';

let directory: string;
before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vaguemestre-leaked-'));
});
after(() => rm(directory, { recursive: true }));

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex').toUpperCase();

test('R16 the bundled list knows what people make of common words, and not what nobody wrote', async () => {
  const leaked = createLeaked(null);
  for (const each of ['Soleil2024!', 'P@ssw0rd1234', 'Azertyuiop123!', 'motdepasse1'])
    assert.ok(await leaked.has(each), each);
  for (const each of ['Cerise-Violon-82!', 'Granit_Papaye_38']) assert.ok(!(await leaked.has(each)), each);
});

test('R16 a published list is taken in and asked without being held in memory', async () => {
  const passwords = Array.from({ length: 3000 }, (_, at) => `Mot secret numéro ${at}`);
  const lines = passwords.map((each, at) => `${sha1(each)}:${at % 10}`).sort();
  const [source, list] = [join(directory, 'published.txt'), join(directory, 'leaked.list')];
  await writeFile(source, `${lines.join('\r\n')}\r\n`);
  assert.equal(await importLeaked(source, list, 5), 1500);
  const own = await openLeakedPasswords(list);
  const leaked = createLeaked(own);
  assert.ok(await leaked.has('Mot secret numéro 5'));
  assert.ok(!(await leaked.has('Mot secret numéro 4')), 'seen too rarely');
  assert.ok(!(await leaked.has('Mot secret numéro 3001')));
  await own.close();
});

test('a list out of order, with other lines, or cut short is refused', async () => {
  const [source, list] = [join(directory, 'bad.txt'), join(directory, 'bad.list')];
  await writeFile(source, `${sha1('b')}:1\n${sha1('a')}:1\n${sha1('b')}:1\n`);
  await assert.rejects(importLeaked(source, list, 1), /ordre|order/);
  await writeFile(source, 'password\n');
  await assert.rejects(importLeaked(source, list, 1), /SHA-1/);
  await writeFile(list, 'nothing');
  await assert.rejects(openLeakedPasswords(list), BadLeakedList);
});
