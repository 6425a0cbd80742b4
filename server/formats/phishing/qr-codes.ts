/** QR codes in pictures, as text. PNG and JPEG, bounded in pixels before anything is decoded. Slow: for a worker thread. */
import { decode as decodeJpeg } from 'jpeg-js';
import readQr from 'jsqr';
import { PNG } from 'pngjs';

/** Pixels of the largest picture that is decoded. */
export const maxPixels = 4_000_000;
const maxTextLength = 2000;

type Picture = { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray };

/** The text of the code in the picture; null where there is none, or where the picture is too large or damaged. */
export function readQrCode(bytes: Buffer): string | null {
  const picture = decodePicture(bytes);
  if (picture === null) return null;
  const found = readQr.default(picture.data, picture.width, picture.height);
  return found === null || found.data === '' ? null : found.data.slice(0, maxTextLength);
}

/** Width and height a picture announces; null where it is neither PNG nor JPEG. */
export function pictureSize(bytes: Buffer): { width: number; height: number } | null {
  if (bytes.length > 32 && bytes.toString('latin1', 0, 8) === '\x89PNG\r\n\x1a\n') {
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  }
  if (bytes.length < 12 || bytes.readUInt16BE(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1]!;
    const frame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (frame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += 2 + Math.max(2, bytes.readUInt16BE(at + 2));
  }
  return null;
}

function decodePicture(bytes: Buffer): Picture | null {
  const size = pictureSize(bytes);
  if (size === null || size.width * size.height > maxPixels || size.width < 21 || size.height < 21) return null;
  try {
    const { width, height, data } =
      bytes[0] === 0x89
        ? PNG.sync.read(bytes)
        : decodeJpeg(bytes, { useTArray: true, maxResolutionInMP: maxPixels / 1e6, maxMemoryUsageInMB: 128 });
    if (width * height > maxPixels || data.length < width * height * 4) return null;
    return { width, height, data: new Uint8ClampedArray(data.buffer, data.byteOffset, width * height * 4) };
  } catch {
    // Both decoders throw plain errors at damaged bytes: a picture nobody can read shows nobody a code.
    return null;
  }
}
