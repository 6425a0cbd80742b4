/** Real CardDAV clients against the house: what telephones and programs do, both ways. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DAVClient } from 'tsdav';
import { absent, run, workplace } from '../interop/client-program.ts';
import { type DavDoor, davDoor, type SecureDav, secureDav, vcard3 } from './door.ts';
import { keepInStep } from './in-step.ts';

let door: DavDoor;
let secure: SecureDav;
before(async () => {
  door = await davDoor();
  secure = await secureDav();
});
after(async () => {
  await door.close();
  await secure.close();
  assert.deepEqual([...door.faults, ...secure.faults], []);
});

test('tsdav finds the books by itself, and makes, reads, changes, syncs and deletes cards', async () => {
  const actor = await door.account('tsdav');
  const client = new DAVClient({
    serverUrl: door.origin,
    credentials: { username: actor.address, password: 'secret' },
    authMethod: 'Basic',
    defaultAccountType: 'carddav',
  });
  await client.login();
  const books = await client.fetchAddressBooks();
  assert.deepEqual(
    books.map(book => book.displayName),
    ['Contacts', 'Adresses collectées', 'Annuaire académique'],
  );
  const [book] = books;
  const made = await client.createVCard({ addressBook: book!, filename: 't.vcf', vCardString: vcard3('u-t', 'Tata') });
  assert.equal(made.status, 201);
  const [card] = await client.fetchVCards({ addressBook: book! });
  assert.match(String(card!.data), /FN:Tata/);
  const changed = await client.updateVCard({
    vCard: { ...card!, data: String(card!.data).replace('FN:Tata', 'FN:Tonton') },
  });
  assert.equal(changed.status, 204);
  const stale = await client.updateVCard({ vCard: card! });
  assert.equal(stale.status, 412);
  const [again] = await client.fetchVCards({ addressBook: book! });
  assert.match(String(again!.data), /FN:Tonton/);
  const gone = await client.deleteVCard({ vCard: again! });
  assert.equal(gone.status, 204);
  assert.deepEqual(await client.fetchVCards({ addressBook: book! }), []);
});

test('curl reads and writes a card', { skip: absent('/usr/bin/curl', 'curl') }, async t => {
  const actor = await secure.account('curl');
  const { directory, certificate } = await workplace(t, secure.certificate);
  await writeFile(join(directory, 'card.vcf'), vcard3('u-c', 'Curl'));
  const url = `${secure.origin}/dav/addressbooks/${actor.address}/contacts/c.vcf`;
  const usual = ['curl', '-sS', '--cacert', certificate, '-u', `${actor.address}:secret`];
  const put = await run(
    [...usual, '-o', '/dev/null', '-w', '%{http_code}', '-T', 'card.vcf', '-H', 'Content-Type: text/vcard', url],
    { directory },
  );
  assert.equal(put.output, '201');
  const read = await run([...usual, url], { directory });
  assert.match(read.output, /FN:Curl/);
  const found = await run(
    [...usual, '-L', '-X', 'PROPFIND', '-H', 'Depth: 0', `${secure.origin}/.well-known/carddav`],
    { directory },
  );
  assert.match(found.output, /<d:multistatus/);
});

test('vdirsyncer keeps both sides in step over changes on each', {
  skip: absent('/usr/bin/vdirsyncer', 'vdirsyncer'),
}, async () => {
  assert.equal((await keepInStep(100)).contacts, 100);
});
