/** Comparators of `/query`: what to sort by, which way, by which collation. rfc/8620#5.5 */
import { casemap } from '../../../formats/message/fold.ts';
import { MethodFault } from '../faults.ts';
import { bool, InvalidArgument, plainObject, text } from '../read.ts';

export type Comparison = {
  readonly property: string;
  readonly isAscending: boolean;
  readonly collation: string | undefined;
  /** What this property alone may say, as `keyword`. */
  readonly keyword: string | undefined;
};

export function readComparison(value: unknown, path: string): Comparison {
  const given = plainObject(value, path);
  const known = ['property', 'isAscending', 'collation', 'keyword'];
  for (const name of Object.keys(given)) {
    if (!known.includes(name)) throw new InvalidArgument(`${path}/${name}`, 'is not known here');
  }
  const { property, isAscending, collation, keyword } = given;
  return {
    property: text(property, `${path}/property`),
    isAscending: isAscending === undefined ? true : bool(isAscending, `${path}/isAscending`),
    collation: collation === undefined ? undefined : text(collation, `${path}/collation`),
    keyword: keyword === undefined ? undefined : text(keyword, `${path}/keyword`),
  };
}

/** How texts are written so that the collation is the order of their code units. @throws MethodFault unsupportedSort */
export function collationKey(collation: string | undefined): (text: string) => string {
  if (collation === undefined || collation === 'i;unicode-casemap') return casemap;
  if (collation === 'i;ascii-casemap') return one => one.replace(/[a-z]+/g, letters => letters.toUpperCase());
  throw new MethodFault('unsupportedSort', `collation ${collation}`);
}

export function compareTexts(collation: string | undefined): (a: string, b: string) => number {
  const key = collationKey(collation);
  return (a, b) => {
    const [left, right] = [key(a), key(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  };
}
