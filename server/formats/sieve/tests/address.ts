import { type AddressPart, compileAddressPart } from '../address-part.ts';
import { SourceError } from '../faults.ts';
import { compileIndex, compileNames, compileScope } from '../header-scope.ts';
import { compileMatcher } from '../match.ts';
import { type Header, headerAddresses } from '../message.ts';
import { spend } from '../run.ts';
import { addressPartTags, indexTags, matchTags, mimeTags, type TestShape, templates } from '../shape.ts';

/** Fields made of addresses: no other may be asked for. rfc/5228#5.1 */
const addressFields = new Set([
  ...['from', 'to', 'cc', 'bcc', 'sender', 'reply-to', 'resent-from', 'resent-to', 'resent-cc', 'resent-bcc'],
  ...['resent-sender', 'resent-reply-to', 'errors-to', 'return-path', 'delivered-to', 'x-original-to', 'envelope-to'],
  ...['disposition-notification-to', 'return-receipt-to', 'mail-followup-to', 'mail-reply-to', 'approved'],
  ...['abuse-reports-to', 'x-forwarded-to', 'x-forwarded-for', 'apparently-to', 'original-recipient'],
]);

/** rfc/5228#5.1 */
export const address: TestShape = {
  name: 'address',
  tags: { ...matchTags, ...addressPartTags, ...indexTags, ...mimeTags },
  operands: [{ kind: 'strings' }, { kind: 'strings' }],
  compile(call) {
    const given = templates(call, 0);
    for (const { constant, at } of given) {
      if (constant !== null && !addressFields.has(constant.toLowerCase())) {
        throw new SourceError(at, 'not-address-header', constant);
      }
    }
    const names = compileNames(given);
    const matches = compileMatcher(call, templates(call, 1));
    const scope = compileScope(call);
    const pick = compileIndex(call);
    const part = compileAddressPart(call);
    // A whole address of one field, by far the usual question: its answers are kept with the header.
    const plain = !['index', 'mime', 'count'].some(tag => call.tags.has(`:${tag}`));
    return run => {
      if (plain) {
        for (const name of names(run)) {
          if (addressFields.has(name) && matches(run, partsOf(run.message.header, name, part))) return true;
        }
        return false;
      }
      const wanted = names(run).filter(name => addressFields.has(name));
      const found = scope(run).flatMap(one => wanted.flatMap(name => pick(headerAddresses(one, name)).flat()));
      spend(run, 1 + (found.length >>> 3));
      return matches(
        run,
        found.flatMap(mailbox => part.of(mailbox.address)),
      );
    };
  },
};

/** That part of every address of a field. */
function partsOf(header: Header, name: string, part: AddressPart): readonly string[] {
  let byField = header.parts.get(part.name);
  if (!byField) {
    byField = new Map();
    header.parts.set(part.name, byField);
  }
  const known = byField.get(name);
  if (known) return known;
  const parts = headerAddresses(header, name)
    .flat()
    .flatMap(mailbox => part.of(mailbox.address));
  byField.set(name, parts);
  return parts;
}
