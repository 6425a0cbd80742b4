/**
 * The headings under which other programs write contacts as CSV: Outlook, Gmail and Thunderbird, in French and in
 * English. A heading is folded before it is looked up; each leads to a place of a card.
 */
import { fold } from '../../message/fold.ts';

/** Where a column goes. `home` and `work` are contexts; `Gmail` numbers its columns and says their kind beside them. */
export type Column =
  | { readonly kind: 'name'; readonly part: 'full' | 'family' | 'given' | 'middle' | 'prefix' | 'suffix' | 'nickname' }
  | { readonly kind: 'work'; readonly part: 'organization' | 'unit' | 'title' }
  | {
      readonly kind: 'text';
      readonly property: 'EMAIL' | 'TEL' | 'URL' | 'NOTE' | 'BDAY' | 'ANNIVERSARY' | 'CATEGORIES';
      readonly types?: readonly string[];
      readonly pref?: true;
    }
  | { readonly kind: 'address'; readonly context: 'home' | 'work' | 'other'; readonly part: AddressPart }
  | {
      readonly kind: 'numbered';
      readonly property: 'EMAIL' | 'TEL' | 'URL' | 'ADR' | 'ORG';
      readonly number: number;
      readonly part: string;
    };

export type AddressPart = 'street' | 'extended' | 'locality' | 'region' | 'postcode' | 'country' | 'box';

const texts: readonly (readonly [Column, readonly string[]])[] = [
  [
    { kind: 'name', part: 'full' },
    ['display name', 'nom a afficher', 'nom affiche', 'name', 'file as', 'nom complet', 'full name'],
  ],
  [{ kind: 'name', part: 'family' }, ['last name', 'family name', 'nom', 'nom de famille']],
  [{ kind: 'name', part: 'given' }, ['first name', 'given name', 'prenom']],
  [{ kind: 'name', part: 'middle' }, ['middle name', 'additional name', 'deuxieme prenom', 'autres prenoms']],
  [{ kind: 'name', part: 'prefix' }, ['title', 'name prefix', 'titre', 'civilite', 'prefixe']],
  [{ kind: 'name', part: 'suffix' }, ['suffix', 'name suffix', 'suffixe']],
  [{ kind: 'name', part: 'nickname' }, ['nickname', 'surnom', 'pseudo']],
  [
    { kind: 'work', part: 'organization' },
    ['company', 'organization', 'organization name', 'societe', 'entreprise', 'organisation', 'etablissement'],
  ],
  [{ kind: 'work', part: 'unit' }, ['department', 'organization department', 'service', 'departement']],
  [{ kind: 'work', part: 'title' }, ['job title', 'organization title', 'fonction', 'profession', 'poste']],
  [
    { kind: 'text', property: 'EMAIL', pref: true },
    [
      'e-mail address',
      'email address',
      'primary email',
      'e-mail',
      'email',
      'courriel',
      'adresse de messagerie',
      'adresse e-mail',
      'adresse electronique principale',
      'premiere adresse electronique',
      'adresse electronique',
    ],
  ],
  [
    { kind: 'text', property: 'EMAIL' },
    [
      'e-mail 2 address',
      'e-mail 3 address',
      'secondary email',
      'adresse de messagerie 2',
      'adresse de messagerie 3',
      'adresse e-mail 2',
      'adresse e-mail 3',
      'adresse electronique secondaire',
      'deuxieme adresse electronique',
      'courriel 2',
    ],
  ],
  [
    { kind: 'text', property: 'TEL', types: ['cell'] },
    ['mobile phone', 'mobile number', 'mobile', 'tel. mobile', 'telephone mobile', 'portable', 'telephone portable'],
  ],
  [
    { kind: 'text', property: 'TEL', types: ['home'] },
    [
      'home phone',
      'home phone 2',
      'telephone (domicile)',
      'telephone domicile',
      'telephone 2 (domicile)',
      'tel. personnel',
      'telephone personnel',
    ],
  ],
  [
    { kind: 'text', property: 'TEL', types: ['work'] },
    [
      'business phone',
      'business phone 2',
      'work phone',
      'company main phone',
      'telephone (bureau)',
      'telephone bureau',
      'telephone 2 (bureau)',
      'tel. professionnel',
      'telephone professionnel',
    ],
  ],
  [
    { kind: 'text', property: 'TEL', types: ['fax', 'work'] },
    ['business fax', 'fax number', 'telecopie (bureau)', 'fax', 'telecopieur', 'numero de fax'],
  ],
  [{ kind: 'text', property: 'TEL', types: ['fax', 'home'] }, ['home fax', 'telecopie (domicile)']],
  [{ kind: 'text', property: 'TEL', types: ['pager'] }, ['pager', 'pager number', 'recepteur de radiomessagerie']],
  [
    { kind: 'text', property: 'TEL' },
    ['primary phone', 'other phone', 'telephone', 'phone', 'autre telephone', 'telephone principal'],
  ],
  [
    { kind: 'text', property: 'URL' },
    ['web page', 'web page 1', 'web page 2', 'website', 'page web', 'site web', 'page web 1', 'page web 2'],
  ],
  [{ kind: 'text', property: 'NOTE' }, ['notes', 'note', 'remarques']],
  [{ kind: 'text', property: 'BDAY' }, ['birthday', 'anniversaire', 'date de naissance']],
  [{ kind: 'text', property: 'ANNIVERSARY' }, ['anniversary', 'anniversaire de mariage']],
  [{ kind: 'text', property: 'CATEGORIES' }, ['categories', 'labels', 'group membership', 'libelles', 'etiquettes']],
];

const parts: Readonly<Record<AddressPart, readonly [string[], string[]]>> = {
  street: [
    ['street', 'address'],
    ['rue', 'adresse'],
  ],
  extended: [
    ['street 2', 'address 2'],
    ['rue 2', 'adresse 2', 'adresse (suite)'],
  ],
  locality: [['city'], ['ville']],
  region: [['state'], ['departement', 'dep/region', 'region', 'province', 'etat']],
  postcode: [['postal code', 'zipcode', 'zip code'], ['code postal']],
  country: [
    ['country', 'country/region'],
    ['pays', 'pays/region'],
  ],
  box: [['po box'], ['boite postale', 'b.p.']],
};
const places = {
  home: [['home'], ['(domicile)', 'domicile', 'personnelle', 'personnel', 'privee']],
  work: [
    ['business', 'work'],
    ['(bureau)', 'bureau', 'professionnelle', 'professionnel'],
  ],
  other: [['other'], ['(autre)', 'autre']],
} as const;

const known: ReadonlyMap<string, Column> = new Map([
  ...texts.flatMap(([column, headings]) => headings.map(heading => [heading, column] as const)),
  ...(Object.entries(parts) as [AddressPart, readonly [string[], string[]]][]).flatMap(([part, [english, french]]) =>
    (Object.entries(places) as ['home' | 'work' | 'other', readonly [readonly string[], readonly string[]]][]).flatMap(
      ([context, [before, after]]) => {
        const column: Column = { kind: 'address', context, part };
        const headings = [
          ...english.flatMap(word => before.map(place => `${place} ${word}`)),
          ...french.flatMap(word => after.map(place => `${word} ${place}`)),
        ];
        return headings.map(heading => [heading, column] as const);
      },
    ),
  ),
]);

const numberedNames: Readonly<Record<string, 'EMAIL' | 'TEL' | 'URL' | 'ADR' | 'ORG'>> = {
  ...{
    'e-mail': 'EMAIL',
    phone: 'TEL',
    telephone: 'TEL',
    website: 'URL',
    'site web': 'URL',
    address: 'ADR',
    adresse: 'ADR',
  },
  ...{ organization: 'ORG', organisation: 'ORG' },
};

/** Where a column goes; null where its heading says nothing to us. */
export function readHeading(heading: string): Column | null {
  const plain = fold(heading.trim()).replace(/[\s\u00a0\u202f]+/g, ' ');
  const exact = known.get(plain);
  if (exact !== undefined) return exact;
  // « E-mail 1 - Value » of Gmail.
  const [, name, number, part] = /^(.+?) (\d{1,2}) - (.+)$/.exec(plain) ?? [];
  const property = name === undefined ? undefined : numberedNames[name];
  return property === undefined ? null : { kind: 'numbered', property, number: Number(number), part: part! };
}
