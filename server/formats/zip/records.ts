/**
 * The records of a zip file as octets, the parts of APPNOTE.TXT 6.3.10 that a package needs: names in UTF-8, deflate, sizes
 * of 64 bits where 32 do not do, times in UTC. Numbers are little endian.
 */

/** One file of the zip, once its data has been written. */
export type ZipFileFacts = {
  /** As it stands in the file, UTF-8. */
  readonly path: string;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  /** Where its local header stands. */
  readonly offset: number;
  /** Its sizes stand behind its data, in 64 bits, because nobody knew them before. */
  readonly streamed: boolean;
};

const most32 = 0xffff_ffff;
const most16 = 0xffff;
/** Unix, and the specification that brought 64 bits. */
const madeBy = (3 << 8) | 45;
const needed = (wide: boolean) => (wide ? 45 : 20);
const deflated = 8;
/** A regular file its owner alone reads and writes. */
const attributes = (0o100600 << 16) >>> 0;
const utf8 = 0x0800;
const sizesBehind = 0x0008;

/** Before a file's data. Where it is streamed, sizes and check are left to `dataDescriptor`. */
export function localHeader(
  file: Pick<ZipFileFacts, 'path' | 'crc' | 'packed' | 'size' | 'streamed'>,
  at: Date,
): Buffer {
  const name = Buffer.from(file.path);
  const extra = Buffer.concat([file.streamed ? wideSizes(0, 0) : Buffer.alloc(0), unixTime(at)]);
  const bytes = Buffer.alloc(30);
  bytes.writeUInt32LE(0x04034b50, 0);
  bytes.writeUInt16LE(needed(file.streamed), 4);
  bytes.writeUInt16LE(utf8 | (file.streamed ? sizesBehind : 0), 6);
  bytes.writeUInt16LE(deflated, 8);
  writeDosTime(bytes, 10, at);
  bytes.writeUInt32LE(file.streamed ? 0 : file.crc, 14);
  bytes.writeUInt32LE(file.streamed ? most32 : file.packed, 18);
  bytes.writeUInt32LE(file.streamed ? most32 : file.size, 22);
  bytes.writeUInt16LE(name.length, 26);
  bytes.writeUInt16LE(extra.length, 28);
  return Buffer.concat([bytes, name, extra]);
}

/** Behind the data of a streamed file. */
export function dataDescriptor({ crc, packed, size }: Pick<ZipFileFacts, 'crc' | 'packed' | 'size'>): Buffer {
  const bytes = Buffer.alloc(24);
  bytes.writeUInt32LE(0x08074b50, 0);
  bytes.writeUInt32LE(crc, 4);
  bytes.writeBigUInt64LE(BigInt(packed), 8);
  bytes.writeBigUInt64LE(BigInt(size), 16);
  return bytes;
}

/** A file's line in the directory at the end of the zip. */
export function centralRecord(file: ZipFileFacts, at: Date): Buffer {
  const name = Buffer.from(file.path);
  const wide = file.streamed || file.size >= most32 || file.packed >= most32 || file.offset >= most32;
  const extra = Buffer.concat([wide ? wideSizes(file.size, file.packed, file.offset) : Buffer.alloc(0), unixTime(at)]);
  const bytes = Buffer.alloc(46);
  bytes.writeUInt32LE(0x02014b50, 0);
  bytes.writeUInt16LE(madeBy, 4);
  bytes.writeUInt16LE(needed(wide), 6);
  bytes.writeUInt16LE(utf8 | (file.streamed ? sizesBehind : 0), 8);
  bytes.writeUInt16LE(deflated, 10);
  writeDosTime(bytes, 12, at);
  bytes.writeUInt32LE(file.crc, 16);
  bytes.writeUInt32LE(wide ? most32 : file.packed, 20);
  bytes.writeUInt32LE(wide ? most32 : file.size, 24);
  bytes.writeUInt16LE(name.length, 28);
  bytes.writeUInt16LE(extra.length, 30);
  bytes.writeUInt32LE(attributes, 38);
  bytes.writeUInt32LE(wide ? most32 : file.offset, 42);
  return Buffer.concat([bytes, name, extra]);
}

/** The end of the zip: where its directory stands, of how many files and octets. */
export function endRecords(directory: {
  readonly files: number;
  readonly offset: number;
  readonly bytes: number;
}): Buffer {
  const { files, offset, bytes: length } = directory;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(files, most16), 8);
  end.writeUInt16LE(Math.min(files, most16), 10);
  end.writeUInt32LE(Math.min(length, most32), 12);
  end.writeUInt32LE(Math.min(offset, most32), 16);
  if (files < most16 && length < most32 && offset < most32) return end;
  const wide = Buffer.alloc(56);
  wide.writeUInt32LE(0x06064b50, 0);
  wide.writeBigUInt64LE(44n, 4);
  wide.writeUInt16LE(madeBy, 12);
  wide.writeUInt16LE(needed(true), 14);
  wide.writeBigUInt64LE(BigInt(files), 24);
  wide.writeBigUInt64LE(BigInt(files), 32);
  wide.writeBigUInt64LE(BigInt(length), 40);
  wide.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(offset + length), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([wide, locator, end]);
}

function wideSizes(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 + values.length * 8);
  bytes.writeUInt16LE(0x0001, 0);
  bytes.writeUInt16LE(values.length * 8, 2);
  values.forEach((value, index) => {
    bytes.writeBigUInt64LE(BigInt(value), 4 + index * 8);
  });
  return bytes;
}

/** The field `UT`: the moment in UTC, where the older one knows no zone. */
function unixTime(at: Date): Buffer {
  const bytes = Buffer.alloc(9);
  bytes.writeUInt16LE(0x5455, 0);
  bytes.writeUInt16LE(5, 2);
  bytes[4] = 1;
  bytes.writeUInt32LE(Math.floor(at.getTime() / 1000), 5);
  return bytes;
}

function writeDosTime(bytes: Buffer, offset: number, at: Date): void {
  bytes.writeUInt16LE((at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1), offset);
  bytes.writeUInt16LE(
    ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
    offset + 2,
  );
}
