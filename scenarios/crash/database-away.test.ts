import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { connectSmtp } from '../../server/protocols/smtp/client.ts';
import { kill, killTree, type PreparedHouse, prepareHouse, processTree, startHouse } from './house-process.ts';

/** Delivers one message and gives the code of the first answer that is not what it should be, or of the last. */
async function deliver({ lmtp, recipients }: PreparedHouse): Promise<number> {
  const client = await connectSmtp({ port: lmtp });
  try {
    await client.reply();
    for (const command of ['LHLO client.test', 'MAIL FROM:<a@ailleurs.test>', `RCPT TO:<${recipients[0]}>`, 'DATA']) {
      const [answer] = await client.command(command);
      if (!/^[23]/.test(answer!)) return Number(answer!.slice(0, 3));
    }
    client.send('Subject: base absente\r\n\r\nBonjour.\r\n.\r\n');
    const [answer] = await client.reply();
    return Number(answer!.slice(0, 3));
  } finally {
    client.destroy();
  }
}

test('a database that goes away is answered by « try later », and by itself all works again', async () => {
  const prepared = await prepareHouse();
  const server = await startHouse(prepared);
  try {
    assert.equal(await deliver(prepared), 250);
    for (const pid of await processTree(server.pid!)) {
      const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
      if (name.startsWith('postgres')) kill(pid);
    }
    const answers: number[] = [];
    for (let attempt = 0; attempt < 100 && answers.at(-1) !== 250; attempt += 1) {
      answers.push(await deliver(prepared));
      await pause(50);
    }
    assert.equal(answers.at(-1), 250, `answers: ${answers.join(' ')}`);
    for (const answer of answers.slice(0, -1)) assert.equal(answer, 451);
    assert.equal(server.exitCode, null);
  } finally {
    const exited = new Promise(resolve => server.once('exit', resolve));
    await killTree(server.pid!);
    await exited;
    await prepared.remove();
  }
});
