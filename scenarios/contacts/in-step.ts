/** vdirsyncer between a folder and the house: both sides begin with half of the contacts, then each changes some. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '../../server/services/actor.ts';
import { listBooks } from '../../server/services/contacts/books.ts';
import { listContacts } from '../../server/services/contacts/get.ts';
import { importContacts } from '../../server/services/contacts/import.ts';
import { removeCard } from '../../server/services/contacts/remove.ts';
import { run } from '../interop/client-program.ts';
import { type SecureDav, secureDav, vcard3 } from './door.ts';

export type InStep = {
  readonly contacts: number;
  readonly firstSync: number;
  readonly changes: number;
  readonly nothing: number;
};

/**
 * Keeps so many contacts in step; throws where the sides differ. Times are milliseconds, the program's own included.
 */
export async function keepInStep(contacts: number): Promise<InStep> {
  const door = await secureDav();
  const directory = await mkdtemp(join(tmpdir(), 'vaguemestre-in-step-'));
  try {
    const outcome = await syncBothWays(door, directory, await door.account('vdir'), contacts);
    assert.deepEqual(door.faults, []);
    return outcome;
  } finally {
    await door.close();
    await rm(directory, { recursive: true, force: true });
  }
}

async function syncBothWays(door: SecureDav, directory: string, actor: Actor, contacts: number): Promise<InStep> {
  const { house } = door;
  const near = join(directory, 'near/contacts');
  await mkdir(near, { recursive: true });
  await writeFile(join(directory, 'ca.pem'), door.certificate);
  await writeFile(join(directory, 'rc'), settings(directory, door.origin, actor.address));
  const vdirsyncer = async (word: string): Promise<number> => {
    const start = performance.now();
    const { code, output } = await run(['vdirsyncer', '-c', 'rc', word], {
      directory,
      input: 'y\n'.repeat(9),
      seconds: 900,
    });
    assert.equal(code, 0, output);
    return Math.round(performance.now() - start);
  };
  const { books } = await listBooks(house, actor);
  const bookId = books.find(book => book.role === 'default')!.id;
  const listed = () => listContacts(house, actor, { bookId });
  const compare = async () => {
    const far = (await listed()).map(card => card.fullName).sort();
    assert.deepEqual(await namesIn(near), far);
    return far;
  };

  const half = Math.floor(contacts / 2);
  const cards = Array.from({ length: half }, (_, n) =>
    vcard3(`far-${n}`, `Loin ${n}`, [`EMAIL;TYPE=WORK:l${n}@x.test`]),
  );
  await importContacts(house, actor, Buffer.from(cards.join('')));
  for (let n = 0; n < half; n++) await writeFile(join(near, `p${n}.vcf`), vcard3(`near-${n}`, `Près ${n}`));
  await vdirsyncer('discover');
  const firstSync = await vdirsyncer('sync');
  assert.equal((await compare()).length, half * 2);

  await writeFile(join(near, 'p0.vcf'), vcard3('near-0', 'Près changé'));
  await rm(join(near, 'p1.vcf'));
  await writeFile(join(near, 'new.vcf'), vcard3('near-new', 'Près nouveau'));
  const [first, second] = (await listed()).filter(card => card.uid.startsWith('far-'));
  await removeCard(house, actor, first!.id);
  await importContacts(
    house,
    actor,
    Buffer.from(vcard3(second!.uid, 'Loin changé') + vcard3('far-new', 'Loin nouveau')),
  );
  const changes = await vdirsyncer('sync');
  const far = await compare();
  assert.equal(far.length, half * 2);
  for (const name of ['Près changé', 'Près nouveau', 'Loin changé', 'Loin nouveau'])
    assert.ok(far.includes(name), name);
  const nothing = await vdirsyncer('sync');
  await compare();
  return { contacts: far.length, firstSync, changes, nothing };
}

async function namesIn(folder: string): Promise<string[]> {
  const files = (await readdir(folder)).filter(name => name.endsWith('.vcf'));
  const texts = await Promise.all(files.map(name => readFile(join(folder, name), 'utf8')));
  return texts.map(text => /^FN:(.*)$/m.exec(text)![1]!.trim()).sort();
}

function settings(directory: string, origin: string, address: string): string {
  return `[general]
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
url = "${origin}/"
username = "${address}"
password = "secret"
verify = "${directory}/ca.pem"
`;
}
