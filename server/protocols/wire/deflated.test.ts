import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { test } from 'node:test';
import { DeflatedStream } from './deflated.ts';

async function pair(): Promise<{ near: DeflatedStream; far: DeflatedStream; close(): void }> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const client = connect(port, '127.0.0.1');
  const [accepted] = (await once(server, 'connection')) as [Socket];
  const none = Buffer.alloc(0);
  return {
    near: new DeflatedStream(client, none),
    far: new DeflatedStream(accepted, none),
    close: () => server.close(),
  };
}

test('what is written last before the end is read at the other side, every time', async () => {
  for (let round = 0; round < 30; round++) {
    const { near, far, close } = await pair();
    const said = Buffer.alloc(50_000, `${round} `);
    far.end(said);
    const got: Buffer[] = [];
    near.on('data', (chunk: Buffer) => got.push(chunk));
    await once(near, 'end');
    assert.ok(Buffer.concat(got).equals(said));
    near.end();
    close();
    near.destroy();
    far.destroy();
  }
});

test('a piece can be read as soon as it is written', async () => {
  const { near, far, close } = await pair();
  far.write('bonjour');
  const [chunk] = (await once(near, 'data')) as [Buffer];
  assert.equal(`${chunk}`, 'bonjour');
  close();
  near.destroy();
  far.destroy();
});
