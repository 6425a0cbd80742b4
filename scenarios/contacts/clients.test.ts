/** Real CardDAV clients against the house: what telephones and programs do, both ways. */
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DAVClient } from 'tsdav';
import { listBooks } from '../../server/services/contacts/books.ts';
import { getCards, listContacts } from '../../server/services/contacts/get.ts';
import { importContacts } from '../../server/services/contacts/import.ts';
import { removeCard } from '../../server/services/contacts/remove.ts';
import { absent, run, workplace } from '../interop/client-program.ts';
import { type DavDoor, davDoor, type SecureDav, secureDav, vcard3 } from './door.ts';

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

/** Contacts kept in step; the drills take five thousand. */
const contacts = Number(process.env.CONTACTS ?? 200);

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
}, async t => {
  const actor = await secure.account('vdir');
  const { directory, certificate } = await workplace(t, secure.certificate);
  await mkdir(join(directory, 'near/contacts'), { recursive: true });
  await writeFile(
    join(directory, 'rc'),
    `[general]
status_path = "${directory}/status/"

[pair both]
a = "near"
b = "far"
collections = ["contacts"]
conflict_resolution = "b wins"

[storage near]
type = "filesystem"
path = "${directory}/near/"
fileext = ".vcf"

[storage far]
type = "carddav"
url = "${secure.origin}/"
username = "${actor.address}"
password = "secret"
verify = "${certificate}"
`,
  );
  const vdirsyncer = async (...words: string[]) => {
    const start = performance.now();
    const { code, output } = await run(['vdirsyncer', '-c', 'rc', ...words], {
      directory,
      input: 'y\n'.repeat(9),
      seconds: 900,
    });
    assert.equal(code, 0, output);
    if (process.env.CONTACTS !== undefined)
      console.log(`vdirsyncer ${words[0]}: ${Math.round(performance.now() - start)} ms`);
  };
  const near = () => join(directory, 'near/contacts');
  const names = async (): Promise<string[]> => {
    const files = (await readdir(near())).filter(name => name.endsWith('.vcf'));
    const texts = await Promise.all(files.map(name => readFile(join(near(), name), 'utf8')));
    return texts.map(text => /^FN:(.*)$/m.exec(text)![1]!.trim()).sort();
  };
  const { books } = await listBooks(secure.house, actor);
  const bookId = books.find(book => book.role === 'default')!.id;
  const far = async () => (await listContacts(secure.house, actor, { bookId })).map(card => card.fullName).sort();

  // Half of them begin on each side.
  const half = Math.floor(contacts / 2);
  const lines = Array.from({ length: half }, (_, n) =>
    vcard3(`far-${n}`, `Loin ${n}`, [`EMAIL;TYPE=WORK:l${n}@x.test`]),
  );
  await importContacts(secure.house, actor, Buffer.from(lines.join('')));
  for (let n = 0; n < half; n++) await writeFile(join(near(), `p${n}.vcf`), vcard3(`near-${n}`, `Près ${n}`));
  await vdirsyncer('discover');
  await vdirsyncer('sync');
  assert.equal((await names()).length, half * 2);
  assert.deepEqual(await names(), await far());

  // Then each side changes, makes and loses some.
  await writeFile(join(near(), 'p0.vcf'), vcard3('near-0', 'Près changé'));
  await rm(join(near(), 'p1.vcf'));
  await writeFile(join(near(), 'new.vcf'), vcard3('near-new', 'Près nouveau'));
  const [first, second] = (await listContacts(secure.house, actor, { bookId })).filter(card =>
    card.uid.startsWith('far-'),
  );
  await removeCard(secure.house, actor, first!.id);
  await importContacts(
    secure.house,
    actor,
    Buffer.from(vcard3(second!.uid, 'Loin changé') + vcard3('far-new', 'Loin nouveau')),
  );
  await vdirsyncer('sync');
  assert.deepEqual(await names(), await far());
  for (const name of ['Près changé', 'Près nouveau', 'Loin changé', 'Loin nouveau'])
    assert.ok((await far()).includes(name), name);
  assert.equal((await far()).length, half * 2);
  await vdirsyncer('sync');
  assert.deepEqual(await names(), await far());
  assert.equal((await getCards(secure.house, actor, { bookId })).length, half * 2);
});
