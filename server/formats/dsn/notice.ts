/**
 * What the house tells a sender of the fate of a message, as a message: words for the person first (French, then English),
 * the same for machines beside them (rfc/3464), then the message it is about. rfc/3462
 */
import { formatDate } from '../message/date.ts';
import { adviceFor } from './advice.ts';

export type NoticeAction = 'failed' | 'delayed' | 'delivered' | 'relayed';

export type NoticeRecipient = {
  readonly address: string;
  /** rfc/3463 */
  readonly status: string;
  /** The remote's own words; null where nobody was reached. */
  readonly said: string | null;
  readonly host: string | null;
  readonly orcpt: string | null;
};

export type Notice = {
  readonly action: NoticeAction;
  readonly to: string;
  readonly recipients: readonly NoticeRecipient[];
  readonly hostName: string;
  readonly domain: string;
  readonly messageId: string;
  readonly at: Date;
  readonly zone: number;
  /** When the message came to us, and until when it is tried. */
  readonly arrivedAt: Date;
  readonly triedUntil: Date;
  readonly envid: string | null;
  readonly trace: string;
  /** The subject for people, and the message (or its header alone). */
  readonly subject: string;
  readonly original: Buffer;
  readonly whole: boolean;
};

/** The notice's bytes. Lines are ASCII but in the returned message, which is what it is. */
export function composeNotice(notice: Notice): Buffer {
  const boundary = `=_${notice.trace}_${notice.action}`;
  const { fr, en } = titles[notice.action];
  const header = [
    `From: ${encodedWord('Le vaguemestre')} <mailer-daemon@${notice.domain}>`,
    `To: <${notice.to}>`,
    `Subject: ${encodedWord(`${fr} : ${notice.subject}`.slice(0, 200))}`,
    `Date: ${formatDate({ ms: notice.at.getTime(), zone: notice.zone })}`,
    `Message-ID: ${notice.messageId}`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary="${boundary}"`,
  ];
  const words = `${french(notice)}\n\n-- \n\n${en}: ${english(notice)}\n`;
  const parts = [
    `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(words)}`,
    `Content-Type: message/delivery-status\r\n\r\n${statusFields(notice)}`,
    `Content-Type: ${notice.whole ? 'message/rfc822' : 'text/rfc822-headers'}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`,
  ];
  const front = `${header.join('\r\n')}\r\n\r\n--${boundary}\r\n${parts.join(`\r\n--${boundary}\r\n`)}`;
  return Buffer.concat([Buffer.from(front), notice.original, Buffer.from(`\r\n--${boundary}--\r\n`)]);
}

const titles = {
  failed: { fr: 'Message non remis', en: 'Message not delivered' },
  delayed: { fr: 'Message en attente', en: 'Message waiting' },
  delivered: { fr: 'Message remis', en: 'Message delivered' },
  relayed: { fr: 'Message transmis', en: 'Message passed on' },
} as const satisfies Record<NoticeAction, { fr: string; en: string }>;

function french(notice: Notice): string {
  const about = `Votre message « ${notice.subject} » du ${frenchDate(notice.arrivedAt)}`;
  const said = {
    failed: `${about} n’a pas pu être remis à :`,
    delayed: `${about} n’a pas encore pu être remis à :`,
    delivered: `${about} a bien été remis à :`,
    relayed: `${about} a été transmis au serveur du destinataire, qui ne confirmera peut-être pas la remise :`,
  }[notice.action];
  const each = notice.recipients.map(recipient => {
    const lines = [`  ${recipient.address}`];
    if (notice.action === 'failed' || notice.action === 'delayed') {
      const advice = adviceFor(recipient.status);
      lines.push(`    Pourquoi : ${advice.fr.why}`);
      // While it is tried again there is nothing to do.
      if (notice.action === 'failed') lines.push(`    Que faire : ${advice.fr.what}`);
      if (isReply(recipient)) lines.push(`    Réponse reçue${from(recipient, ' de ')} : ${recipient.said}`);
      else if (recipient.said !== null) lines.push(`    Détail technique : ${recipient.said}`);
    }
    return lines.join('\n');
  });
  const after = {
    failed: `Il n’y aura pas d’autre essai. ${notice.whole ? 'Votre message' : 'L’en-tête de votre message'} est joint.`,
    delayed: `Vous n’avez rien à faire : de nouveaux essais ont lieu jusqu’au ${frenchDate(notice.triedUntil)}. S’ils échouent tous, vous en serez averti.`,
    delivered: '',
    relayed: '',
  }[notice.action];
  return ['Bonjour,', said, ...each, after, `Repère pour le support : ${notice.trace}`].filter(Boolean).join('\n\n');
}

function english(notice: Notice): string {
  const each = notice.recipients.map(recipient => {
    const lines = [`  ${recipient.address}`];
    if (notice.action === 'failed' || notice.action === 'delayed') {
      const advice = adviceFor(recipient.status);
      lines.push(`    Why: ${advice.en.why}`);
      if (notice.action === 'failed') lines.push(`    What to do: ${advice.en.what}`);
      if (isReply(recipient)) lines.push(`    Answer received${from(recipient, ' from ')}: ${recipient.said}`);
      else if (recipient.said !== null) lines.push(`    Technical detail: ${recipient.said}`);
    }
    return lines.join('\n');
  });
  const after = {
    failed: `It will not be tried again. ${notice.whole ? 'Your message' : 'The header of your message'} is attached.`,
    delayed: `There is nothing to do: it is tried again until ${englishDay.format(notice.triedUntil)}.`,
    delivered: '',
    relayed: 'Their server may or may not confirm the delivery.',
  }[notice.action];
  return [`"${notice.subject}"`, ...each, after].filter(Boolean).join('\n\n');
}

const from = ({ host }: NoticeRecipient, word: string): string => (host === null ? '' : `${word}${host}`);

/** Whether the words are a server's, or ours about why no server spoke. */
const isReply = ({ said }: NoticeRecipient): boolean => said !== null && /^[2-5]\d\d[ -]/.test(said);

/** What is no answer of a server must not pretend to be one. rfc/3464#2.3.6 */
const diagnosticType = (recipient: NoticeRecipient): string => (isReply(recipient) ? 'smtp' : 'x-vaguemestre');

/** rfc/3464#2 */
function statusFields(notice: Notice): string {
  const message = [
    `Reporting-MTA: dns; ${notice.hostName}`,
    ...(notice.envid === null ? [] : [`Original-Envelope-Id: ${line(notice.envid)}`]),
    `Arrival-Date: ${formatDate({ ms: notice.arrivedAt.getTime(), zone: notice.zone })}`,
  ];
  const each = notice.recipients.map(recipient =>
    [
      ...(recipient.orcpt === null ? [] : [`Original-Recipient: ${line(recipient.orcpt)}`]),
      `Final-Recipient: ${/[^ -~]/.test(recipient.address) ? 'utf-8' : 'rfc822'}; ${line(recipient.address)}`,
      `Action: ${notice.action}`,
      `Status: ${recipient.status}`,
      ...(recipient.host === null ? [] : [`Remote-MTA: dns; ${line(recipient.host)}`]),
      ...(recipient.said === null ? [] : [`Diagnostic-Code: ${diagnosticType(recipient)}; ${line(recipient.said)}`]),
      ...(notice.action === 'delayed'
        ? [`Will-Retry-Until: ${formatDate({ ms: notice.triedUntil.getTime(), zone: notice.zone })}`]
        : []),
    ].join('\r\n'),
  );
  return `${[message.join('\r\n'), ...each].join('\r\n\r\n')}\r\n`;
}

/** Third-party text as part of one line: escaped, cut, never a line of its own. */
function line(text: string): string {
  return text
    .replace(/[^ -~]/gu, character => `\\x{${character.codePointAt(0)!.toString(16).toUpperCase()}}`)
    .slice(0, 900);
}

const inParis = {
  timeZone: 'Europe/Paris',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
} as const;
const frenchDay = new Intl.DateTimeFormat('fr-FR', inParis);
const englishDay = new Intl.DateTimeFormat('en-GB', { ...inParis, timeZoneName: 'short' });
const frenchDate = (at: Date): string => frenchDay.format(at);

/** rfc/2047: words of at most 75 characters, cut between characters. */
function encodedWord(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (Buffer.byteLength(word + character) > 42) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word].map(one => `=?utf-8?B?${Buffer.from(one).toString('base64')}?=`).join('\r\n ');
}

function base64Lines(text: string): string {
  const encoded = Buffer.from(text.replaceAll('\n', '\r\n')).toString('base64');
  return `${encoded.match(/.{1,76}/g)!.join('\r\n')}\r\n`;
}
