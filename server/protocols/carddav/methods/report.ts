import { unmet } from '../faults.ts';
import { addressbookMultiget } from '../reports/multiget.ts';
import { addressbookQuery } from '../reports/query.ts';
import { syncCollection } from '../reports/sync-collection.ts';
import type { Answered, Request } from '../request.ts';
import { openPlace } from '../resources.ts';
import { card, dav } from '../xml/names.ts';
import { readXml } from '../xml/read.ts';

/** REPORT, by the name of its root. rfc/3253#3.6 */
export async function report(request: Request): Promise<Answered> {
  const root = readXml(request.body);
  const resource = await openPlace(request, request.place);
  switch (root.name) {
    case card('addressbook-query'):
      return { status: 207, xml: await addressbookQuery(request, resource, root) };
    case card('addressbook-multiget'):
      return { status: 207, xml: await addressbookMultiget(request, resource, root) };
    case dav('sync-collection'):
      return { status: 207, xml: await syncCollection(request, resource, root, request.depth) };
    default:
      throw unmet(403, dav('supported-report'));
  }
}
