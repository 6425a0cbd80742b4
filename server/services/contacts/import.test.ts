import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { mailHouse } from '../../../dev/testing/mail-house.ts';
import { type ExportFormat, exportContacts } from './export.ts';
import { getCards } from './get.ts';
import { importContacts, importLimits } from './import.ts';

const { house, account, close } = await mailHouse();
after(close);

async function exported(
  actor: { accountId: never },
  format: ExportFormat,
  language: 'fr' | 'en' = 'fr',
): Promise<string> {
  let whole = '';
  for await (const piece of exportContacts(house, actor, format, null, language)) whole += piece;
  return whole;
}
const all = async (actor: object) => await getCards(house, actor as never, { bookId: null });

test('a file of vCards of every version goes in; what will not do is told by line; twice the same adds nothing', async () => {
  const marie = await account('marie');
  const file = Buffer.from(`BEGIN:VCARD
VERSION:2.1
N:Martin;Jean
TEL;CELL:06
END:VCARD
BEGIN:VCARD
VERSION:3.0
UID:u-2
FN:Zoé
EMAIL:z@x.test
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Photo
PHOTO:data:image/png;base64,PHN2Zz4=
END:VCARD
BEGIN:VCARD
VERSION:9
END:VCARD
`);
  const first = await importContacts(house, marie, file);
  assert.deepEqual([first.added, first.updated, first.known], [2, 0, 0]);
  assert.deepEqual(
    first.refused.map(one => [one.line, one.sentence.fr]),
    [
      [12, 'La photo de cette fiche n’est pas une image.'],
      [17, 'La version de la fiche n’est ni 2.1, ni 3.0, ni 4.0.'],
    ],
  );
  const changed = await importContacts(house, marie, Buffer.from(file.toString().replace('FN:Zoé', 'FN:Zoé B.')));
  assert.deepEqual([changed.updated, changed.known], [1, 0]);
  const same = await importContacts(house, marie, Buffer.from(await exported(marie as never, 'vcard4')));
  assert.deepEqual([same.added, same.updated, same.known], [0, 0, 3]);
});

const csvs: Record<string, readonly [string, BufferEncoding?]> = {
  'Outlook in English': [
    'First Name,Last Name,Company,Job Title,E-mail Address,E-mail 2 Address,Mobile Phone,Business City,Birthday,Notes\r\nRenée,Lefèvre,Collège,Prof,r@x.test,r2@x.test,06 12,Amiens,0/0/00,"a, ""b"""\r\n',
  ],
  'Outlook in French, of Windows': [
    'Prénom;Nom;Société;Titre;Fonction;Adresse de messagerie;Adresse de messagerie 2;Tél. mobile;Ville (bureau);Notes\r\nRenée;Lefèvre;Collège;Mme;Prof;r@x.test;r2@x.test;06 12;Amiens;"a, ""b"""\r\n',
    'latin1',
  ],
  Gmail: [
    'First Name,Middle Name,Last Name,Organization Name,Organization Title,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - City,Notes,Labels\r\nRenée,,Lefèvre,Collège,Prof,* Work,r@x.test,r2@x.test,Mobile,06 12,Work,Amiens,"a, ""b""",* myContacts\r\n',
  ],
  'Thunderbird in English': [
    'First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Organization,Job Title,Mobile Number,Work City,Notes\n Renée,Lefèvre,Renée Lefèvre,,r@x.test,r2@x.test,Collège,Prof,06 12,Amiens,"a, ""b"""\n',
  ],
  'Thunderbird in French': [
    'Prénom,Nom de famille,Nom à afficher,Première adresse électronique,Deuxième adresse électronique,Société,Fonction,Portable,Ville professionnelle,Notes\nRenée,Lefèvre,Renée Lefèvre,r@x.test,r2@x.test,Collège,Prof,06 12,Amiens,"a, ""b"""\n',
  ],
};

for (const [program, [text, encoding = 'utf8']] of Object.entries(csvs)) {
  test(`the CSV of ${program} is read column by column`, async () => {
    const actor = await account(`csv${program.length}${program.replace(/\W/g, '').toLowerCase()}`);
    assert.deepEqual(await importContacts(house, actor, Buffer.from(text, encoding)), {
      added: 1,
      updated: 0,
      known: 0,
      refused: [],
    });
    const [card] = await all(actor);
    assert.deepEqual([card!.fullName, card!.emails], ['Renée Lefèvre', ['r@x.test', 'r2@x.test']]);
    for (const line of ['N:Lefèvre;Renée;;', 'ORG:Collège', 'TITLE:Prof', 'TEL;TYPE=cell:06 12', 'NOTE:a\\, "b"']) {
      assert.ok(card!.card.includes(line), `${line} in ${card!.card}`);
    }
    assert.match(card!.card, /ADR;TYPE=work:;;;Amiens;;;/);
    for (const language of ['fr', 'en'] as const) {
      const again = await account(`${language}${program.replace(/\W/g, '').toLowerCase()}`);
      await importContacts(house, again, Buffer.from(await exported(actor as never, 'csv', language)));
      const [back] = await all(again);
      assert.deepEqual([back!.fullName, back!.emails], [card!.fullName, card!.emails]);
      assert.ok(back!.card.includes('NOTE:a\\, "b"'));
    }
  });
}

test('rows that will not do are told with their row; the others go in', async () => {
  const actor = await account('rows');
  const { added, refused } = await importContacts(
    house,
    actor,
    Buffer.from(
      'Nom;Adresse de messagerie;Date de naissance\r\n;;\r\nA;pas une adresse;\r\nB;b@x.test;hier\r\nC;c@x.test;31/12/1980\r\n',
    ),
  );
  assert.equal(added, 1);
  assert.deepEqual(
    refused.map(one => [one.line, one.sentence.fr]),
    [
      [3, 'Une adresse de messagerie est mal formée.'],
      [4, 'Une date est mal écrite.'],
    ],
  );
  assert.match((await all(actor))[0]!.card, /BDAY:19801231/);
});

test('what is no file of contacts is refused, and one that is too large', async () => {
  const actor = await account('wrong');
  await assert.rejects(importContacts(house, actor, Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')), {
    reason: 'bad-contact',
  });
  await assert.rejects(importContacts(house, actor, Buffer.alloc(importLimits.bytes + 1)), {
    reason: 'contact-too-large',
  });
});

test('a cell that a spreadsheet would run is written as text', async () => {
  const actor = await account('formula');
  await importContacts(house, actor, Buffer.from('BEGIN:VCARD\nVERSION:4.0\nFN:=1+1\nTEL;TYPE=cell:+33 6\nEND:VCARD'));
  const csv = await exported(actor as never, 'csv');
  assert.match(csv, /'=1\+1/);
  assert.match(csv, /,\+33 6,/);
  assert.match(await exported(actor as never, 'vcard3'), /VERSION:3\.0/);
});
