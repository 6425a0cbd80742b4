/** Refusals of services in JMAP's words, once for a method call and once for a record. */
import { type Reason, Refusal } from '../../model/refusal.ts';
import { type MethodErrorType, MethodFault, type SetError, type SetErrorType, SetFault } from './faults.ts';
import { InvalidArgument } from './read.ts';

const words = {
  'bad-credentials': ['forbidden', 'forbidden'],
  'not-activated': ['forbidden', 'forbidden'],
  'letter-expired': ['forbidden', 'forbidden'],
  suspended: ['forbidden', 'forbidden'],
  closed: ['forbidden', 'forbidden'],
  'slow-down': ['serverUnavailable', 'rateLimit'],
  'too-many-connections': ['serverUnavailable', 'rateLimit'],
  'weak-password': ['forbidden', 'forbidden'],
  'no-such-mailbox': ['invalidArguments', 'notFound'],
  'mailbox-exists': ['invalidArguments', 'invalidProperties'],
  'mailbox-has-children': ['invalidArguments', 'mailboxHasChild'],
  'mailbox-fixed': ['forbidden', 'forbidden'],
  'bad-mailbox-name': ['invalidArguments', 'invalidProperties'],
  'too-many-mailboxes': ['invalidArguments', 'overQuota'],
  'role-taken': ['invalidArguments', 'invalidProperties'],
  'too-many-keywords': ['invalidArguments', 'tooManyKeywords'],
  'no-such-address-book': ['invalidArguments', 'notFound'],
  'address-book-fixed': ['forbidden', 'forbidden'],
  'too-many-address-books': ['invalidArguments', 'overQuota'],
  'no-such-contact': ['invalidArguments', 'notFound'],
  'contact-exists': ['invalidArguments', 'alreadyExists'],
  'bad-contact': ['invalidArguments', 'invalidProperties'],
  'contact-too-large': ['requestTooLarge', 'tooLarge'],
  'photo-no-picture': ['invalidArguments', 'invalidProperties'],
  'too-many-contacts': ['invalidArguments', 'overQuota'],
  'no-such-message': ['invalidArguments', 'notFound'],
  'not-permitted': ['forbidden', 'forbidden'],
  'over-quota': ['serverUnavailable', 'overQuota'],
  'full-for-long': ['forbidden', 'overQuota'],
  'message-too-large': ['requestTooLarge', 'tooLarge'],
  'bad-message': ['invalidArguments', 'invalidEmail'],
  'no-such-recipient': ['invalidArguments', 'invalidRecipients'],
  'recipient-closed': ['invalidArguments', 'invalidRecipients'],
  'list-closed': ['forbidden', 'forbidden'],
  'relay-denied': ['forbidden', 'forbidden'],
  'sender-not-yours': ['forbidden', 'forbiddenFrom'],
  'own-password': ['forbidden', 'forbiddenToSend'],
  'own-numen': ['forbidden', 'forbiddenToSend'],
  'too-many-recipients': ['invalidArguments', 'tooManyRecipients'],
  'mail-loop': ['invalidArguments', 'invalidEmail'],
  policy: ['forbidden', 'forbiddenToSend'],
  unavailable: ['serverUnavailable', 'serverFail'],
  'disk-full': ['serverUnavailable', 'serverFail'],
  'app-password-needed': ['forbidden', 'forbidden'],
  'renewal-overdue': ['forbidden', 'forbidden'],
  'second-proof-needed': ['forbidden', 'forbidden'],
  'passkey-needed': ['forbidden', 'forbidden'],
  'prove-again': ['forbidden', 'forbidden'],
  'two-persons': ['forbidden', 'forbidden'],
  'no-such-script': ['invalidArguments', 'notFound'],
  'script-exists': ['forbidden', 'forbidden'],
  'script-active': ['forbidden', 'forbidden'],
  'bad-script-name': ['invalidArguments', 'invalidProperties'],
  'too-many-scripts': ['forbidden', 'forbidden'],
  'script-too-large': ['forbidden', 'forbidden'],
} as const satisfies Record<Reason, readonly [MethodErrorType, SetErrorType]>;

/** Which property of the record a reason speaks of, where the reason alone tells. */
const properties: Partial<Record<Reason, readonly string[]>> = {
  'mailbox-exists': ['name'],
  'bad-mailbox-name': ['name'],
  'role-taken': ['role'],
  'photo-no-picture': ['media'],
};

/** The answer to a method call that threw; null where it is a bug. */
export function methodFaultOf(error: unknown): MethodFault | null {
  if (error instanceof MethodFault) return error;
  if (error instanceof InvalidArgument) return new MethodFault('invalidArguments', error.message);
  if (error instanceof Refusal) return new MethodFault(words[error.reason][0], error.message);
  return null;
}

/** The answer for one record; null where the error is a bug, or speaks of the whole call. */
export function setErrorOf(error: unknown): SetError | null {
  if (error instanceof SetFault) return error.error;
  if (error instanceof InvalidArgument) {
    return { type: 'invalidProperties', properties: [error.path], description: error.message };
  }
  if (!(error instanceof Refusal) || error.reason === 'unavailable') return null;
  const named = properties[error.reason];
  return { type: words[error.reason][1], description: error.message, ...(named ? { properties: named } : {}) };
}
