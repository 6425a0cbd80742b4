/** What goes wrong, as a status and the precondition that did not hold. rfc/4918#16 */
import { type Reason, Refusal, reasons } from '../../model/refusal.ts';
import { ConditionFailed, UidTaken } from '../../services/contacts/put.ts';
import { card, dav } from './xml/names.ts';
import { BadXml } from './xml/read.ts';
import { document, element, type Xml } from './xml/write.ts';

export class DavFault extends Error {
  readonly status: number;
  readonly condition: Xml | undefined;

  constructor(status: number, condition?: Xml, message = '') {
    super(message);
    this.status = status;
    this.condition = condition;
  }
}

/** A precondition by its name. */
export function unmet(status: number, name: string): DavFault {
  return new DavFault(status, element(name));
}

const statuses = {
  ...{
    'bad-credentials': 401,
    'app-password-needed': 401,
    'renewal-overdue': 403,
    'second-proof-needed': 403,
    'passkey-needed': 403,
    'prove-again': 403,
    'not-activated': 403,
    'letter-expired': 403,
    'two-persons': 403,
  },
  ...{ suspended: 403, closed: 403, 'slow-down': 429, 'too-many-connections': 429, 'weak-password': 403 },
  ...{ 'no-such-mailbox': 404, 'mailbox-exists': 409, 'mailbox-has-children': 409, 'mailbox-fixed': 403 },
  ...{ 'bad-mailbox-name': 403, 'too-many-mailboxes': 507, 'role-taken': 409, 'too-many-keywords': 507 },
  ...{ 'no-such-script': 404, 'script-exists': 409, 'script-active': 409, 'bad-script-name': 403 },
  ...{ 'too-many-scripts': 507, 'script-too-large': 413 },
  'no-such-address-book': 404,
  'address-book-fixed': 403,
  'too-many-address-books': 507,
  'no-such-contact': 404,
  'contact-exists': 403,
  'bad-contact': 403,
  'contact-too-large': 403,
  'photo-no-picture': 403,
  'too-many-contacts': 507,
  ...{
    'no-such-message': 404,
    'not-permitted': 403,
    'over-quota': 507,
    'full-for-long': 507,
    'message-too-large': 413,
    'bad-message': 403,
  },
  ...{ 'no-such-recipient': 404, 'recipient-closed': 404, 'relay-denied': 403, 'sender-not-yours': 403 },
  ...{
    'own-password': 403,
    'own-numen': 403,
    'too-many-recipients': 403,
    'mail-loop': 403,
    policy: 403,
    'list-closed': 403,
  },
  ...{ unavailable: 503, 'disk-full': 507 },
} as const satisfies Record<Reason, number>;

/** rfc/6352#6.3.2.1 */
const conditions: Partial<Record<Reason, string>> = {
  'bad-contact': card('valid-address-data'),
  'photo-no-picture': card('valid-address-data'),
  'contact-too-large': card('max-resource-size'),
  'too-many-contacts': dav('quota-not-exceeded'),
  'contact-exists': card('no-uid-conflict'),
};

export type Answer = { readonly status: number; readonly body: string | null; readonly type: string };

/** The answer to what was thrown; null where it is a bug. `hrefOf` names another card of the book that was asked. */
export function answerTo(error: unknown, hrefOf: (segment: string) => string): Answer | null {
  if (error instanceof BadXml) return { status: 400, body: error.message, type: 'text/plain; charset=utf-8' };
  if (error instanceof ConditionFailed) return { status: 412, body: null, type: 'text/plain' };
  if (error instanceof UidTaken) {
    const taken = element(card('no-uid-conflict'), [element(dav('href'), hrefOf(error.segment))]);
    return xmlAnswer(403, taken, error);
  }
  if (error instanceof DavFault) {
    if (error.condition !== undefined) return xmlAnswer(error.status, error.condition);
    return {
      status: error.status,
      body: error.message === '' ? null : error.message,
      type: 'text/plain; charset=utf-8',
    };
  }
  if (!(error instanceof Refusal)) return null;
  const status = statuses[error.reason];
  const named = conditions[error.reason];
  if (named !== undefined) return xmlAnswer(status, element(named), error);
  return { status, body: `${reasons[error.reason].fr}\n${error.message}\n`, type: 'text/plain; charset=utf-8' };
}

/** With the sentence for people, which some programs show. rfc/4918#14.25 */
function xmlAnswer(status: number, condition: Xml, refusal?: Refusal): Answer {
  const said = refusal === undefined ? [] : [element(dav('responsedescription'), reasons[refusal.reason].fr)];
  return { status, body: document(dav('error'), [condition, ...said]), type: 'application/xml; charset=utf-8' };
}
