/** What this server can do, as this client may use it now. rfc/9051#7.2.2 */
import { administers } from '../../services/mailboxes/quota.ts';
import { scramOffered } from '../wire/scram.ts';
import type { Session } from './session.ts';

/** Said in every state. */
const always = ['IMAP4rev1', 'IMAP4rev2', 'LITERAL+', 'SASL-IR', 'ID', 'ENABLE', 'LANGUAGE'];

/** Said once the client has signed in. */
const within = [
  'IDLE',
  'NAMESPACE',
  'UNSELECT',
  'CHILDREN',
  'UIDPLUS',
  'MOVE',
  'CONDSTORE',
  'QRESYNC',
  'ESEARCH',
  'SEARCHRES',
  'SORT',
  'SORT=DISPLAY',
  'ESORT',
  'PARTIAL',
  'THREAD=ORDEREDSUBJECT',
  'THREAD=REFERENCES',
  'THREAD=REFS',
  'WITHIN',
  'LIST-EXTENDED',
  'LIST-STATUS',
  'SPECIAL-USE',
  'CREATE-SPECIAL-USE',
  'STATUS=SIZE',
  'MULTIAPPEND',
  'REPLACE',
  'BINARY',
  'OBJECTID',
  'SAVEDATE',
  'PREVIEW',
  'UTF8=ACCEPT',
  'I18NLEVEL=1',
  'UIDONLY',
  'ACL',
  'RIGHTS=kxte',
  'LIST-MYRIGHTS',
  'QUOTA',
  'QUOTA=RES-STORAGE',
  'QUOTA=RES-MESSAGE',
  'UNAUTHENTICATE',
  'METADATA',
  'LIST-METADATA',
  'NOTIFY',
  'CONTEXT=SEARCH',
  'CONTEXT=SORT',
  'MULTISEARCH',
  'CATENATE',
  'URLAUTH',
  'URL-PARTIAL',
  'INPROGRESS',
  'FILTERS',
];

export function capabilities(session: Session): string {
  const offered = session.compressed ? always : [...always, 'COMPRESS=DEFLATE'];
  return `CAPABILITY ${[...offered, ...(session.actor === null ? before(session) : after(session))].join(' ')}`;
}

function before({ connection, house }: Session): string[] {
  if (connection.tls === undefined) return ['STARTTLS', 'LOGINDISABLED'];
  const tokens = house.signInToken === undefined ? [] : ['AUTH=OAUTHBEARER', 'AUTH=XOAUTH2'];
  return ['AUTH=PLAIN', 'AUTH=LOGIN', ...tokens, ...scramOffered(house, connection).map(name => `AUTH=${name}`)];
}

function after({ house, actor, options }: Session): string[] {
  const own = actor !== null && administers(actor) ? ['QUOTASET'] : [];
  const jmap = options.jmapUrl === undefined ? [] : ['JMAPACCESS'];
  const events = options.sieveUrl !== undefined && house.filters !== undefined;
  const scripts = events ? [`IMAPSIEVE=${options.sieveUrl}`] : [];
  return [
    ...within,
    ...own,
    ...jmap,
    ...scripts,
    `APPENDLIMIT=${house.limits.messageBytes}`,
    `MESSAGELIMIT=${options.limits.messages}`,
  ];
}
