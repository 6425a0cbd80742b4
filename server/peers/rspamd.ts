/** Asks rspamd what it thinks of a message: its `/checkv2`. */
import { request } from 'node:http';
import type { Connect } from './connect.ts';

export type RspamdAnswer = {
  readonly action: string;
  readonly score: number;
  /** The score from which rspamd itself would refuse. */
  readonly required: number;
  readonly symbols: readonly string[];
};

export type RspamdQuestion = {
  readonly bytes: Buffer;
  readonly ip: string;
  readonly helo: string;
  readonly from: string;
};

export type Rspamd = (question: RspamdQuestion) => Promise<RspamdAnswer>;

const largest = 1024 * 1024;

/** The returned function throws where rspamd does not answer well within `timeout` milliseconds. */
export function createRspamd(connect: Connect, at: { host: string; port: number }, timeout: number): Rspamd {
  return async ({ bytes, ip, helo, from }) => {
    const socket = await connect({ name: at.host, addresses: [at.host], port: at.port });
    const body = await new Promise<string>((resolve, reject) => {
      const asked = request({
        method: 'POST',
        path: '/checkv2',
        headers: {
          Host: 'rspamd',
          'Content-Length': bytes.length,
          IP: ip,
          Helo: printable(helo),
          From: printable(from),
          Connection: 'close',
        },
        createConnection: () => socket,
      });
      const timer = setTimeout(() => asked.destroy(new Error('rspamd does not answer')), timeout);
      const fail = (error: Error): void => {
        clearTimeout(timer);
        reject(error);
      };
      asked.on('error', fail);
      asked.on('response', response => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => {
          text += piece;
          if (text.length > largest) asked.destroy(new Error('rspamd talks without end'));
        });
        response.on('error', fail);
        response.on('end', () => {
          clearTimeout(timer);
          if (response.statusCode === 200) resolve(text);
          else reject(new Error(`rspamd answers ${response.statusCode}`));
        });
      });
      asked.end(bytes);
    });
    return readAnswer(body);
  };
}

function readAnswer(body: string): RspamdAnswer {
  const { action, score, required_score: required, symbols } = JSON.parse(body) as Record<string, unknown>;
  if (typeof action !== 'string' || typeof score !== 'number') throw new Error('rspamd answers something else');
  return {
    action,
    score,
    required: typeof required === 'number' ? required : 15,
    symbols: typeof symbols === 'object' && symbols !== null ? Object.keys(symbols) : [],
  };
}

/** What strangers say, fit for a header of HTTP. */
const printable = (text: string): string => text.replace(/[^ -~]/g, '?').slice(0, 500);
