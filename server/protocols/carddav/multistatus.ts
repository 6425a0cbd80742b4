/** The 207 answer: one response a resource, its properties by status. rfc/4918#13 */
import { writePlace } from './place.ts';
import { type Asking, ordinaryNames, writeProperty } from './properties/all.ts';
import { placeOf, type Resource } from './resources.ts';
import { dav } from './xml/names.ts';
import { childOf, type Element } from './xml/read.ts';
import { document, element, type Xml } from './xml/write.ts';

/** What a client wants told of each resource. */
export type Wanted = { readonly kind: 'named'; readonly names: readonly string[] } | { readonly kind: 'all' | 'names' };

const mostNames = 200;

/** Of `DAV:prop`, `DAV:allprop` (and `include`), `DAV:propname`; all where there is none. rfc/4918#9.1 */
export function readWanted(parent: Element | null): Wanted {
  const prop = parent === null ? undefined : childOf(parent, dav('prop'));
  if (prop !== undefined)
    return { kind: 'named', names: [...new Set(prop.children.map(one => one.name))].slice(0, mostNames) };
  if (parent !== null && childOf(parent, dav('propname')) !== undefined) return { kind: 'names' };
  const include = parent === null ? undefined : childOf(parent, dav('include'));
  if (include === undefined) return { kind: 'all' };
  return { kind: 'named', names: [...new Set([...ordinaryNames, ...include.children.map(one => one.name)])] };
}

export function multistatus(responses: readonly Xml[], after: readonly Xml[] = []): string {
  return document(dav('multistatus'), [...responses, ...after]);
}

export function propertiesResponse(resource: Resource, wanted: Wanted, asking: Asking): Xml {
  const names = wanted.kind === 'named' ? wanted.names : ordinaryNames;
  const found: Xml[] = [];
  const missing: Xml[] = [];
  for (const name of names) {
    const written = writeProperty(name, resource, asking);
    if (written !== null) found.push(wanted.kind === 'names' ? element(name) : written);
    else if (wanted.kind === 'named') missing.push(element(name));
  }
  const stats = [
    ...(found.length > 0 || missing.length === 0 ? [propstat(200, found)] : []),
    ...(missing.length > 0 ? [propstat(404, missing)] : []),
  ];
  return element(dav('response'), [element(dav('href'), writePlace(placeOf(resource), asking.actor)), ...stats]);
}

export function statusResponse(href: string, status: number, error?: Xml): Xml {
  return element(dav('response'), [
    element(dav('href'), href),
    statusLine(status),
    ...(error === undefined ? [] : [element(dav('error'), [error])]),
  ]);
}

export function propstat(status: number, properties: readonly Xml[], error?: Xml): Xml {
  const said = error === undefined ? [] : [element(dav('error'), [error])];
  return element(dav('propstat'), [element(dav('prop'), properties), statusLine(status), ...said]);
}

const words: Readonly<Record<number, string>> = {
  ...{ 200: 'OK', 403: 'Forbidden', 404: 'Not Found', 424: 'Failed Dependency', 507: 'Insufficient Storage' },
};

function statusLine(status: number): Xml {
  return element(dav('status'), `HTTP/1.1 ${status} ${words[status] ?? ''}`.trim());
}
