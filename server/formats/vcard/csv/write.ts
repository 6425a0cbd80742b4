/** Cards as CSV, under the headings of Outlook in French or in English: every program reads those. */
import { all, type Card, first, hasParam, type Property, readComponents, splitValue, unescapeText } from '../card.ts';
import { readDay } from '../dates.ts';

type Language = 'fr' | 'en';
type Field = { readonly fr: string; readonly en: string; read(card: Card): string };

const text = (of: Property | undefined): string => (of === undefined ? '' : unescapeText(of.value));
const component = (name: string, at: number) => (card: Card) =>
  readComponents(first(card, name)?.value ?? '')[at]?.join(' ') ?? '';
const emails = (at: number) => (card: Card) =>
  text([...all(card, 'EMAIL')].sort((a, b) => preference(a) - preference(b))[at]);
const preference = (of: Property): number => Number(of.params.find(param => param.name === 'PREF')?.values[0] ?? 101);
const phone =
  (...types: readonly string[]) =>
  (card: Card) =>
    text(
      all(card, 'TEL').find(
        one =>
          types.every(type => hasParam(one, 'TYPE', type)) && (types.includes('fax') || !hasParam(one, 'TYPE', 'fax')),
      ),
    ).replace(/^tel:/, '');
const address = (context: 'home' | 'work', at: number) => (card: Card) => {
  const found = all(card, 'ADR').find(
    one => hasParam(one, 'TYPE', context) || (context === 'home' && !hasParam(one, 'TYPE', 'work')),
  );
  return readComponents(found?.value ?? '')[at]?.join(' ') ?? '';
};

const fields: readonly Field[] = [
  { fr: 'Nom à afficher', en: 'Display Name', read: card => text(first(card, 'FN')) },
  { fr: 'Civilité', en: 'Title', read: component('N', 3) },
  { fr: 'Prénom', en: 'First Name', read: component('N', 1) },
  { fr: 'Deuxième prénom', en: 'Middle Name', read: component('N', 2) },
  { fr: 'Nom', en: 'Last Name', read: component('N', 0) },
  { fr: 'Suffixe', en: 'Suffix', read: component('N', 4) },
  { fr: 'Surnom', en: 'Nickname', read: card => text(first(card, 'NICKNAME')) },
  { fr: 'Société', en: 'Company', read: component('ORG', 0) },
  { fr: 'Service', en: 'Department', read: component('ORG', 1) },
  { fr: 'Fonction', en: 'Job Title', read: card => text(first(card, 'TITLE')) },
  { fr: 'Adresse de messagerie', en: 'E-mail Address', read: emails(0) },
  { fr: 'Adresse de messagerie 2', en: 'E-mail 2 Address', read: emails(1) },
  { fr: 'Adresse de messagerie 3', en: 'E-mail 3 Address', read: emails(2) },
  { fr: 'Téléphone mobile', en: 'Mobile Phone', read: phone('cell') },
  { fr: 'Téléphone (domicile)', en: 'Home Phone', read: phone('home') },
  { fr: 'Téléphone (bureau)', en: 'Business Phone', read: phone('work') },
  { fr: 'Télécopie (bureau)', en: 'Business Fax', read: phone('fax') },
  ...(['home', 'work'] as const).flatMap(context => {
    const [fr, en] = context === 'home' ? ['(domicile)', 'Home'] : ['(bureau)', 'Business'];
    return [
      { fr: `Rue ${fr}`, en: `${en} Street`, read: address(context, 2) },
      { fr: `Ville ${fr}`, en: `${en} City`, read: address(context, 3) },
      { fr: `Code postal ${fr}`, en: `${en} Postal Code`, read: address(context, 5) },
      { fr: `Pays ${fr}`, en: `${en} Country`, read: address(context, 6) },
    ];
  }),
  { fr: 'Page Web', en: 'Web Page', read: card => first(card, 'URL')?.value ?? '' },
  { fr: 'Date de naissance', en: 'Birthday', read: card => birthday(first(card, 'BDAY')?.value ?? '') },
  {
    fr: 'Catégories',
    en: 'Categories',
    read: card =>
      all(card, 'CATEGORIES')
        .flatMap(one => splitValue(one.value, ',').map(unescapeText))
        .join(';'),
  },
  { fr: 'Notes', en: 'Notes', read: card => all(card, 'NOTE').map(text).join('\n') },
];

/** With the mark by which Excel knows UTF-8. */
export function csvHeader(language: Language): string {
  return `\ufeff${writeRow(fields.map(field => field[language]))}`;
}

export function csvRow(card: Card): string {
  return writeRow(fields.map(field => field.read(card)));
}

function writeRow(cells: readonly string[]): string {
  return `${cells.map(writeCell).join(',')}\r\n`;
}

/** A cell that a spreadsheet would run as a formula is text; the sign of a telephone number is left alone. */
function writeCell(cell: string): string {
  const safe = /^(?:[=@\t\r]|[-+](?![\d\s().]*$))/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function birthday(value: string): string {
  const day = readDay(value);
  if (day?.year === undefined || day.month === undefined || day.day === undefined) return '';
  const two = (number: number) => String(number).padStart(2, '0');
  return `${String(day.year).padStart(4, '0')}-${two(day.month)}-${two(day.day)}`;
}
