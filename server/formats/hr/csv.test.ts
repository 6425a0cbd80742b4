import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { csvColumns, readHrCsv } from './csv.ts';
import { UnreadableFeed } from './person.ts';

const header = csvColumns.join(';');
const marie = '801;Mme;Martin;;Marie;02/11/1974;80E0412345ABC;titulaire;Professeure;0805003K;01/09/2010;;oui';
const feed = (...lines: string[]) => Buffer.from(`${[header, ...lines].join('\r\n')}\r\n`);
const why = (...lines: string[]) =>
  readHrCsv(feed(...lines)).refused.map(({ line, column, why }) => [line, column, why]);

test('a person is read with their assignments, dates as days, NUMEN in its normal form', () => {
  const { people, refused } = readHrCsv(
    feed(
      '801;madame;Martin;Durand;Marie;02/11/1974;80e 0412345 abc;Titulaire;Professeure;0805003k;01/09/2010;;oui',
      '801;Mme;Martin;Durand;Marie;02/11/1974;80E0412345ABC;titulaire;Autre;0805002J;01/09/2009;31/08/2010;non',
    ),
  );
  assert.deepEqual(refused, []);
  assert.deepEqual(people, [
    {
      hrKey: '801',
      title: 'Mme',
      givenName: 'Marie',
      familyName: 'Martin',
      birthName: 'Durand',
      birthDate: '1974-11-02',
      numen: '80E0412345ABC',
      population: 'titulaire',
      function: 'Professeure',
      assignments: [
        { uai: '0805002J', firstDay: '2009-09-01', lastDay: '2010-08-31', main: false },
        { uai: '0805003K', firstDay: '2010-09-01', lastDay: null, main: true },
      ],
      line: 2,
    },
  ]);
});

test('separators and encodings are recognised', () => {
  const line = marie.replace('Professeure', 'Élève-conseillère d’éducation');
  const text = `${header}\n${line}\n`;
  const latin = Buffer.from(text.replaceAll('’', '\x92'), 'latin1');
  const variants: Buffer[] = [
    Buffer.from(text),
    Buffer.from(`\ufeff${text}`),
    Buffer.from(text.replaceAll(';', ',')),
    Buffer.from(text.replaceAll(';', '\t')),
    Buffer.from(`\ufeff${text}`, 'utf16le'),
    latin,
  ];
  for (const bytes of variants) {
    const { people, refused } = readHrCsv(bytes);
    assert.deepEqual(refused, []);
    assert.equal(people[0]?.function, 'Élève-conseillère d’éducation');
  }
});

test('R1 pupils and students are refused with the reason, whatever else is wrong', () => {
  for (const word of ['élève', 'Élève', 'étudiante', 'ELEVE']) {
    const [[line, column, reason] = []] = why(`;Mme;Petit;;Lilou;12/05/2012;;${word};6e B;0805003K;01/09/2024;;oui`);
    assert.equal(line, 2);
    assert.equal(column, 'population');
    assert.match(String(reason), /élèves.*réservée aux agents/);
  }
});

test('every wrong field is refused with its line, its column and a reason', () => {
  const cases: [RegExp, string, string, string][] = [
    [/inconnue ; attendu : titulaire/, 'population', 'titulaire', 'bénévole'],
    [/est vide/, 'nom_usage', ';Martin;', ';;'],
    [/est vide/, 'date_naissance', '02/11/1974', ''],
    [/31\/02\/1985 n’existe pas/, 'date_naissance', '02/11/1974', '31/02/1985'],
    [/précède/, 'fin', ';;oui', ';01/01/2009;oui'],
    [/13 lettres/, 'numen', '80E0412345ABC', '80E04'],
    [/UAI/, 'uai', '0805003K', '805003K'],
    [/formule/, 'fonction', 'Professeure', '=CMD|calc'],
    [/signe qu’un nom n’a pas/, 'prenom', ';Marie;', ';Mar1e;'],
    [/oui/, 'principal', ';oui', ';peut-être'],
    [/contrôle/, 'nom_usage', ';Martin;', ';Mar\u0007tin;'],
    [/la naissance suit/, 'date_naissance', '02/11/1974', '02/11/2012'],
  ];
  for (const [reason, column, from, to] of cases) {
    const [first] = why(marie.replace(from, to));
    assert.equal(first?.[0], 2);
    assert.equal(first?.[1], column);
    assert.match(String(first?.[2]), reason);
  }
  assert.match(String(why('801;Mme;Martin')[0]?.[2]), /3 colonnes au lieu de 13/);
});

test('one refused line refuses the whole person and says so on each line', () => {
  const second = marie.replace('0805003K;01/09/2010', '0805002J;32/09/2011').replace(';oui', ';non');
  const { people, refused } = readHrCsv(feed(marie, second, marie.replace('801', '802').replace('45ABC', '46ABC')));
  assert.deepEqual(
    people.map(person => person.hrKey),
    ['802'],
  );
  assert.deepEqual(
    refused.map(one => one.line),
    [2, 3],
  );
});

test('two identities under one key, or one NUMEN for two keys, are refused', () => {
  const other = marie.replace('Marie', 'Maria').replace('01/09/2010', '01/09/2012');
  assert.equal(readHrCsv(feed(marie, other)).people.length, 0);
  const stolen = readHrCsv(feed(marie, marie.replace('801', '802')));
  assert.equal(stolen.people.length, 1);
  assert.match(stolen.refused[0]!.why, /déjà celui de la ligne 2/);
  assert.equal(readHrCsv(feed(marie, marie)).people.length, 0);
});

test('a feed cut in the middle, without header or in another encoding is refused as a whole', () => {
  const whole = feed(marie, marie.replace('801', '802'));
  const unreadable = (bytes: Buffer, message: RegExp) =>
    assert.throws(
      () => readHrCsv(bytes),
      error => error instanceof UnreadableFeed && message.test(error.message),
    );
  unreadable(whole.subarray(0, whole.length - 40), /Ligne 3 : le fichier est coupé/);
  unreadable(Buffer.from(`${header}\n801;"Mme;Martin`), /guillemet/);
  unreadable(Buffer.from('Bonjour'), /colonnes/);
  unreadable(Buffer.from(`${header.replace('numen;', '')}\n`), /numen/);
  unreadable(Buffer.from(`${header}\r\n`), /personne/);
  unreadable(Buffer.from(`${header}\r\n801;Éé`).subarray(0, -1), /coupé au milieu d’un caractère/);
  unreadable(Buffer.from([0xff, 0xfe, 0x41]), /UTF-16/);
  unreadable(Buffer.from([0x81, 0x8d, 0x00, 0x9d]), /encodage/);
});

test('line numbers stay right after a cell that holds a newline', () => {
  const long = marie.replace('Professeure', '"Professeure\r\nde lettres"');
  const bad = marie.replace('801', '802').replace('titulaire', 'élève');
  const { refused } = readHrCsv(feed(long, bad));
  assert.deepEqual(
    refused.map(one => one.line),
    [2, 4],
  );
});

test('any bytes give people, reasons or an unreadable feed, never another error', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.string({ unit: 'binary', maxLength: 300 }).map(text => Buffer.from(`${header}\n${marie}\n${text}`)),
    fc
      .tuple(fc.nat(marie.length), fc.string({ maxLength: 5 }))
      .map(([at, text]) => feed(marie.slice(0, at) + text + marie.slice(at))),
  );
  fc.assert(
    fc.property(bytes, input => {
      try {
        const { people } = readHrCsv(input);
        for (const person of people) assert.equal(person.assignments.filter(each => each.main).length, 1);
      } catch (error) {
        assert.ok(error instanceof UnreadableFeed, String(error));
      }
    }),
    { numRuns: 400 },
  );
});
