/** One client that appends one large message: `node append-process.ts <port> <address> <megabytes>`. Says the answer. */
import { once } from 'node:events';
import tls from 'node:tls';

const [port, address, megabytes] = process.argv.slice(2);
const line = `${'QUJD'.repeat(19)}\r\n`;
const megabyte = Buffer.from(line.repeat(Math.floor(2 ** 20 / line.length)));
const head = Buffer.from(
  'Subject: Gros\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n\r\n',
);
const socket = tls.connect({ port: Number(port), host: '127.0.0.1', rejectUnauthorized: false });
socket.setEncoding('latin1');
let received = '';
socket.on('data', (text: string) => (received += text));
const heard = async (pattern: RegExp) => {
  while (!pattern.test(received)) await once(socket, 'data');
};
socket.write(`a LOGIN ${address} secret\r\n`);
await heard(/^a OK/m);
socket.write(`b APPEND INBOX {${head.length + Number(megabytes) * megabyte.length}}\r\n`);
await heard(/^\+ /m);
socket.write(head);
for (let sent = 0; sent < Number(megabytes); sent++) if (!socket.write(megabyte)) await once(socket, 'drain');
socket.write('\r\n');
await heard(/^b /m);
console.log(/^b .*/m.exec(received)![0]);
socket.destroy();
