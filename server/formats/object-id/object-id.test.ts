import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cutOf, readBlobId, writeBlobId } from './blob-id.ts';
import { readObjectId, writeAccountId, writeObjectId } from './object-id.ts';

test('a name is read back as the number it was written from, in its own account only', () => {
  assert.equal(writeAccountId(35), 'Az');
  assert.equal(writeObjectId('M', 36, 71), 'M10-1z');
  assert.equal(readObjectId('M', 36, 'M10-1z'), 71);
  for (const other of ['M11-1z', 'E10-1z', 'M10-01z', 'M10-1Z', 'M10-', 'M10-zzzzzzzzzzzzz', '', 'M10-1z ']) {
    assert.equal(readObjectId('M', 36, other), null, other);
  }
});

test('the name of bytes says where they are', () => {
  const source = { kind: 'email', accountId: 3, emailId: 40 } as const;
  const cuts = [cutOf(100, 2000, 'base64'), cutOf(5, 9, '8bit')];
  assert.equal(writeBlobId({ source, cuts }), 'B3-14_2s-1jkB_5-9N');
  assert.deepEqual(readBlobId('B3-14_2s-1jkB_5-9N'), { source, cuts });
  const upload = { source: { kind: 'upload', hash: 'ab'.repeat(32) }, cuts: [] } as const;
  assert.deepEqual(readBlobId(writeBlobId(upload)), upload);
});

test('a script and the photo of a card are named with the beginning of what they hold', () => {
  const digest = '0123456789abcdef'.repeat(2);
  for (const [source, text] of [
    [{ kind: 'script', accountId: 3, scriptId: 40, digest }, `V3-14-${digest}`],
    [{ kind: 'card', accountId: 3, cardId: 40, digest }, `C3-14-${digest}`],
  ] as const) {
    assert.equal(writeBlobId({ source, cuts: [] }), text);
    assert.deepEqual(readBlobId(text), { source, cuts: [] });
    assert.equal(readBlobId(text.slice(0, -1)), null);
  }
});

test('a blob id that means nothing is null', () => {
  for (const text of ['', 'B3', 'B3-14_9-5N', 'B3-14_1-2X', 'Uff', `B3-14${'_1-2N'.repeat(60)}`, 'B3-014', 'b3-14']) {
    assert.equal(readBlobId(text), null, text);
  }
  fc.assert(
    fc.property(fc.string(), text => {
      const read = readBlobId(text);
      return read === null || writeBlobId(read) === text;
    }),
  );
});
