/**
 * Fuzzes vCards: `node dev/fuzz/vcard.ts [seconds] [seed]`. Cards are drawn, spoilt, read, made 4.0 and 3.0, turned into
 * JSContact and back: nothing may throw or take long, what is written is read again the same, and JSContact loses nothing
 * in either direction.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Card, type Property, unescapeText } from '../../server/formats/vcard/card.ts';
import { toVersion3 } from '../../server/formats/vcard/downgrade.ts';
import { cardFacts, unfit } from '../../server/formats/vcard/facts.ts';
import { fromJsCard } from '../../server/formats/vcard/jscontact/from-js.ts';
import {
  forbiddenNames,
  isObject,
  type Json,
  type JsonObject,
  sameJson,
} from '../../server/formats/vcard/jscontact/json.ts';
import { toJsCard } from '../../server/formats/vcard/jscontact/to-js.ts';
import { readCards } from '../../server/formats/vcard/read.ts';
import { toVersion4 } from '../../server/formats/vcard/upgrade.ts';
import { writeCard } from '../../server/formats/vcard/write.ts';

/** Milliseconds for any one file of these sizes, generous on a busy machine. */
const tooLong = 1000;

const lines = fc.constantFrom(
  ...[
    'FN:Renée Lefèvre',
    'N:Lefèvre;Renée;;Mme;',
    'N;JSCOMPS=";1;0":Lefèvre;Renée;;;',
    'FN;DERIVED=true:x',
    'NICKNAME:Zou,Zé',
  ],
  ...[
    'item1.EMAIL;PREF=1;TYPE=work:a@x.test',
    'item1.X-ABLabel:Bureau',
    'EMAIL;PROP-ID=e1:b@x.test',
    'item2.X-ABLABEL:seul',
  ],
  ...[
    'TEL;TYPE="cell,voice";VALUE=uri:tel:+336',
    'TEL;CELL;PREF:06',
    'ORG;SORT-AS="b":Collège;Vie scolaire',
    'TITLE:Prof',
    'ROLE:x',
  ],
  ...[
    'ADR;LABEL="1 rue^nX";CC=FR:;;1 rue d\\, X;Amiens;;80000;France',
    'ADR:;;;;;;;;;12;rue X;;;;;;',
    'GEO:49;2',
    'GEO:geo:49,2',
  ],
  ...[
    'BDAY:--0412',
    'BDAY;VALUE=text:vers 1800',
    'BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12',
    'ANNIVERSARY:20200101T000000Z',
  ],
  ...[
    'PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ',
    'PHOTO;JPEG;BASE64:/9j/',
    'KEY:https://k.test',
    'URL;TYPE=home:https://u.test',
  ],
  ...[
    'CATEGORIES:a,b\\,c',
    'CATEGORIES:1,0',
    'MEMBER:urn:uuid:1',
    'KIND:group',
    'UID:u',
    'REV:20261124T080000Z',
    'RELATED:x',
  ],
  ...[
    'NOTE;ENCODING=QUOTED-PRINTABLE:a=0D=0A=',
    'b=C3=A9',
    'NOTE;CHARSET=ISO-8859-1:\xe9',
    'X-A;B="c;d":e\\;f',
    'JSPROP;JSPTR=a/b:{}',
  ],
  ...[
    'JSPROP;JSPTR=__proto__/x:1',
    'JSPROP;JSPTR=emails:"x"',
    '',
    ' suite',
    'sans rien',
    'BEGIN:VCARD',
    'END:VCARD',
    'EMAIL;PROP-ID=__proto__:c@x',
  ],
);

const file: fc.Arbitrary<Buffer> = fc
  .tuple(fc.constantFrom('2.1', '3.0', '4.0'), fc.array(lines, { maxLength: 20 }), fc.constantFrom('\r\n', '\n'))
  .map(([version, body, end]) =>
    Buffer.from(['BEGIN:VCARD', `VERSION:${version}`, ...body, 'END:VCARD', ''].join(end)),
  );

const damage = fc.array(fc.tuple(fc.nat(), fc.nat(8), fc.string({ maxLength: 6 })), { maxLength: 4 });

function spoil(bytes: Buffer, damages: readonly (readonly [number, number, string])[]): Buffer {
  return damages.reduce((spoilt, [where, removed, added]) => {
    const at = where % (spoilt.length + 1);
    return Buffer.concat([spoilt.subarray(0, at), Buffer.from(added), spoilt.subarray(at + removed)]);
  }, bytes);
}

const member = fc.constantFrom(
  'uid',
  'kind',
  'name',
  'full',
  'components',
  'emails',
  'phones',
  'addresses',
  'anniversaries',
  'date',
  'label',
  'pref',
  'keywords',
  'members',
  'vCardParams',
  'vCardProps',
  'group',
  'address',
  'contexts',
  'work',
  'value',
  'year',
  '@type',
  'note',
  'notes',
  'e1',
  '1',
  'a/b',
  'é~',
);
const json: fc.Arbitrary<Json> = fc.letrec<{ any: Json; object: Json }>(tie => ({
  any: fc.oneof(
    { maxDepth: 4 },
    fc.string({ maxLength: 8, unit: 'grapheme' }),
    fc.integer({ min: -2, max: 3000 }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('any'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.dictionary(member, tie('any'), { maxKeys: 5, noNullPrototype: true }) as fc.Arbitrary<Json>,
})).object;

const name = fc.record(
  {
    kind: fc.constantFrom('given', 'surname', 'given2', 'title', 'generation', 'separator', 'odd'),
    value: fc.string({ maxLength: 5 }),
  },
  { requiredKeys: ['kind'] },
);
const likely = fc.record(
  {
    name: fc.record(
      {
        full: fc.string({ maxLength: 8 }),
        components: fc.array(name, { maxLength: 4 }),
        isOrdered: fc.boolean(),
        defaultSeparator: fc.string({ maxLength: 2 }),
      },
      { requiredKeys: [] },
    ),
    emails: fc.dictionary(
      fc.constantFrom('e1', 'EMAIL-1', 'EMAIL-2', '7'),
      fc.record(
        {
          address: fc.string({ maxLength: 9 }),
          pref: fc.integer({ min: 0, max: 101 }),
          label: fc.string({ maxLength: 5 }),
          contexts: fc.dictionary(fc.constantFrom('work', 'private', 'odd'), fc.boolean()),
        },
        { requiredKeys: ['address'] },
      ),
    ),
    phones: fc.dictionary(
      fc.constantFrom('p', 'TEL-1'),
      fc.record(
        {
          number: fc.string({ maxLength: 9 }),
          features: fc.dictionary(fc.constantFrom('mobile', 'fax', 'odd'), fc.constant(true)),
        },
        { requiredKeys: ['number'] },
      ),
    ),
    anniversaries: fc.dictionary(
      fc.constantFrom('b'),
      fc.record({
        kind: fc.constantFrom('birth', 'wedding', 'odd'),
        date: fc.record({ year: fc.nat(12_000), month: fc.nat(13), day: fc.nat(32) }, { requiredKeys: [] }),
      }),
    ),
    addresses: fc.dictionary(
      fc.constantFrom('a'),
      fc.record(
        {
          components: fc.array(
            fc.record({
              kind: fc.constantFrom('name', 'number', 'locality', 'separator', 'apartment', 'odd'),
              value: fc.string({ maxLength: 5 }),
            }),
            { maxLength: 4 },
          ),
          isOrdered: fc.boolean(),
          full: fc.string({ maxLength: 6 }),
        },
        { requiredKeys: [] },
      ),
    ),
    keywords: fc.dictionary(fc.string({ maxLength: 4 }), fc.boolean()),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<unknown> as fc.Arbitrary<JsonObject>;

/** Runs for about that many seconds; throws at the first failure, with the seed that shows it. Gives the number of cards. */
export function fuzz(seconds: number, seed: number): number {
  const end = performance.now() + seconds * 1000;
  let cards = 0;
  for (let round = 0; performance.now() < end; round++) {
    const parameters = { seed: seed + round, numRuns: 200 };
    fc.assert(
      fc.property(file, damage, (bytes, damages) => {
        const start = performance.now();
        for (const read of readCards(spoil(bytes, damages))) {
          cards++;
          if (read.kind === 'card') tryCard(read.card);
        }
        assert.ok(performance.now() - start < tooLong, 'too long');
      }),
      parameters,
    );
    fc.assert(
      fc.property(fc.oneof(json as fc.Arbitrary<JsonObject>, likely), given => {
        cards++;
        tryJson({ ...given, '@type': 'Card', version: '1.0', uid: 'u' });
      }),
      parameters,
    );
  }
  return cards;
}

function tryCard(card: Card): void {
  const four = toVersion4(card);
  const text = writeCard(four);
  const [again] = readCards(Buffer.from(text));
  assert.ok(again?.kind === 'card', text);
  assert.equal(writeCard(again.card), text);
  cardFacts(four);
  unfit(four);
  readCards(Buffer.from(writeCard(toVersion3(four))));
  const js = toJsCard(four, 'u');
  assert.deepEqual(normal(fromJsCard(js)), normal(four), JSON.stringify(js));
}

/** The properties a card has whatever their order; UID, PROP-ID and empty tails are what the way through JSContact may add. */
function normal(card: Card): string[] {
  return card.properties
    .filter(
      one => one.name !== 'UID' && one.name !== 'JSPROP' && !(one.name === 'FN' && one.params[0]?.name === 'DERIVED'),
    )
    .map(one => `${one.group ?? ''}.${one.name};${params(one)}:${plainValue(one)}`)
    .sort();
}

/** A text may be escaped more or less and say the same. */
function plainValue({ name, value }: Property): string {
  if (name === 'N') return value.replace(/;+$/, '');
  return ['FN', 'KIND', 'PRODID', 'LANGUAGE', 'X-ABLABEL'].includes(name) ? unescapeText(value) : value;
}

function params(of: Property): string {
  return of.params
    .filter(param => param.name !== 'PROP-ID')
    .flatMap(({ name, values }) =>
      values.map(value => `${name}=${name === 'TYPE' || name === 'VALUE' ? value.toLowerCase() : value}`),
    )
    .sort()
    .join(';');
}

function tryJson(given: JsonObject): void {
  const card = fromJsCard(given);
  const [read] = readCards(Buffer.from(writeCard(card)));
  assert.ok(read?.kind === 'card');
  const found = toJsCard(read.card, 'u');
  assert.ok(holds(found, plain(given, true)), `${JSON.stringify(given)} became ${JSON.stringify(found)}`);
}

/** All that is wanted is there; a group that a label needed may be there too. */
function holds(found: Json | undefined, wanted: Json): boolean {
  if (!isObject(wanted) || !isObject(found)) return sameJson(found, wanted);
  return Object.entries(wanted).every(([name, value]) => Object.hasOwn(found, name) && holds(found[name], value));
}

/** Without the types that are the usual ones, and names no object may have. */
function plain(value: Json, top = false): Json {
  if (Array.isArray(value)) return value.map(one => plain(one as Json));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([name, one]) =>
          !forbiddenNames.has(name) && (top || name !== '@type' || one === 'Timestamp' || typeof one !== 'string'),
      )
      .map(([name, one]) => [name, name === 'vCardProps' ? one : plain(one)]),
  );
}

if (import.meta.main) {
  const [seconds = '10', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
  console.log(`${fuzz(Number(seconds), Number(seed))} cards, seed ${seed}`);
}
