/** Refusals and failures as HTTP: a status, a stable reason, a sentence in both languages. */
import type { RefusalReply } from '@vaguemestre/contract/text.ts';
import { type Reason, type Refusal, reasons } from '../../model/refusal.ts';
import { SlowDown } from '../../services/signing-in/throttle.ts';
import { WeakPassword } from '../../services/signing-in/weak-password.ts';

const statuses = {
  'bad-credentials': 401,
  'not-activated': 403,
  'letter-expired': 403,
  'app-password-needed': 403,
  'renewal-overdue': 403,
  'second-proof-needed': 403,
  'passkey-needed': 403,
  'prove-again': 403,
  'two-persons': 403,
  suspended: 403,
  closed: 403,
  'slow-down': 429,
  'too-many-connections': 429,
  'weak-password': 422,
  'no-such-mailbox': 404,
  'mailbox-exists': 409,
  'mailbox-has-children': 409,
  'mailbox-fixed': 409,
  'bad-mailbox-name': 422,
  'too-many-mailboxes': 409,
  'role-taken': 409,
  'too-many-keywords': 409,
  'no-such-script': 404,
  'script-exists': 409,
  'script-active': 409,
  'bad-script-name': 400,
  'too-many-scripts': 409,
  'script-too-large': 413,
  'no-such-address-book': 404,
  'address-book-fixed': 409,
  'too-many-address-books': 409,
  'no-such-contact': 404,
  'contact-exists': 409,
  'bad-contact': 422,
  'contact-too-large': 413,
  'photo-no-picture': 422,
  'too-many-contacts': 409,
  'no-such-message': 404,
  'not-permitted': 403,
  'over-quota': 507,
  'full-for-long': 507,
  'message-too-large': 413,
  'bad-message': 422,
  'no-such-recipient': 422,
  'recipient-closed': 422,
  'list-closed': 403,
  'relay-denied': 403,
  'sender-not-yours': 403,
  'own-password': 422,
  'own-numen': 422,
  'too-many-recipients': 422,
  'mail-loop': 422,
  policy: 409,
  unavailable: 503,
  'disk-full': 507,
} as const satisfies Record<Reason, number>;

/** What the web itself refuses, before any service is asked. */
const webReasons = {
  'bad-request': {
    status: 400,
    fr: 'Cette demande est incomplète ou mal formée.',
    en: 'This request is incomplete or malformed.',
  },
  'not-signed-in': {
    status: 401,
    fr: 'Votre session est terminée : reconnectez-vous.',
    en: 'Your session is over: sign in again.',
  },
  'renewal-needed': {
    status: 403,
    fr: 'Votre mot de passe a plus d’un an : choisissez-en un nouveau d’abord.',
    en: 'Your password is more than a year old: choose a new one first.',
  },
  'enrolment-needed': {
    status: 403,
    fr: 'La maison vous demande une seconde preuve : mettez-la en place d’abord.',
    en: 'The house asks you for a second proof: set it up first.',
  },
  'cross-site': {
    status: 403,
    fr: 'Cette demande vient d’un autre site : ouvrez le portail et recommencez.',
    en: 'This request comes from another site: open the portal and try again.',
  },
  'not-found': { status: 404, fr: 'Cette page n’existe pas.', en: 'There is no such page.' },
  'too-large': { status: 413, fr: 'Cette demande est trop volumineuse.', en: 'This request is too large.' },
  failed: {
    status: 500,
    fr: 'Une erreur est survenue de notre côté : réessayez, puis adressez-vous au support.',
    en: 'Something failed on our side: try again, then ask the support.',
  },
} as const;

export type WebReason = keyof typeof webReasons;

/** Thrown by a route for what the web itself refuses. */
export class WebRefusal extends Error {
  readonly reason: WebReason;

  constructor(reason: WebReason) {
    super(webReasons[reason].en);
    this.reason = reason;
  }
}

export function refusalAnswer(refusal: Refusal): { status: number; body: RefusalReply } {
  const { fr, en } = reasons[refusal.reason];
  return {
    status: statuses[refusal.reason],
    body: {
      reason: refusal.reason,
      sentence: { fr, en },
      ...(refusal instanceof WeakPassword ? { verdicts: refusal.verdicts.map(each => ({ ...each })) } : {}),
      ...(refusal instanceof SlowDown ? { retryAfter: refusal.retryAfter } : {}),
    },
  };
}

export function webAnswer(reason: WebReason): { status: number; body: RefusalReply } {
  const { status, fr, en } = webReasons[reason];
  return { status, body: { reason, sentence: { fr, en } } };
}
