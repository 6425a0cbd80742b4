/**
 * Asks a resolver that validates DNSSEC, and hears whether it did: node's own resolver has no word for that. Believed only
 * where the administrator says that the resolver validates and that the way to it is safe.
 */
import { createSocket } from 'node:dgram';
import { connect, isIPv6 } from 'node:net';
import {
  BadDnsMessage,
  type DnsAnswer,
  type RecordType,
  readAnswer,
  recordTypes,
  writeQuestion,
} from '../formats/dns/message.ts';
import { DnsFailure } from './dns.ts';

/** Records of one name and type. `secure`: DNSSEC proves them, or proves that there are none. */
export type Validated = { readonly records: readonly Buffer[]; readonly secure: boolean };

/** @throws DnsFailure try-later: also where the records are forged, which a validating resolver answers as a failure */
export type ValidatingDns = (name: string, type: RecordType) => Promise<Validated>;

export type ValidatingDnsOptions = {
  /** `address` or `address:port`, as `node:dns` takes them; asked in turn. */
  readonly servers: readonly string[];
  readonly random: (bytes: number) => Buffer;
  /** Milliseconds for one answer. */
  readonly timeout: number;
};

type Server = { readonly host: string; readonly port: number };

export function createValidatingDns({ servers, random, timeout }: ValidatingDnsOptions): ValidatingDns {
  const known = servers.map(readServer);
  return async (name, type) => {
    let last: unknown;
    for (const server of [...known, ...known]) {
      try {
        return await askOne(server, name, type);
      } catch (error) {
        last = error;
      }
    }
    throw last instanceof DnsFailure ? last : new DnsFailure('try-later', name, last);
  };

  async function askOne(server: Server, name: string, type: RecordType): Promise<Validated> {
    const id = random(2).readUInt16BE();
    const question = writeQuestion(id, name, type);
    const expected = { id, name: name.toLowerCase().replace(/\.$/, ''), type };
    let answer = await overUdp(server, question, expected, timeout);
    if (answer.truncated) answer = await overTcp(server, question, expected, timeout);
    if (answer.code !== 0 && answer.code !== 3) throw new DnsFailure('try-later', name);
    return { records: answer.records, secure: answer.authentic };
  }
}

function readServer(text: string): Server {
  const [, six, four, port] = /^(?:\[(.+)\]|([^:]+))(?::(\d+))?$/.exec(text) ?? [];
  return { host: six ?? four ?? text, port: Number(port ?? 53) };
}

type Expected = { readonly id: number; readonly name: string; readonly type: RecordType };

function isExpected(answer: DnsAnswer, { id, name, type }: Expected): boolean {
  return answer.id === id && answer.name === name && answer.type === recordTypes[type];
}

function overUdp(server: Server, question: Buffer, expected: Expected, timeout: number): Promise<DnsAnswer> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(isIPv6(server.host) ? 'udp6' : 'udp4');
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      socket.close();
      settle();
    };
    const timer = setTimeout(() => end(() => reject(new Error('The resolver does not answer'))), timeout);
    socket.on('error', error => end(() => reject(error)));
    socket.on('message', bytes => {
      const answer = readQuietly(bytes);
      // Anything else that arrives may be somebody's guess: the true answer may still come.
      if (answer !== null && isExpected(answer, expected)) end(() => resolve(answer));
    });
    socket.connect(server.port, server.host, () => socket.send(question));
  });
}

function readQuietly(bytes: Buffer): DnsAnswer | null {
  try {
    return readAnswer(bytes);
  } catch (error) {
    if (error instanceof BadDnsMessage) return null;
    throw error;
  }
}

function overTcp(server: Server, question: Buffer, expected: Expected, timeout: number): Promise<DnsAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, server.host);
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      socket.destroy();
      settle();
    };
    const timer = setTimeout(() => end(() => reject(new Error('The resolver does not answer'))), timeout);
    const failed = (cause?: unknown): void =>
      end(() => reject(new Error('The resolver answers nothing that can be read', { cause })));
    let received = Buffer.alloc(0);
    socket.on('error', failed).on('close', () => failed());
    socket.on('data', chunk => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
      const answer = readQuietly(received.subarray(2, 2 + received.readUInt16BE(0)));
      if (answer !== null && isExpected(answer, expected) && !answer.truncated) end(() => resolve(answer));
      else failed();
    });
    const length = Buffer.alloc(2);
    length.writeUInt16BE(question.length);
    socket.write(Buffer.concat([length, question]));
  });
}
