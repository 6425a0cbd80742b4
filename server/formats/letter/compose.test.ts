import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { composeLetters, type Letter, type Letterforms, type LetterHouse } from './compose.ts';

const house: LetterHouse = {
  name: 'Académie d’Amiens\nService de messagerie',
  portalName: 'Arena',
  activationUrl: 'https://portail.ac-amiens.test/activation',
  channels: [
    'Secrétariat de votre établissement : pour les questions administratives et une nouvelle lettre.',
    'Support technique : assistance.ac-amiens.test, 03 00 00 00 00.',
  ],
};
const letter: Letter = {
  title: 'Mme',
  givenName: 'Marie-Thérèse',
  familyName: 'L’Hœuvre-Quiévreux',
  schoolName: 'Collège des Trois-Tilleuls',
  town: 'Amiens',
  address: 'marie-therese.l-hoeuvre-quievreux@ac-amiens.test',
  password: 'Bt5v-Hn8c-Wy3k',
  validUntil: '2026-11-01',
  madeOn: '2026-09-02',
  proof: 'numen',
};
let letterforms: Letterforms;
let directory: string;
before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vaguemestre-letter-'));
  const read = (family: string, weight: number) =>
    readFile(fileURLToPath(import.meta.resolve(`@fontsource/${family}/files/${family}-latin-${weight}-normal.woff`)));
  letterforms = {
    regular: await read('atkinson-hyperlegible', 400),
    bold: await read('atkinson-hyperlegible', 700),
    fixed: await read('atkinson-hyperlegible-mono', 700),
  };
});
after(() => rm(directory, { recursive: true }));

async function* each(...letters: Letter[]): AsyncGenerator<Letter> {
  yield* letters;
}

async function compose(...letters: Letter[]): Promise<Buffer> {
  const out = new PassThrough();
  const [bytes, count] = await Promise.all([buffer(out), composeLetters(house, each(...letters), letterforms, out)]);
  assert.equal(count, letters.length);
  return bytes;
}

test('R5 the batch is a tagged PDF in French with a page for each person', async () => {
  const pdf = (await compose(letter, { ...letter, title: 'M.', givenName: 'Yanis' })).toString('latin1');
  assert.match(pdf, /^%PDF-1\.7/);
  assert.match(pdf, /\/MarkInfo \d/);
  assert.match(pdf, /\/Marked true/);
  assert.match(pdf, /<pdfuaid:part>/);
  assert.match(pdf, /\/Lang \(fr-FR\)/);
  assert.match(pdf, /\/Type \/Pages\s*\/Count 2/);
  assert.match(pdf, /\/S \/Figure/);
  assert.match(pdf, /\/S \/H1/);
});

const poppler = '/usr/bin/pdftotext';
test('R5 R19 R41 the text can be copied out as it is written', {
  skip: !existsSync(poppler) && 'needs poppler-utils',
}, async () => {
  const path = join(directory, 'letter.pdf');
  await writeFile(path, await compose(letter));
  const text = execFileSync(poppler, ['-layout', path, '-'], { encoding: 'utf8' });
  const wanted = ['Mme Marie-Thérèse L’Hœuvre-Quiévreux', letter.address, letter.password, house.activationUrl];
  for (const each of [...wanted, ...house.channels]) assert.ok(text.includes(each), `${each} in ${text}`);
  assert.match(text, /votre NUMEN/);
  assert.match(text, /jusqu’au 1er\s+novembre\s+2026/);
  assert.match(text.replace(/\s+/g, ' '), /ne demande jamais un mot de passe/);
  assert.equal(text.split('\f').length, 2, 'one page');
});

test('a person without a NUMEN is told to give the birth date', {
  skip: !existsSync(poppler) && 'needs poppler-utils',
}, async () => {
  const path = join(directory, 'other.pdf');
  await writeFile(path, await compose({ ...letter, proof: 'birth-date' }));
  const text = execFileSync(poppler, ['-layout', path, '-'], { encoding: 'utf8' });
  assert.match(text, /votre date de\s+naissance/);
  assert.doesNotMatch(text, /NUMEN/);
});

test('the longest names stay on one page and inside the window', {
  skip: !existsSync(poppler) && 'needs poppler-utils',
}, async () => {
  const path = join(directory, 'long.pdf');
  const name = `${'Marie-Bernadette-Gwenaëlle '.repeat(3)}`.slice(0, 78);
  await writeFile(
    path,
    await compose({
      ...letter,
      givenName: name,
      familyName: name,
      schoolName: `${'École intercommunale '.repeat(7)}`,
      address: `${'m'.repeat(29)}.${'q'.repeat(28)}@ac-amiens.test`,
    }),
  );
  assert.equal(execFileSync(poppler, [path, '-'], { encoding: 'utf8' }).split('\f').length, 2);
});
