/** Asks clamd whether bytes hold something known to be evil. INSTREAM of clamd(8). */
import type { Connect } from './connect.ts';

export type ClamdAnswer = { readonly kind: 'clean' } | { readonly kind: 'found'; readonly name: string };

export type Clamd = (bytes: Buffer) => Promise<ClamdAnswer>;

const piece = 64 * 1024;
const longestAnswer = 1024;

/** @param at where clamd listens. The returned function throws where it does not answer within `timeout` milliseconds. */
export function createClamd(connect: Connect, at: { host: string; port: number }, timeout: number): Clamd {
  return async bytes => {
    const socket = await connect({ name: at.host, addresses: [at.host], port: at.port });
    return await new Promise<ClamdAnswer>((resolve, reject) => {
      const end = (settle: () => void): void => {
        clearTimeout(timer);
        socket.destroy();
        settle();
      };
      const timer = setTimeout(() => end(() => reject(new Error('clamd does not answer'))), timeout);
      let said = '';
      socket.on('error', error => end(() => reject(error)));
      socket.on('data', text => {
        said += text.toString('latin1');
        if (said.includes('\0')) end(() => settleAnswer(said, resolve, reject));
        else if (said.length > longestAnswer) end(() => reject(new Error('clamd talks without end')));
      });
      socket.on('close', () => end(() => reject(new Error('clamd left without an answer'))));
      socket.write('zINSTREAM\0');
      for (let from = 0; from < bytes.length; from += piece) {
        const part = bytes.subarray(from, from + piece);
        const length = Buffer.alloc(4);
        length.writeUInt32BE(part.length);
        socket.write(length);
        socket.write(part);
      }
      socket.write(Buffer.alloc(4));
    });
  };
}

function settleAnswer(said: string, resolve: (answer: ClamdAnswer) => void, reject: (error: Error) => void): void {
  const text = said.split('\0', 1)[0]!.replace(/^stream: /, '');
  const [, name] = /^(.{1,200}) FOUND$/.exec(text) ?? [];
  if (name !== undefined) resolve({ kind: 'found', name });
  else if (text === 'OK') resolve({ kind: 'clean' });
  else reject(new Error(`clamd answers: ${text.slice(0, 100)}`));
}
