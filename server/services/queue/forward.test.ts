import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openTestHouse } from '../../../scenarios/outside/house.ts';
import { type Address, parseAddress } from '../../formats/address/address.ts';
import { connectSmtp } from '../../protocols/smtp/client.ts';
import { startArrival } from '../../protocols/smtp/server.ts';
import { serverSecureContext } from '../../protocols/wire/secure-context.ts';
import { throwawayCertificate } from '../../protocols/wire/throwaway-certificate.ts';
import { systemTimers } from '../../protocols/wire/timers.ts';
import { forward } from './forward.ts';

const { house, query, faults, close } = await openTestHouse();
const context = serverSecureContext(await throwawayCertificate('mail.ac.test', new Date()));
const door = await startArrival(house, {
  host: '127.0.0.1',
  port: 0,
  tls: 'none',
  secureContext: () => context,
  timers: systemTimers,
  limits: { total: 10, perNetwork: 10, tarpit: 0 },
});
after(async () => {
  await door.close(500);
  await close();
});

test('a message passed on leaves under an address of ours, and its notice goes back to the first sender', async () => {
  const blob = await house.store.blobs.keep(Buffer.from('Subject: x\r\n\r\n.\r\n'));
  const message = { trace: 't', sender: 'first@out.test', blob, facts: { bytes: 17 } };
  await forward(house, message, [parseAddress('home@elsewhere.test') as Address]);
  const [{ sender }] = (await query<{ sender: string }>('select sender from queue_message')) as [{ sender: string }];
  assert.match(sender, /^SRS0=.*=out\.test=first@ac\.test$/);

  const remote = await connectSmtp({ port: door.port });
  await remote.reply();
  await remote.command('EHLO mx.elsewhere.test');
  assert.match((await remote.command('MAIL FROM:<spammer@x.test>')).at(-1)!, /^250/);
  assert.match((await remote.command(`RCPT TO:<${sender}>`)).at(-1)!, /^550 5\.1\.1/, 'only notices go back');
  await remote.command('RSET');
  await remote.command('MAIL FROM:<>');
  assert.match((await remote.command(`RCPT TO:<${sender.replace('out', 'evil')}>`)).at(-1)!, /^550 5\.1\.1/);
  assert.match((await remote.command(`RCPT TO:<${sender.toLowerCase()}>`)).at(-1)!, /^250/);
  await remote.command('DATA');
  remote.send('Subject: Undelivered\r\n\r\n.\r\n');
  assert.match((await remote.reply()).at(-1)!, /^250/);
  remote.destroy();

  const back = await query(
    'select m.sender, m.kind, r.address from queue_message m join queue_recipient r using (queue_id) where m.sender = $1',
    [''],
  );
  assert.deepEqual(back, [{ sender: '', kind: 'forwarded', address: 'first@out.test' }]);
  assert.deepEqual(faults, []);
});
