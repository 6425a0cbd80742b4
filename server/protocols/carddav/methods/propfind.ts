import { DavFault } from '../faults.ts';
import { multistatus, propertiesResponse, readWanted } from '../multistatus.ts';
import type { Answered, Request } from '../request.ts';
import { openBelow, openPlace } from '../resources.ts';
import { dav } from '../xml/names.ts';
import { BadXml, readXml } from '../xml/read.ts';

/** PROPFIND of a resource, and with Depth: 1 of what is right below. rfc/4918#9.1 */
export async function propfind(request: Request): Promise<Answered> {
  const { body, depth, place } = request;
  if (depth === 'infinity') throw new DavFault(403, undefined, 'propfind-finite-depth');
  const root = body.length === 0 ? null : readXml(body);
  if (root !== null && root.name !== dav('propfind')) throw new BadXml('propfind is expected');
  const wanted = readWanted(root);
  const asking = { house: request.house, actor: request.actor, version: '3.0' as const };
  const resource = await openPlace(request, place);
  const all = depth === '0' ? [resource] : [resource, ...(await openBelow(request, resource))];
  return { status: 207, xml: multistatus(all.map(one => propertiesResponse(one, wanted, asking))) };
}
