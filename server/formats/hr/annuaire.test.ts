import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readAaf } from './aaf.ts';
import { readHrCsv } from './csv.ts';
import { readLdif } from './ldif.ts';
import { UnreadableFeed } from './person.ts';
import { readHrFeed } from './read.ts';

type Attributes = Record<string, string | string[]>;
const marie: Attributes = {
  categoriePersonne: 'PersEducNat',
  ENTPersonJointure: '801',
  personalTitle: 'Mme',
  sn: 'Martin',
  ENTPersonNomPatro: 'Lecœur',
  givenName: 'Marie',
  ENTPersonDateNaissance: '02/11/1974',
  ENTPersonNumen: '80E0412345ABC',
  ENTPersonProfils: 'National_ENS',
  ENTPersonStructRattach: '0805003K',
  ENTPersonFonctions: '0805003K$ENS$Professeure d’histoire$L1000$HISTOIRE',
  ENTPersonAffectations: ['0805003K$01/09/2010$$', '0805002J$01/09/2009$31/08/2010$Autre'],
};
const values = (value: string | string[]) => (Array.isArray(value) ? value : [value]);

function aaf(...people: Attributes[]): string {
  const requests = people.map(person => {
    const attributes = Object.entries(person).map(
      ([name, value]) =>
        `<attr name="${name}">${values(value)
          .map(each => `<value>${each.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</value>`)
          .join('')}</attr>`,
    );
    return `<addRequest>\n<attributes>${attributes.join('\n')}</attributes>\n</addRequest>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE ficAlimMENESR SYSTEM "ficAlimMENESR.dtd">\n<ficAlimMENESR>\n${requests.join('\n')}\n</ficAlimMENESR>\n`;
}

function ldif(...people: Attributes[]): string {
  const entries = people.map((person, index) => {
    const lines = Object.entries(person).flatMap(([name, value]) =>
      values(value).map(each =>
        /[^ -~]/.test(each) ? `${name}:: ${Buffer.from(each).toString('base64')}` : `${name}: ${each}`,
      ),
    );
    return [`dn: uid=${index},ou=personnes`, ...lines].map(line => line.replace(/(.{76})(?=.)/g, '$1\n ')).join('\n');
  });
  return `version: 1\n\n${entries.join('\n\n')}\n`;
}

test('the annuaire’s XML and LDIF say what the CSV says', () => {
  const csv = readHrCsv(
    Buffer.from(
      `identifiant;civilite;nom_usage;nom_naissance;prenom;date_naissance;numen;population;fonction;uai;debut;fin;principal
801;Mme;Martin;Lecœur;Marie;02/11/1974;80E0412345ABC;titulaire;Professeure d’histoire;0805003K;01/09/2010;;oui
801;Mme;Martin;Lecœur;Marie;02/11/1974;80E0412345ABC;titulaire;Autre;0805002J;01/09/2009;31/08/2010;non
`,
    ),
  );
  for (const text of [aaf(marie), ldif(marie)]) {
    const feed = readHrFeed(Buffer.from(text));
    assert.deepEqual(feed.refused, []);
    assert.deepEqual(
      feed.people.map(person => ({ ...person, line: 2 })),
      csv.people,
    );
  }
});

test('the œ of ISO-8859-15 is read as declared', () => {
  const text = aaf({ ...marie, ENTPersonFonctions: '0805003K$ENS$Professeure$L$H' }).replace('UTF-8', 'ISO-8859-15');
  const bytes = Buffer.from(text.replaceAll('œ', '\u00bd'), 'latin1');
  assert.equal(readHrFeed(bytes).people[0]?.birthName, 'Lecœur');
});

test('R1 pupils and parents are refused, with the line where each begins', () => {
  const pupil = { ...marie, ENTPersonJointure: '802', ENTPersonNumen: '', ENTPersonProfils: 'National_ELV' };
  const parent = { ...marie, ENTPersonJointure: '803', ENTPersonNumen: '', categoriePersonne: 'PersRelEleve' };
  for (const text of [aaf(marie, pupil, parent), ldif(marie, pupil, parent)]) {
    const { people, refused } = readHrFeed(Buffer.from(text));
    assert.equal(people.length, 1);
    assert.deepEqual(
      refused.map(each => each.hrKey),
      ['802', '803'],
    );
    assert.match(refused[0]!.why, /élèves/);
    assert.match(refused[1]!.why, /parents/);
    const lines = text.split('\n');
    for (const { line } of refused) assert.match(lines[line - 1]!, /addRequest|^dn:/);
  }
});

test('impossible dates, formulas and unknown words are refused by attribute', () => {
  const faults: [Attributes, string][] = [
    [{ ENTPersonDateNaissance: '31/02/1974' }, 'ENTPersonDateNaissance'],
    [{ sn: '=HYPERLINK(1)' }, 'sn'],
    [{ ENTPersonFonctions: '0805003K$ENS$=1+1' }, 'ENTPersonFonctions'],
    [{ ENTPersonAffectations: '0805003K$01/09/2010$01/09/2009$' }, 'ENTPersonAffectations'],
    [{ ENTPersonAffectations: [] }, 'ENTPersonAffectations'],
    [{ ENTPersonProfils: 'National_XYZ' }, 'ENTPersonProfils'],
  ];
  for (const [change, column] of faults) {
    const { people, refused } = readHrFeed(Buffer.from(aaf({ ...marie, ...change })));
    assert.equal(people.length, 0, column);
    assert.equal(refused[0]?.column, column);
  }
});

test('a cut file, declared entities, endless depth and foreign roots are unreadable', () => {
  const whole = aaf(marie, { ...marie, ENTPersonJointure: '802', ENTPersonNumen: '' });
  const bomb = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><ficAlimMENESR>&b;</ficAlimMENESR>`;
  const deep = `<ficAlimMENESR>${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}</ficAlimMENESR>`;
  for (const text of [whole.slice(0, whole.length - 40), bomb, deep, '<html></html>', '<ficAlimMENESR/>']) {
    assert.throws(() => readHrFeed(Buffer.from(text)), UnreadableFeed);
  }
  const half = ldif(marie).slice(0, 150);
  assert.throws(() => readHrFeed(Buffer.from(half)), UnreadableFeed);
  assert.throws(() => readHrFeed(Buffer.from('dn: uid=1\nsn:< file:///etc/passwd\n')), UnreadableFeed);
});

test('whatever the bytes, a reader gives people, refusals or one sentence', () => {
  const seeds = [aaf(marie), ldif(marie)];
  fc.assert(
    fc.property(
      fc.constantFrom(...seeds),
      fc.array(fc.tuple(fc.nat(), fc.string({ maxLength: 6 })), { maxLength: 8 }),
      (seed, edits) => {
        let text = seed;
        for (const [at, put] of edits)
          text = text.slice(0, at % text.length) + put + text.slice((at % text.length) + 2);
        for (const reader of [readAaf, readLdif, readHrFeed]) {
          try {
            reader(Buffer.from(text));
          } catch (error) {
            assert.ok(error instanceof UnreadableFeed, String((error as Error).stack));
          }
        }
      },
    ),
    { numRuns: 300, seed: 7 },
  );
});

test('a request written in an unusual way says the same: comments, CDATA, quotes and entities', () => {
  const plain = aaf(marie);
  const expected = readHrFeed(Buffer.from(plain)).people;
  const others = [
    plain.replace('<attributes>', '<attributes><!-- suite -->'),
    plain.replace('<value>Martin</value>', '<value><![CDATA[Martin]]></value>'),
    plain.replaceAll('<attr name="sn">', "<attr  name = 'sn' >"),
    plain.replace('<value>Martin</value>', '<value> &#77;artin </value>'),
    plain.replace('<value>Martin</value>', '<value>Martin</value><autre/>'),
  ];
  for (const text of others) assert.deepEqual(readHrFeed(Buffer.from(text)).people, expected, text);
});
