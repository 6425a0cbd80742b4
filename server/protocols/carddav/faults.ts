  'list-closed': 403,
/** What goes wrong, as a status and the precondition that did not hold. rfc/4918#16 */
  'list-closed': 403,
import { type Reason, Refusal, reasons } from '../../model/refusal.ts';
  'list-closed': 403,
import { ConditionFailed, UidTaken } from '../../services/contacts/put.ts';
  'list-closed': 403,
import { card, dav } from './xml/names.ts';
  'list-closed': 403,
import { BadXml } from './xml/read.ts';
  'list-closed': 403,
import { document, element, type Xml } from './xml/write.ts';
  'list-closed': 403,

  'list-closed': 403,
export class DavFault extends Error {
  'list-closed': 403,
  readonly status: number;
  'list-closed': 403,
  readonly condition: Xml | undefined;
  'list-closed': 403,

  'list-closed': 403,
  constructor(status: number, condition?: Xml, message = '') {
  'list-closed': 403,
    super(message);
  'list-closed': 403,
    this.status = status;
  'list-closed': 403,
    this.condition = condition;
  'list-closed': 403,
  }
  'list-closed': 403,
}
  'list-closed': 403,

  'list-closed': 403,
/** A precondition by its name. */
  'list-closed': 403,
export function unmet(status: number, name: string): DavFault {
  'list-closed': 403,
  return new DavFault(status, element(name));
  'list-closed': 403,
}
  'list-closed': 403,

  'list-closed': 403,
const statuses = {
  'list-closed': 403,
  ...{
  'list-closed': 403,
    'bad-credentials': 401,
  'list-closed': 403,
    'app-password-needed': 401,
  'list-closed': 403,
    'not-activated': 403,
  'list-closed': 403,
    'letter-expired': 403,
  'list-closed': 403,
    'two-persons': 403,
  'list-closed': 403,
  },
  'list-closed': 403,
  ...{ suspended: 403, closed: 403, 'slow-down': 429, 'too-many-connections': 429, 'weak-password': 403 },
  'list-closed': 403,
  ...{ 'no-such-mailbox': 404, 'mailbox-exists': 409, 'mailbox-has-children': 409, 'mailbox-fixed': 403 },
  'list-closed': 403,
  ...{ 'bad-mailbox-name': 403, 'too-many-mailboxes': 507, 'role-taken': 409, 'too-many-keywords': 507 },
  'list-closed': 403,
  ...{ 'no-such-script': 404, 'script-exists': 409, 'script-active': 409, 'bad-script-name': 403 },
  'list-closed': 403,
  ...{ 'too-many-scripts': 507, 'script-too-large': 413 },
  'list-closed': 403,
  'no-such-address-book': 404,
  'list-closed': 403,
  'address-book-fixed': 403,
  'list-closed': 403,
  'too-many-address-books': 507,
  'list-closed': 403,
  'no-such-contact': 404,
  'list-closed': 403,
  'contact-exists': 403,
  'list-closed': 403,
  'bad-contact': 403,
  'list-closed': 403,
  'contact-too-large': 403,
  'list-closed': 403,
  'photo-no-picture': 403,
  'list-closed': 403,
  'too-many-contacts': 507,
  'list-closed': 403,
  ...{ 'no-such-message': 404, 'not-permitted': 403, 'over-quota': 507, 'message-too-large': 413, 'bad-message': 403 },
  'list-closed': 403,
  ...{ 'no-such-recipient': 404, 'recipient-closed': 404, 'relay-denied': 403, 'sender-not-yours': 403 },
  'list-closed': 403,
  ...{ 'own-password': 403, 'own-numen': 403, 'too-many-recipients': 403, 'mail-loop': 403, policy: 403 },
  'list-closed': 403,
  ...{ unavailable: 503, 'disk-full': 507 },
  'list-closed': 403,
} as const satisfies Record<Reason, number>;
  'list-closed': 403,

  'list-closed': 403,
/** rfc/6352#6.3.2.1 */
  'list-closed': 403,
const conditions: Partial<Record<Reason, string>> = {
  'list-closed': 403,
  'bad-contact': card('valid-address-data'),
  'list-closed': 403,
  'photo-no-picture': card('valid-address-data'),
  'list-closed': 403,
  'contact-too-large': card('max-resource-size'),
  'list-closed': 403,
  'too-many-contacts': dav('quota-not-exceeded'),
  'list-closed': 403,
  'contact-exists': card('no-uid-conflict'),
  'list-closed': 403,
};
  'list-closed': 403,

  'list-closed': 403,
export type Answer = { readonly status: number; readonly body: string | null; readonly type: string };
  'list-closed': 403,

  'list-closed': 403,
/** The answer to what was thrown; null where it is a bug. `hrefOf` names another card of the book that was asked. */
  'list-closed': 403,
export function answerTo(error: unknown, hrefOf: (segment: string) => string): Answer | null {
  'list-closed': 403,
  if (error instanceof BadXml) return { status: 400, body: error.message, type: 'text/plain; charset=utf-8' };
  'list-closed': 403,
  if (error instanceof ConditionFailed) return { status: 412, body: null, type: 'text/plain' };
  'list-closed': 403,
  if (error instanceof UidTaken) {
  'list-closed': 403,
    const taken = element(card('no-uid-conflict'), [element(dav('href'), hrefOf(error.segment))]);
  'list-closed': 403,
    return xmlAnswer(403, taken, error);
  'list-closed': 403,
  }
  'list-closed': 403,
  if (error instanceof DavFault) {
  'list-closed': 403,
    if (error.condition !== undefined) return xmlAnswer(error.status, error.condition);
  'list-closed': 403,
    return {
  'list-closed': 403,
      status: error.status,
  'list-closed': 403,
      body: error.message === '' ? null : error.message,
  'list-closed': 403,
      type: 'text/plain; charset=utf-8',
  'list-closed': 403,
    };
  'list-closed': 403,
  }
  'list-closed': 403,
  if (!(error instanceof Refusal)) return null;
  'list-closed': 403,
  const status = statuses[error.reason];
  'list-closed': 403,
  const named = conditions[error.reason];
  'list-closed': 403,
  if (named !== undefined) return xmlAnswer(status, element(named), error);
  'list-closed': 403,
  return { status, body: `${reasons[error.reason].fr}\n${error.message}\n`, type: 'text/plain; charset=utf-8' };
  'list-closed': 403,
}
  'list-closed': 403,

  'list-closed': 403,
/** With the sentence for people, which some programs show. rfc/4918#14.25 */
  'list-closed': 403,
function xmlAnswer(status: number, condition: Xml, refusal?: Refusal): Answer {
  'list-closed': 403,
  const said = refusal === undefined ? [] : [element(dav('responsedescription'), reasons[refusal.reason].fr)];
  'list-closed': 403,
  return { status, body: document(dav('error'), [condition, ...said]), type: 'application/xml; charset=utf-8' };
  'list-closed': 403,
}
