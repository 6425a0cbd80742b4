/**
 * Clients of a crowd that idles, in a process of their own: `node crowd-process.ts <port> <connections> <accounts> <first>`.
 * Says `ready` once all idle, then `awake <connections>` once each was told of a message.
 */
import tls from 'node:tls';

const [port, connections, accounts, first] = process.argv.slice(2).map(Number) as [number, number, number, number];
const atOnce = 16;
const woken = Promise.withResolvers<void>();
let awake = 0;

/** Signs in, selects, idles; resolves when the server has said that it waits. */
function idle(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const steps = [`a LOGIN ${address} secret\r\n`, 'b SELECT INBOX\r\n', 'c IDLE\r\n'];
    const answers = [/^\* OK .*\r\n$/s, /^a OK /m, /^b OK /m, /^\+ /m];
    let step = 0;
    let received = '';
    const socket = tls.connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
    const listen = (data: Buffer) => {
      received += data.toString('latin1');
      if (step === answers.length) {
        if (!/^\* \d+ EXISTS\r\n/m.test(received)) return;
        socket.off('data', listen);
        awake++;
        if (awake === connections) woken.resolve();
      } else if (answers[step]!.test(received)) {
        received = '';
        if (step < steps.length) socket.write(steps[step]!);
        step++;
        if (step === answers.length) resolve();
      } else if (/^[abc] (?:NO|BAD)|^\* BYE/m.test(received)) reject(new Error(received));
    };
    socket.on('data', listen).once('error', reject);
    socket.once('close', () => reject(new Error(`closed: ${received}`)));
  });
}

let next = 0;
async function connectSome(): Promise<void> {
  while (next < connections) {
    const number = next++;
    await idle(`foule${first + (number % accounts)}@ac-amiens.test`);
  }
}
await Promise.all(Array.from({ length: atOnce }, connectSome));
console.log('ready');
await woken.promise;
console.log(`awake ${awake}`);
process.exit();
