/** Contacts out of CSV: each row a card, or why it is none. Separator and charset are found out. */
import { parse } from 'csv-parse/sync';
import { decodeCharset } from '../../message/charset.ts';
import { type Card, escapeText, type Property, property, writeComponents } from '../card.ts';
import { readDay, writeDay } from '../dates.ts';
import { type AddressPart, type Column, readHeading } from './headings.ts';

export type RowFault = 'empty' | 'no-name' | 'bad-address' | 'bad-day';

/** `line`: the row in the file as a spreadsheet counts, the headings being 1. */
export type ReadRow =
  | { readonly kind: 'card'; readonly line: number; readonly card: Card }
  | { readonly kind: 'fault'; readonly line: number; readonly fault: RowFault; readonly value?: string };

export type ReadCsv =
  | { readonly kind: 'rows'; readonly rows: readonly ReadRow[]; readonly unknown: readonly string[] }
  | { readonly kind: 'unreadable'; readonly fault: 'no-csv' | 'no-headings' };

/** Rows past one more than these are not read: whoever takes them in refuses the file. */
export const csvLimits = { rows: 20_000, columns: 300 } as const;

/** Never throws. */
export function readCsvContacts(bytes: Buffer): ReadCsv {
  const text = decodeText(bytes);
  const [headline = ''] = text.split(/\r\n|\n|\r/, 1);
  const count = (separator: string) => headline.split(separator).length;
  const delimiter = [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best), ',');
  let records: string[][];
  try {
    records = parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      to: csvLimits.rows + 2,
    });
  } catch {
    // The parser throws for what is no CSV, and for nothing else.
    return { kind: 'unreadable', fault: 'no-csv' };
  }
  const [headings = [], ...rows] = records;
  const columns = headings.slice(0, csvLimits.columns).map(readHeading);
  if (!columns.some(column => column !== null)) return { kind: 'unreadable', fault: 'no-headings' };
  const unknown = headings.filter((heading, index) => columns[index] == null && heading.trim() !== '');
  return {
    kind: 'rows',
    unknown,
    rows: rows.flatMap((row, index) => {
      const read = row.every(cell => cell.trim() === '') ? null : readRow(row, columns, headings);
      return read === null ? [] : [{ ...read, line: index + 2 }];
    }),
  };
}

function decodeText(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeCharset(bytes, 'utf-16le').replace(/^\ufeff/, '');
  return decodeCharset(bytes, '').replace(/^\ufeff/, '');
}

type Row = { kind: 'card'; card: Card } | { kind: 'fault'; fault: RowFault; value?: string };

function readRow(row: readonly string[], columns: readonly (Column | null)[], headings: readonly string[]): Row {
  const draft = new Draft();
  for (const [index, column] of columns.entries()) {
    const value = (row[index] ?? '').trim();
    if (value === '' || column === null) {
      if (value !== '') draft.unknown.push(`${headings[index] ?? ''} : ${value}`);
      continue;
    }
    const fault = draft.take(column, value);
    if (fault !== null) return { kind: 'fault', fault, value };
  }
  return draft.finish();
}

/** A card as its columns come. */
class Draft {
  readonly unknown: string[] = [];
  readonly #name = new Map<string, string>();
  readonly #work = new Map<string, string>();
  readonly #addresses = new Map<string, Map<AddressPart, string>>();
  readonly #numbered = new Map<string, Map<string, string>>();
  readonly #properties: Property[] = [];

  take(column: Column, value: string): RowFault | null {
    switch (column.kind) {
      case 'name':
        this.#name.set(column.part, value);
        return null;
      case 'work':
        this.#work.set(column.part, value);
        return null;
      case 'address':
        below(this.#addresses, column.context).set(column.part, value);
        return null;
      case 'numbered':
        below(this.#numbered, `${column.property} ${column.number}`).set(column.part, value);
        return null;
      case 'text':
        return this.#text(column.property, value, [...(column.types ?? [])], column.pref ?? false);
    }
  }

  #text(name: string, value: string, types: readonly string[], pref = false): RowFault | null {
    const params = [
      ...(types.length === 0 ? [] : [{ name: 'TYPE', values: types }]),
      ...(pref ? [{ name: 'PREF', values: ['1'] }] : []),
    ];
    if (name === 'EMAIL' && !/^[^\s@,;<>]+@[^\s@,;<>]+$/.test(value)) return 'bad-address';
    if (name === 'BDAY' || name === 'ANNIVERSARY') {
      const day = readWrittenDay(value);
      // Outlook writes a day nobody has where there is none.
      if (day === 'none') return null;
      if (day === null) return 'bad-day';
      this.#properties.push(property(name, day, params));
    } else if (name === 'CATEGORIES') {
      const all = value.split(/[;,]| ::: /).map(one => one.replace(/^\* /, '').trim());
      this.#properties.push(
        property(
          name,
          all
            .filter(one => one !== '' && one !== 'myContacts')
            .map(escapeText)
            .join(','),
        ),
      );
    } else this.#properties.push(property(name, name === 'URL' ? value : escapeText(value), params));
    return null;
  }

  finish(): Row {
    const fault = this.#finishNumbered();
    if (fault !== null) return fault;
    const part = (name: string) => this.#name.get(name) ?? '';
    const components = ['family', 'given', 'middle', 'prefix', 'suffix'].map(part);
    const email = this.#properties.find(one => one.name === 'EMAIL')?.value;
    const organization = this.#work.get('organization');
    const full = part('full') || [part('given'), part('middle'), part('family')].filter(text => text !== '').join(' ');
    const named = full || part('nickname') || organization || email;
    if (named === undefined || named === '') return { kind: 'fault', fault: 'no-name' };
    const properties: Property[] = [property('FN', escapeText(named))];
    if (components.some(text => text !== ''))
      properties.push(property('N', writeComponents(components.map(text => [text]))));
    if (part('nickname') !== '') properties.push(property('NICKNAME', escapeText(part('nickname'))));
    const unit = this.#work.get('unit');
    if (organization !== undefined || unit !== undefined) {
      properties.push(
        property('ORG', [organization ?? '', ...(unit === undefined ? [] : [unit])].map(escapeText).join(';')),
      );
    }
    const title = this.#work.get('title');
    if (title !== undefined) properties.push(property('TITLE', escapeText(title)));
    properties.push(...this.#properties);
    for (const [context, parts] of this.#addresses)
      properties.push(writeAddress(parts, context === 'other' ? [] : [context]));
    // A column we have no place for is not thrown away.
    if (this.unknown.length > 0) properties.push(property('NOTE', escapeText(this.unknown.join('\n'))));
    return { kind: 'card', card: { version: '4.0', properties: properties.filter(one => one.value !== '') } };
  }

  #finishNumbered(): Row | null {
    for (const [key, parts] of this.#numbered) {
      const [name = ''] = key.split(' ');
      const said = (parts.get('label') ?? parts.get('type') ?? parts.get('libelle') ?? '').toLowerCase();
      const types = typesOf(said);
      const value = parts.get('value') ?? parts.get('valeur');
      if (name === 'ORG') {
        for (const [part, column] of [
          ['organization', 'name'],
          ['unit', 'department'],
          ['title', 'title'],
        ] as const) {
          const text = parts.get(column) ?? parts.get({ name: 'nom', department: 'service', title: 'titre' }[column]);
          if (text !== undefined && !this.#work.has(part)) this.#work.set(part, text);
        }
      } else if (name === 'ADR') {
        const address = new Map<AddressPart, string>();
        for (const [column, part] of Object.entries(gmailAddress)) {
          const text = parts.get(column);
          if (text !== undefined) address.set(part, text);
        }
        if (address.size > 0)
          this.#properties.push(
            writeAddress(
              address,
              types.filter(type => type !== 'cell'),
            ),
          );
      } else if (value !== undefined) {
        // Gmail writes several values of one kind into one cell.
        for (const one of value.split(' ::: ')) {
          const fault = this.#text(
            name,
            one.trim(),
            name === 'TEL' ? types : types.filter(type => type === 'home' || type === 'work'),
          );
          if (fault !== null) return { kind: 'fault', fault, value: one };
        }
      }
    }
    return null;
  }
}

const gmailAddress: Readonly<Record<string, AddressPart>> = {
  ...{
    street: 'street',
    city: 'locality',
    region: 'region',
    'postal code': 'postcode',
    country: 'country',
    'po box': 'box',
  },
  ...{ 'extended address': 'extended', rue: 'street', ville: 'locality', 'code postal': 'postcode', pays: 'country' },
};

function typesOf(said: string): string[] {
  const words: readonly (readonly [RegExp, string])[] = [
    [/home|domicile|perso/, 'home'],
    [/work|bureau|professionnel/, 'work'],
    [/mobile|portable|cell/, 'cell'],
    [/fax|telecopie|télécopie/, 'fax'],
  ];
  return words.flatMap(([pattern, type]) => (pattern.test(said) ? [type] : []));
}

function below<Key, Part, Value>(map: Map<Key, Map<Part, Value>>, key: Key): Map<Part, Value> {
  const known = map.get(key) ?? new Map<Part, Value>();
  map.set(key, known);
  return known;
}

function writeAddress(parts: ReadonlyMap<AddressPart, string>, types: readonly string[]): Property {
  const order: readonly AddressPart[] = ['box', 'extended', 'street', 'locality', 'region', 'postcode', 'country'];
  const value = writeComponents(order.map(part => [parts.get(part) ?? '']));
  return property('ADR', value, types.length === 0 ? [] : [{ name: 'TYPE', values: types }]);
}

/** `12/04/1985`, day first as in France unless that cannot be; `1985-04-12`; `--04-12`. */
function readWrittenDay(value: string): string | 'none' | null {
  if (/^0{1,2}[/.-]0{1,2}[/.-]0{1,4}$/.test(value)) return 'none';
  const read = readDay(value.replace(/T.*$/, ''));
  if (read !== null) return writeDay(read);
  const [, a, b, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(value) ?? [];
  if (year === undefined) return null;
  const [day, month] = Number(b) > 12 ? [Number(b), Number(a)] : [Number(a), Number(b)];
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? writeDay({ year: Number(year), month, day }) : null;
}
