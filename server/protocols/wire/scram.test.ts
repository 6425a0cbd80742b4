import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkScramProof, deriveScramKeys } from '../../formats/scram/keys.ts';
import { ScramFault, scram, scramOffered } from './scram.ts';
import { scramClient } from './scram-client.ts';

const salt = Buffer.from('0123456789abcdef');
const keys = await deriveScramKeys('crayon', salt, 4096);
const unbound = { channelBinding: () => undefined };

/** The server's side against whoever answers its challenges. */
function serve(first: string, answer: (challenge: string) => string | null, mechanism = 'SCRAM-SHA-256') {
  return scram({
    mechanism,
    connection: unbound,
    initial: Buffer.from(first).toString('base64'),
    async ask(challenge) {
      const said = answer(Buffer.from(challenge, 'base64').toString());
      return said === null ? null : Buffer.from(said).toString('base64');
    },
    offer: async user => ({
      salt,
      iterations: 4096,
      nonce: 'serveur',
      async prove(authMessage, proof) {
        const signature = checkScramProof(keys!, authMessage, proof);
        if (signature === null) throw new Error('wrong');
        return { proven: user, signature };
      },
    }),
  });
}

test('names with a comma or an equals sign are said in their escapes', async () => {
  const client = scramClient('a,b=c', 'crayon');
  const steps = [(text: string) => client.final(text), () => ''];
  assert.equal(await serve(client.first, challenge => steps.shift()!(challenge)), 'a,b=c');
});

test('the last word of the client is empty, and it may leave at any time', async () => {
  for (const last of [null, 'encore']) {
    const client = scramClient('a', 'crayon');
    const steps = [(text: string) => client.final(text), () => last];
    await assert.rejects(
      serve(client.first, challenge => steps.shift()!(challenge)),
      ScramFault,
    );
  }
  await assert.rejects(
    serve('n,,n=a,r=x', () => null),
    (error: ScramFault) => error.cancelled,
  );
});

test('acting for another, extensions that must be known, and bindings of another kind are refused', async () => {
  for (const first of [
    'n,a=autre,n=a,r=x',
    'n,,m=x,n=a,r=x',
    'p=tls-unique,,n=a,r=x',
    'p=tls-exporter,,n=a,r=x',
    'n,,n=a=,r=x',
    'n,,n=a\0b,r=x',
  ])
    await assert.rejects(
      serve(first, () => ''),
      ScramFault,
      first,
    );
});

test('whatever a client says, it is a fault or a wrong proof, and never anything else', async () => {
  const piece = fc.oneof(
    fc.constantFrom('n,,', 'y,,', 'p=tls-exporter,,', 'n=a', ',r=', 'c=biws', ',p=', ',', '=', 'AAAA', 'a=', 'serveur'),
    fc.string({ maxLength: 6 }),
  );
  const message = fc.oneof(
    fc.array(piece, { maxLength: 8 }).map(pieces => pieces.join('')),
    fc.constant('n,,n=a,r=x'),
    fc.string({ maxLength: 30 }).map(proof => `c=biws,r=xserveur,p=${Buffer.from(proof).toString('base64')}`),
  );
  await fc.assert(
    fc.asyncProperty(message, message, async (first, final) => {
      await assert.rejects(
        serve(first, () => final),
        (error: Error) => error instanceof ScramFault || error.message === 'wrong',
      );
    }),
    { numRuns: 2000, seed: 5 },
  );
});

test('PLUS is offered where the connection gives something to be bound to', () => {
  assert.deepEqual(scramOffered({}, unbound), []);
  assert.deepEqual(scramOffered({ scram: {} }, unbound), ['SCRAM-SHA-256']);
  assert.deepEqual(scramOffered({ scram: {} }, { channelBinding: () => salt }), [
    'SCRAM-SHA-256',
    'SCRAM-SHA-256-PLUS',
  ]);
});
