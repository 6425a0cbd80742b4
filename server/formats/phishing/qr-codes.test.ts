import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { qrJpeg, qrPng } from '../../../dev/phishing/files.ts';
import { maxPixels, pictureSize, readQrCode } from './qr-codes.ts';

const address = 'https://ac-amiens.fr.verification.test/a1b2';

test('codes in PNG and JPEG are read', () => {
  assert.equal(readQrCode(qrPng(address)), address);
  assert.equal(readQrCode(qrJpeg(address)), address);
});

test('a picture without a code, a damaged one and another format give nothing', () => {
  assert.equal(readQrCode(Buffer.from('GIF89a')), null);
  assert.equal(readQrCode(qrPng(address).subarray(0, 200)), null);
  const broken = qrPng(address);
  broken.fill(0x55, 60, 90);
  assert.equal(readQrCode(broken), null);
});

test('a picture that announces too many pixels is not decoded', () => {
  const huge = Buffer.concat([qrPng(address).subarray(0, 33), deflateSync(Buffer.alloc(1000))]);
  huge.writeUInt32BE(100_000, 16);
  huge.writeUInt32BE(100_000, 20);
  assert.ok(pictureSize(huge)!.width * pictureSize(huge)!.height > maxPixels);
  assert.equal(readQrCode(huge), null);
});
