/** What each door offers in answer to EHLO and LHLO, and the parameters that come with it. */
import { login, type Mechanism, oauthbearer, plain, xoauth2 } from '../wire/sasl.ts';
import { scramOffered } from '../wire/scram.ts';
import type { Door } from './door.ts';
import type { Session } from './session.ts';

/** The longest hold FUTURERELEASE takes, in seconds: thirty days. rfc/4865#4 */
export const longestHold = 30 * 86_400;

/** Keyword lines, in the order they are shown. */
export function extensionLines(session: Session): string[] {
  const { door, connection, options } = session;
  const secured = connection.tls !== undefined;
  const lines = [
    'PIPELINING',
    `SIZE ${door.messageBytes}`,
    '8BITMIME',
    'BINARYMIME',
    'CHUNKING',
    'SMTPUTF8',
    'ENHANCEDSTATUSCODES',
    'DSN',
    `LIMITS RCPTMAX=${options.limits.recipients} MAILMAX=${options.limits.messages}`,
  ];
  if (!secured) lines.push('STARTTLS');
  else if (door.kind !== 'lmtp') lines.push('REQUIRETLS');
  if (door.kind !== 'submission') return lines;
  if (secured)
    lines.push(`AUTH ${[...mechanismsOf(door).map(({ name }) => name), ...scramOffered(door, connection)].join(' ')}`);
  if (secured && door.readUrl !== undefined) lines.push('BURL imap');
  return [...lines, `FUTURERELEASE ${longestHold} ${horizon()}`, 'MT-PRIORITY MIXER', 'DELIVERBY'];

  function horizon(): string {
    return new Date(session.now().getTime() + longestHold * 1000).toISOString().replace(/\.\d+/, '');
  }
}

/** What MAIL may carry. AUTH names who first submitted the message: read, and believed of nobody. rfc/4954#5 */
export function mailKeywords({ door, connection }: Session): string[] {
  const keywords = ['SIZE', 'BODY', 'SMTPUTF8', 'RET', 'ENVID'];
  if (connection.tls !== undefined && door.kind !== 'lmtp') keywords.push('REQUIRETLS');
  return door.kind === 'submission' ? [...keywords, 'AUTH', 'HOLDFOR', 'HOLDUNTIL', 'MT-PRIORITY', 'BY'] : keywords;
}

/** What RCPT may carry. */
export const recipientKeywords = ['NOTIFY', 'ORCPT'];

/** How one may sign in at a door. */
export function mechanismsOf({ signIn, signInToken }: Pick<Door, 'signIn' | 'signInToken'>): readonly Mechanism[] {
  return [
    ...(signIn === undefined ? [] : [plain, login]),
    ...(signInToken === undefined ? [] : [oauthbearer, xoauth2]),
  ];
}
