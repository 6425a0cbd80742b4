/** The thread that decodes pictures: one message in, the texts of its codes out. */
import { parentPort } from 'node:worker_threads';
import { readQrCode } from '../../formats/phishing/qr-codes.ts';

parentPort?.on('message', ({ id, pictures }: { id: number; pictures: Uint8Array[] }) => {
  const codes = pictures.flatMap(picture => readQrCode(Buffer.from(picture)) ?? []);
  parentPort?.postMessage({ id, codes });
});
