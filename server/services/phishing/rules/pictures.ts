/** What the codes in a message's pictures lead to. Read apart (`read-pictures.ts`), since decoding pictures is slow. */
import { internationalForm } from '../../../formats/phishing/domains.ts';
import { readTarget } from '../../../formats/phishing/links.ts';
import type { Context } from '../context.ts';
import type { Look } from '../look.ts';
import { ofHouse, ownerOfHost } from '../trust.ts';
import type { Finding } from './finding.ts';
import { judgeLink } from './links.ts';

/** `codes`: the texts of the QR codes found. */
export function* pictures(codes: readonly string[], look: Look, context: Context): Generator<Finding> {
  for (const code of codes) {
    const target = readTarget(code);
    if (target === null || !/^https?:$/.test(target.scheme) || !/^(?:https?:|www\.)/i.test(code)) continue;
    const { host } = target;
    if (ofHouse(host, context.house) || ownerOfHost(host, context.house) !== null) continue;
    const detail = { host: internationalForm(host) ?? host };
    yield { rule: 'qr-code', detail };
    const guilty = judgeLink({ target, shown: null }, look, context).next().done === false;
    if (guilty) yield { rule: 'qr-dangerous', detail };
  }
}
