import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawing, zip } from '../../../dev/phishing/files.ts';
import { describeFile } from './files.ts';

const none = Buffer.alloc(0);

test('the kind is told by the name, and by the bytes where the name lies', () => {
  assert.equal(describeFile('facture.exe', none).kind, 'program');
  assert.equal(describeFile('note.lnk', none).kind, 'shortcut');
  assert.equal(describeFile('bulletin.docm', none).kind, 'macro');
  assert.equal(describeFile('page.HTML', none).kind, 'html');
  assert.equal(describeFile('cours.one', none).kind, 'onenote');
  assert.equal(describeFile('facture.pdf', Buffer.from('MZ\x90\0')).kind, 'program');
  assert.equal(describeFile('facture', Buffer.from(drawing)).kind, 'svg');
  assert.equal(describeFile('bulletin.docx', zip(['word/document.xml', 'word/vbaProject.bin'])).kind, 'macro');
  assert.equal(describeFile('bulletin.docx', zip(['word/document.xml'])).kind, 'other');
});

test('double endings and rigged names', () => {
  assert.ok(describeFile('facture.pdf.exe', none).doubleExtension);
  assert.ok(!describeFile('archive.2026.zip', none).doubleExtension);
  assert.ok(describeFile('facture\u202efdp.exe', none).hiddenName);
  assert.ok(describeFile(`facture.pdf${' '.repeat(40)}.scr`, none).hiddenName);
});

test('locked archives and what archives hold', () => {
  assert.ok(describeFile('a.zip', zip(['x.pdf'], true)).locked);
  assert.ok(!describeFile('a.zip', zip(['x.pdf'])).locked);
  assert.ok(describeFile('a.zip', zip(['notes.txt', 'x.pdf.js'])).holdsProgram);
  assert.ok(!describeFile('a.zip', zip(['notes.txt'])).holdsProgram);
  assert.ok(
    describeFile(
      'a.docx',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
    ).locked,
  );
});
