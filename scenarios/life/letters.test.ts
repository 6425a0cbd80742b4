/** Letters from the press to the hand, and what the journal keeps of them. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, afterEach, before, test } from 'node:test';
import type { HrRow } from '../../dev/testing/people.ts';
import type { AccountId } from '../../server/model/account.ts';
import { type Reason, Refusal } from '../../server/model/refusal.ts';
import { activate } from '../../server/services/accounts/activate.ts';
import { handOver, listToHandOver } from '../../server/services/letters/hand-over.ts';
import { printLetters } from '../../server/services/letters/print.ts';
import type { Operator } from '../../server/services/people/authority.ts';
import { listActs } from '../../server/store/acts.ts';
import type { Choice } from '../../server/store/letters.ts';
import { type LifeHouse, lifeHouse } from './house.ts';

let life: LifeHouse;
let directory: string;
before(async () => {
  life = await lifeHouse();
  directory = await mkdtemp(join(tmpdir(), 'vaguemestre-letters-'));
  await life.feed(rows);
  await life.activate('s', 't');
});
after(async () => {
  await life.close();
  await rm(directory, { recursive: true });
});
afterEach(() => assert.deepEqual(life.faults, []));

const here = '0805003K';
const there = '0805002J';
const rows: HrRow[] = [
  { key: '1', family: 'Béranger', given: 'Noé', title: 'M.', numen: '80E2612345ABC' },
  { key: '2', family: 'Marchand', given: 'Chloé', population: 'contractuel', to: '31/08/2027', born: '01/12/1996' },
  { key: '3', family: 'Caron', given: 'Didier', title: 'M.', uai: there },
  { key: 's', family: 'Lenoir', given: 'Odile', population: 'atss' },
  { key: 't', family: 'Ferrand', given: 'Paul', population: 'atss', uai: there },
];
const about = {
  name: 'Académie d’Amiens',
  portalName: 'Arena',
  activationUrl: 'https://portail.ac-amiens.test/activation',
  channels: ['Secrétariat de votre établissement'],
};
const refuses = (reason: Reason) => (error: unknown) => error instanceof Refusal && error.reason === reason;

async function secretary(key: string, uai: string): Promise<Operator> {
  const { accountId, address } = await life.actor(key);
  return { accountId, address, roles: [{ role: 'secretary', uai }] };
}

async function print(operator: Operator, choice: Choice, again = false): Promise<{ count: number; pdf: Buffer }> {
  const out = new PassThrough();
  const [pdf, count] = await Promise.all([
    buffer(out),
    printLetters(life.house, operator, choice, about, { validDays: 60, again }, out),
  ]);
  return { count, pdf };
}

async function read(pdf: Buffer): Promise<string[]> {
  const path = join(directory, 'batch.pdf');
  await writeFile(path, pdf);
  return execFileSync('/usr/bin/pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }).split('\f').slice(0, -1);
}

const passwordIn = (page: string) => /[A-HJ-NP-Za-hjkmnp-z2-9]{4}(-[A-HJ-NP-Za-hjkmnp-z2-9]{4}){2}/.exec(page)![0];
const readable = { skip: !existsSync('/usr/bin/pdftotext') && 'needs poppler-utils' };

test('R5 a secretary prints for their own school alone, each person once', readable, async () => {
  const odile = await secretary('s', here);
  await assert.rejects(print(odile, { kind: 'school', uai: there }), refuses('not-permitted'));
  await assert.rejects(print(odile, { kind: 'since', at: new Date(0) }), refuses('not-permitted'));
  const { count, pdf } = await print(odile, { kind: 'school', uai: here });
  assert.equal(count, 2);
  const pages = await read(pdf);
  assert.equal(pages.length, 2);
  assert.match(pages[0]!, /M\. Noé Béranger/);
  assert.match(pages[0]!, /votre NUMEN/);
  assert.match(pages[1]!, /Mme Chloé Marchand/);
  assert.match(pages[1]!, /votre date de\s+naissance/);
  assert.equal((await print(odile, { kind: 'school', uai: here })).count, 0);
});

test('R5 R6 a reprint replaces the password, and the new one activates', readable, async () => {
  const first = passwordIn((await read((await print('console', { kind: 'school', uai: here }, true)).pdf))[0]!);
  const noe = await life.accountOf('1');
  const second = passwordIn((await read((await print('console', { kind: 'account', accountId: noe })).pdf))[0]!);
  assert.notEqual(first, second);
  const attempt = (provisionalPassword: string) => ({
    identifier: 'noe.beranger',
    provisionalPassword,
    proof: { kind: 'numen' as const, numen: '80E2612345ABC' },
    charterAccepted: true as const,
    newPassword: 'Cerise-Violon-82!',
    remote: '192.0.2.1',
  });
  await assert.rejects(activate(life.house, attempt(first)), refuses('bad-credentials'));
  assert.equal((await activate(life.house, attempt(second))).accountId, noe);
  await assert.rejects(print('console', { kind: 'account', accountId: noe }), refuses('policy'));
});

test('R5 the handing over is signed off once, by the secretary of that school, with the identity seen', async () => {
  const chloe = await life.accountOf('2');
  const odile = await secretary('s', here);
  const waiting = async () => (await listToHandOver(life.house, odile, here)).map(each => each.givenName);
  assert.deepEqual(await waiting(), ['Chloé']);
  await assert.rejects(handOver(life.house, await secretary('t', there), chloe, 'known'), refuses('not-permitted'));
  await handOver(life.house, odile, chloe, 'identity-card');
  await assert.rejects(handOver(life.house, odile, chloe, 'identity-card'), refuses('policy'));
  assert.deepEqual(await waiting(), []);
  const acts = await listActs(life.house.store.database, 0, 100);
  const handed = acts.filter(act => act.kind === 'letter-handed');
  assert.equal(handed.length, 1);
  assert.equal(handed[0]!.subject, chloe);
  assert.deepEqual(JSON.parse(handed[0]!.facts), { school: here, identity: 'identity-card' });
});

test(
  'R5 letters since a day reach those announced since, and the passwords are nowhere in the database',
  readable,
  async () => {
    life.goTo('2026-11-26');
    await life.feed([...rows, { key: '4', family: 'Dufrénoy', given: 'Agathe', uai: there }]);
    const { count, pdf } = await print('console', { kind: 'since', at: new Date('2026-11-25T00:00:00Z') });
    assert.equal(count, 1);
    const password = passwordIn((await read(pdf))[0]!);
    const agathe: AccountId = await life.accountOf('4');
    const { database } = life.house.store;
    for (const table of ['account', 'letter', 'act', 'act_personal', 'account_event']) {
      const rows = await database.query<{ text: string }>({ text: `select t::text as text from ${table} t`, name: '' });
      for (const { text } of rows) assert.ok(!text.includes(password) && !text.includes(password.replaceAll('-', '')));
    }
    assert.ok(agathe > 0);
  },
);
