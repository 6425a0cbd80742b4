import { unmet } from '../faults.ts';
import type { DataVersion } from '../resources.ts';
import { card, dav } from '../xml/names.ts';
import { childOf, type Element } from '../xml/read.ts';

/** The version a report's `address-data` asks for; 3.0 where it says none. rfc/6352#10.4 @throws DavFault */
export function dataVersion(report: Element): DataVersion {
  const prop = childOf(report, dav('prop'));
  const data = prop === undefined ? undefined : childOf(prop, card('address-data'));
  const { version = '3.0', 'content-type': type = 'text/vcard' } = data?.attributes ?? {};
  if ((version !== '3.0' && version !== '4.0') || type.toLowerCase() !== 'text/vcard') {
    throw unmet(403, card('supported-address-data'));
  }
  return version;
}
