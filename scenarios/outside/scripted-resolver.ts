/** A resolver on loopback that answers from a table, over UDP and TCP, and says what DNSSEC says as it is told to. */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { type RecordType, recordTypes } from '../../server/formats/dns/message.ts';

export type Scripted = {
  readonly records?: readonly Buffer[];
  readonly secure?: boolean;
  /** 2: fails; 3: no such name. */
  readonly code?: number;
  /** Over UDP the answer is cut. */
  readonly cut?: boolean;
  /** Answers nothing at all. */
  readonly silent?: boolean;
  /** Sent before the true answer, with another number. */
  readonly forged?: readonly Buffer[];
};

export type ScriptedResolver = {
  readonly server: string;
  /** Questions it was asked, as `TLSA name`. */
  readonly asked: string[];
  close(): Promise<void>;
};

/** @param answers by `TYPE name`; what is not there does not exist, unproven */
export async function startScriptedResolver(answers: ReadonlyMap<string, Scripted>): Promise<ScriptedResolver> {
  const asked: string[] = [];
  const { udp, tcp, port } = await openBoth();
  udp.on('message', (question, from) => {
    const found = lookUp(question);
    if (found.silent) return;
    if (found.forged !== undefined) {
      const forged = answer(question, { secure: true, records: found.forged }, false);
      forged.writeUInt16BE(forged.readUInt16BE(0) ^ 1, 0);
      udp.send(forged, from.port, from.address);
    }
    udp.send(answer(question, found, found.cut === true), from.port, from.address);
  });
  tcp.on('connection', socket => {
    socket.on('error', () => {});
    socket.on('data', bytes => {
      const question = bytes.subarray(2);
      const whole = answer(question, lookUp(question), false);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(whole.length);
      socket.write(length);
      socket.write(whole);
    });
  });

  function lookUp(question: Buffer): Scripted {
    const labels: string[] = [];
    let at = 12;
    for (; question[at] !== 0; at += question[at]! + 1) {
      labels.push(question.toString('latin1', at + 1, at + 1 + question[at]!));
    }
    const number = question.readUInt16BE(at + 1);
    const type = (Object.keys(recordTypes) as RecordType[]).find(name => recordTypes[name] === number)!;
    asked.push(`${type} ${labels.join('.')}`);
    return answers.get(`${type} ${labels.join('.')}`) ?? { code: 3 };
  }

  return {
    server: `127.0.0.1:${port}`,
    asked,
    async close() {
      await new Promise<void>(resolve => udp.close(() => resolve()));
      await new Promise(resolve => tcp.close(resolve));
    },
  };
}

/** The same port of both kinds: one that is free for UDP may be somebody's for TCP, and another is tried. */
async function openBoth(): Promise<{ udp: Socket; tcp: Server; port: number }> {
  for (;;) {
    const tcp = createServer();
    await once(tcp.listen(0, '127.0.0.1'), 'listening');
    const { port } = tcp.address() as AddressInfo;
    const udp = createSocket('udp4');
    const bound = once(udp, 'listening');
    udp.bind(port, '127.0.0.1');
    if (
      await bound.then(
        () => true,
        () => false,
      )
    )
      return { udp, tcp, port };
    udp.close();
    tcp.close();
  }
}

function answer(question: Buffer, { records = [], secure = false, code = 0 }: Scripted, cut: boolean): Buffer {
  const end = question.indexOf(0, 12) + 5;
  const head = Buffer.from(question.subarray(0, end));
  head.writeUInt16BE(0x8180 | (secure ? 0x20 : 0) | (cut ? 0x200 : 0) | code, 2);
  head.writeUInt16BE(cut ? 0 : records.length, 6);
  head.writeUInt16BE(0, 10);
  const type = question.subarray(end - 4, end - 2);
  const lines = records.map(data => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(data.length);
    // A pointer to the name of the question, its type and class, one hour.
    return Buffer.concat([Buffer.from([0xc0, 12]), type, Buffer.from([0, 1, 0, 0, 14, 16]), length, data]);
  });
  return Buffer.concat([head, ...(cut ? [] : lines)]);
}
