import { mkdtemp } from 'node:fs/promises';
import { throwawayCertificate } from '../../server/protocols/wire/throwaway-certificate.ts';
import { startRoundcube } from './roundcube.ts';

const d = await mkdtemp('/tmp/rc-');
console.log(d);
const t = performance.now();
const r = await startRoundcube({
  directory: d,
  address: 'marie.martin@ac-amiens.test',
  messages: 5000,
  times: 20,
  certificate: await throwawayCertificate('localhost', new Date()),
});
console.log('URL', r?.url, process.pid, performance.now() - t);
process.on('SIGTERM', async () => {
  await r?.stop();
  process.exit(0);
});
setInterval(() => {}, 1000);
