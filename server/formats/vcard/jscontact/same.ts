import type { Property } from '../card.ts';

/** Do two properties say the same, whatever the order of their parameters and types? */
export function sameProperty(a: Property, b: Property): boolean {
  return a.name === b.name && a.value === b.value && a.group === b.group && paramsKey(a) === paramsKey(b);
}

function paramsKey({ params }: Property): string {
  const all = params.flatMap(({ name, values }) =>
    values.map(value => `${name}=${name === 'TYPE' || name === 'VALUE' ? value.toLowerCase() : value}`),
  );
  return all.sort().join('\n');
}
