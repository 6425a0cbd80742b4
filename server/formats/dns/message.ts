/**
 * Questions to a resolver and its answers, as bytes (RFC 1035 §4), with the two bits that DNSSEC adds: `DO` asks for it, `AD`
 * says that the resolver has validated what it answers (RFC 4035 §3.2). Answers are read without trust: every offset is
 * looked at, and a chain of compressed names has an end.
 */

/** Types of records the house asks for by itself. RFC 1035 §3.2.2, RFC 6698 §7.1 */
export const recordTypes = { A: 1, MX: 15, AAAA: 28, TLSA: 52 } as const;
export type RecordType = keyof typeof recordTypes;

/** An answer that is none. */
export class BadDnsMessage extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BadDnsMessage';
  }
}

export type DnsAnswer = {
  readonly id: number;
  /** Cut: the whole answer has to be asked for over TCP. */
  readonly truncated: boolean;
  /** 0: no error; 2: the server failed; 3: no such name. */
  readonly code: number;
  /** Validated by the resolver, says the resolver. */
  readonly authentic: boolean;
  /** The question as it was answered: name in lower case without its final dot. */
  readonly name: string;
  readonly type: number;
  /** Of the type that was asked for. */
  readonly records: readonly Buffer[];
};

const flags = { response: 0x8000, truncated: 0x0200, recursion: 0x0100, authentic: 0x0020 } as const;
/** Octets an answer over UDP may have: what passes everywhere without being cut into fragments. */
const largestAnswer = 1232;

/** @throws BadDnsMessage for a name that fits no question */
export function writeQuestion(id: number, name: string, type: RecordType): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(id, 0);
  head.writeUInt16BE(flags.recursion | flags.authentic, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(1, 10);
  const question = Buffer.alloc(4);
  question.writeUInt16BE(recordTypes[type], 0);
  question.writeUInt16BE(1, 2);
  // The extension record: root name, type 41, our size, DO. RFC 6891 §6.1.2
  const extension = Buffer.from([0, 0, 41, largestAnswer >> 8, largestAnswer & 255, 0, 0, 0x80, 0, 0, 0]);
  return Buffer.concat([head, writeName(name), question, extension]);
}

function writeName(name: string): Buffer {
  const labels = name.replace(/\.$/, '').split('.');
  const pieces = labels.map(label => {
    const bytes = Buffer.from(label, 'latin1');
    if (bytes.length === 0 || bytes.length > 63) throw new BadDnsMessage(`Not a name: ${name.slice(0, 100)}`);
    return Buffer.concat([Buffer.from([bytes.length]), bytes]);
  });
  const whole = Buffer.concat([...pieces, Buffer.from([0])]);
  if (whole.length > 255) throw new BadDnsMessage('A name is too long');
  return whole;
}

/** @throws BadDnsMessage */
export function readAnswer(bytes: Buffer): DnsAnswer {
  const reader = { bytes, at: 12 };
  if (bytes.length < 12) throw new BadDnsMessage('Too short');
  const bits = bytes.readUInt16BE(2);
  if ((bits & flags.response) === 0) throw new BadDnsMessage('Not an answer');
  if (bytes.readUInt16BE(4) !== 1) throw new BadDnsMessage('Not one question');
  const name = readName(reader);
  const type = readNumber(reader);
  readNumber(reader);
  const records: Buffer[] = [];
  const count = bytes.readUInt16BE(6);
  const truncated = (bits & flags.truncated) !== 0;
  for (let index = 0; index < count && !truncated; index += 1) {
    readName(reader);
    const recordType = readNumber(reader);
    reader.at += 6;
    const length = readNumber(reader);
    if (reader.at + length > bytes.length) throw new BadDnsMessage('A record beyond the end');
    if (recordType === type) records.push(bytes.subarray(reader.at, reader.at + length));
    reader.at += length;
  }
  return {
    id: bytes.readUInt16BE(0),
    truncated,
    code: bits & 15,
    authentic: (bits & flags.authentic) !== 0,
    name,
    type,
    records,
  };
}

type Reader = { readonly bytes: Buffer; at: number };

function readNumber(reader: Reader): number {
  if (reader.at + 2 > reader.bytes.length) throw new BadDnsMessage('Cut');
  reader.at += 2;
  return reader.bytes.readUInt16BE(reader.at - 2);
}

/** A name, in lower case; pointers lead backwards only, so that every chain ends. RFC 1035 §4.1.4 */
function readName(reader: Reader): string {
  const { bytes } = reader;
  const labels: string[] = [];
  let { at } = reader;
  let end: number | null = null;
  let total = 0;
  for (;;) {
    const length = bytes[at];
    if (length === undefined) throw new BadDnsMessage('A name beyond the end');
    if (length === 0) break;
    if (length >= 0xc0) {
      const low = bytes[at + 1];
      if (low === undefined) throw new BadDnsMessage('A name beyond the end');
      const target = ((length & 0x3f) << 8) | low;
      if (target >= at) throw new BadDnsMessage('A name that leads forward');
      end ??= at + 2;
      at = target;
      continue;
    }
    total += length + 1;
    if (length > 63 || total > 254 || at + 1 + length > bytes.length) throw new BadDnsMessage('A label too long');
    labels.push(bytes.toString('latin1', at + 1, at + 1 + length).toLowerCase());
    at += 1 + length;
  }
  reader.at = end ?? at + 1;
  return labels.join('.');
}

/** What a certificate must match. RFC 6698 §2.1 */
export type Tlsa = {
  /** 2: an authority of theirs; 3: the certificate itself. 0 and 1 mean nothing to mail. RFC 7672 §3.1.3 */
  readonly usage: number;
  /** 0: the whole certificate; 1: its public key. */
  readonly selector: number;
  /** 0: as it is; 1: SHA-256; 2: SHA-512. */
  readonly matching: number;
  readonly data: Buffer;
};

/** Null where the record is none. */
export function readTlsa(record: Buffer): Tlsa | null {
  if (record.length < 4) return null;
  return { usage: record[0]!, selector: record[1]!, matching: record[2]!, data: record.subarray(3) };
}
