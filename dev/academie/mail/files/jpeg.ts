import type { Random } from '../../random.ts';

/**
 * A grey baseline JPEG of about `size` bytes: a mosaic, each 8 by 8 block a shade and a few ripples. The two Huffman
 * tables give all their symbols codes of one length, which makes the encoder a page.
 */
export function jpeg(random: Random, size: number): Buffer {
  // A block costs about 7 bytes.
  const across = Math.max(2, Math.round(Math.sqrt(size / 7)));
  const side = across * 8;
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, [0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    segment(0xdb, [0, ...Array.from({ length: 64 }, () => 12)]),
    segment(0xc0, [8, side >> 8, side & 255, side >> 8, side & 255, 1, 1, 0x11, 0]),
    // Eight sizes of shade in 4 bits; end of block and six sizes of ripple in 3 bits.
    segment(0xc4, [0x00, 0, 0, 0, 8, ...Array<number>(12).fill(0), 0, 1, 2, 3, 4, 5, 6, 7]),
    segment(0xc4, [0x10, 0, 0, 7, 0, ...Array<number>(12).fill(0), 0, 1, 2, 3, 4, 5, 6]),
    segment(0xda, [1, 1, 0x00, 0, 63, 0]),
    scan(random, across * across),
    Buffer.from([0xff, 0xd9]),
  ]);
}

function segment(marker: number, body: readonly number[]): Buffer {
  const length = body.length + 2;
  return Buffer.from([0xff, marker, length >> 8, length & 255, ...body]);
}

function scan(random: Random, blocks: number): Buffer {
  // A ripple takes 7 bits at most: 16 bytes hold any block, even if every byte has to be stuffed.
  const bytes = Buffer.allocUnsafe(blocks * 32 + 2);
  let length = 0;
  let held = 0;
  let bits = 0;
  const put = (value: number, width: number) => {
    held = (held << width) | value;
    bits += width;
    while (bits >= 8) {
      const byte = (held >> (bits - 8)) & 255;
      bytes[length++] = byte;
      if (byte === 0xff) bytes[length++] = 0;
      bits -= 8;
    }
    held &= (1 << bits) - 1;
  };
  const coefficient = (value: number, codeWidth: number) => {
    const width = 32 - Math.clz32(Math.abs(value));
    put(width, codeWidth);
    if (width > 0) put(value > 0 ? value : value + (1 << width) - 1, width);
  };
  const noise = random.bytes(blocks * 10);
  let shade = 0;
  for (let block = 0; block < blocks; block++) {
    const from = block * 10;
    const next = Math.max(-60, Math.min(60, shade + ((noise[from] as number) % 25) - 12));
    coefficient(next - shade, 4);
    shade = next;
    const ripples = 3 + ((noise[from + 1] as number) % 6);
    for (let ripple = 0; ripple < ripples; ripple++) {
      const drawn = noise[from + 2 + ripple] as number;
      coefficient(drawn & 1 ? 1 + (drawn % 9) : -1 - (drawn % 9), 3);
    }
    put(0, 3);
  }
  // The last byte is filled with ones.
  if (bits > 0) put((1 << (8 - bits)) - 1, 8 - bits);
  return bytes.subarray(0, length);
}
