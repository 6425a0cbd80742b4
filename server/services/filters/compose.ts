/** The messages filters send by themselves: replies, notifications, notices to the owner. */

import { formatDate } from '../../formats/message/date.ts';
import { type Field, rawHeader, readHeader } from '../../formats/message/header.ts';
import type { NotifyAction, VacationAction } from '../../formats/sieve/action.ts';
import type { Fault } from '../../formats/sieve/faults.ts';
import { textEntity, writeField } from '../../formats/sieve/field.ts';
import type { Mailto } from '../../formats/sieve/mailto.ts';
import type { ScriptOwner } from '../../store/sieve-owners.ts';
import { shownValue } from './may-reply.ts';

/** The message at hand. */
export type About = { readonly bytes: Buffer; readonly fields: readonly Field[]; readonly sender: string };

/** Who writes and when. `zone`: minutes east of UTC. */
export type Writing = {
  readonly owner: ScriptOwner;
  readonly at: Date;
  readonly zone: number;
  /** With its angle brackets. */
  readonly messageId: string;
};

/** The answer of somebody away, in the thread of what it answers. rfc/5230#5 */
export function composeReply(action: VacationAction, about: About, writing: Writing): Buffer {
  const subject = shownValue(about.bytes, about.fields, 'subject');
  const header = [
    ...written(writing, action.from),
    writeField('To', `<${about.sender}>`),
    writeField('Subject', action.subject ?? `Auto: ${subject}`),
    ...threadFields(about),
    'Auto-Submitted: auto-replied (vacation)\r\n',
    'X-Auto-Response-Suppress: All\r\n',
    'MIME-Version: 1.0\r\n',
  ];
  return Buffer.concat([
    Buffer.from(header.join('')),
    action.mime ? ownEntity(action.reason) : textEntity(action.reason),
  ]);
}

/** A message that tells of another one. rfc/5436#2.7 */
export function composeNotification(action: NotifyAction, mailto: Mailto, about: About, writing: Writing): Buffer {
  const { bytes, fields } = about;
  const [from, subject] = [shownValue(bytes, fields, 'from'), shownValue(bytes, fields, 'subject')];
  const header = [
    `Auto-Submitted: auto-notified; owner-email="${writing.owner.addresses[0] ?? ''}"\r\n`,
    ...written(writing, action.from),
    writeField('To', mailto.to.map(address => `<${address}>`).join(', ')),
    ...(mailto.cc.length > 0 ? [writeField('Cc', mailto.cc.map(address => `<${address}>`).join(', '))] : []),
    writeField('Subject', action.message ?? mailto.subject ?? subject),
    `Importance: ${{ 1: 'high', 2: 'normal', 3: 'low' }[action.importance]}\r\n`,
    ...threadFields(about),
    'X-Auto-Response-Suppress: All\r\n',
    'MIME-Version: 1.0\r\n',
  ];
  const text =
    mailto.body ?? `Message reçu de ${from}\nObjet : ${subject}\n\nA message came from ${from}\nSubject: ${subject}\n`;
  return Buffer.concat([Buffer.from(header.join('')), textEntity(text)]);
}

/** Tells the owner that a script failed, and that nothing was lost. */
export function composeFailureNotice(script: string, fault: Fault, about: About, writing: Writing): Buffer {
  const subject = shownValue(about.bytes, about.fields, 'subject');
  const header = [
    ...written(writing, null),
    writeField('To', `<${writing.owner.addresses[0] ?? ''}>`),
    writeField('Subject', 'Un de vos filtres n’a pas pu s’appliquer'),
    'Auto-Submitted: auto-generated\r\n',
    'X-Auto-Response-Suppress: All\r\n',
    'MIME-Version: 1.0\r\n',
  ];
  const text = [
    `Le filtre « ${script} » s’est arrêté à la ligne ${fault.line} : ${fault.fr}`,
    `Le message « ${subject} » est dans votre boîte de réception ; rien n’est perdu.`,
    'Tant que le filtre n’est pas corrigé, vos messages y arrivent tous. Cet avis n’est envoyé qu’une fois par jour.',
    '',
    `Your filter "${script}" stopped at line ${fault.line}: ${fault.en}`,
    `The message "${subject}" is in your inbox; nothing is lost.`,
    '',
  ];
  return Buffer.concat([Buffer.from(header.join('')), textEntity(text.join('\n'))]);
}

function written({ owner, at, zone, messageId }: Writing, from: string | null): string[] {
  const name = [owner.givenName, owner.familyName].filter(part => part !== null).join(' ');
  const address = owner.addresses[0] ?? '';
  const quoted = /[^\w .'-]/.test(name) && /^[\x20-\x7e]*$/.test(name) ? `"${name.replace(/["\\]/g, '\\$&')}"` : name;
  return [
    writeField('From', from ?? (name === '' ? `<${address}>` : `${quoted} <${address}>`)),
    `Date: ${formatDate({ ms: at.getTime(), zone })}\r\n`,
    `Message-ID: ${messageId}\r\n`,
  ];
}

/** rfc/5230#5.8 */
function threadFields({ bytes, fields }: About): string[] {
  const id = rawHeader(bytes, fields, 'message-id')?.match(/<[^<>\s]+>/)?.[0];
  if (id === undefined) return [];
  const before = rawHeader(bytes, fields, 'references') ?? rawHeader(bytes, fields, 'in-reply-to') ?? '';
  const ids = [...(before.match(/<[^<>\s]+>/g) ?? []).slice(-20), id];
  return [`In-Reply-To: ${id}\r\n`, `References: ${[...new Set(ids)].join('\r\n ')}\r\n`];
}

/** A reason that brings its own header: its MIME fields are kept, others are not. rfc/5230#4.4 */
function ownEntity(reason: string): Buffer {
  const bytes = Buffer.from(reason);
  const { fields, body } = readHeader(bytes);
  const kept = fields.filter(field => field.name.startsWith('content-'));
  if (kept.length === 0) return textEntity(reason);
  return Buffer.concat([
    ...kept.map(field => bytes.subarray(field.start, field.end)),
    Buffer.from('\r\n'),
    bytes.subarray(body),
  ]);
}
