/** A full mailbox seen from outside: mail waits, then is refused with a clear text, and comes again once there is room. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { connectSmtp } from '../../server/protocols/smtp/client.ts';
import { watchQuotas } from '../../server/services/quotas/watch.ts';
import { openDoors } from '../mail/doors.ts';

const doors = await openDoors();
const { house, query, clock } = doors.test;
after(() => doors.close());

/** What the door answers to the recipient, all its lines. */
async function answerTo(address: string): Promise<string> {
  const client = await connectSmtp({ port: doors.ports.lmtp });
  await client.reply();
  await client.command('LHLO mx.example.org');
  await client.command('MAIL FROM:<lea@example.org>');
  const answer = await client.command(`RCPT TO:<${address}>`);
  client.destroy();
  return answer.join('\n');
}

test('R36 mail to a full mailbox waits for the days of grace, is then refused in both languages, and comes again', async () => {
  const { address, accountId } = doors.paul;
  const room = (bytes: number) =>
    query('update mail_account set used_bytes = 1000, allowed_bytes = $2 where account_id = $1', [accountId, bytes]);
  assert.match(await answerTo(address), /^250 /);
  await room(1000);
  await watchQuotas(house);
  const [row] = await query<{ n: number }>(
    `select count(*)::int as n from email where account_id = $1 and subject = 'Votre boîte aux lettres est pleine'`,
    [accountId],
  );
  assert.equal(row!.n, 1);
  assert.match(await answerTo(address), /^452[ -]4\.2\.2 /);
  clock.forward(8 * 86_400_000);
  const refused = await answerTo(address);
  assert.match(refused, /^552[ -]5\.2\.2 .*pleine depuis plusieurs jours/m);
  assert.match(refused, /full for several days/);
  await room(100_000);
  assert.match(await answerTo(address), /^250 /);
});
