import { headerDate } from '../calendar.ts';
import type { Random } from '../random.ts';
import type { Written } from './compose.ts';
import { headerText, quotedPrintable } from './encode.ts';
import { robot } from './program.ts';
import { spaced } from './text.ts';
import { multipart } from './write.ts';

/** Why a message was not delivered: status code, the remote server's words, ours. */
const failures = [
  [
    '5.1.1',
    '550 5.1.1 <%> User unknown',
    'Cette adresse n’existe pas. Vérifiez qu’elle ne contient pas de faute de frappe.',
  ],
  ['5.2.2', '552 5.2.2 Mailbox full', 'La boîte aux lettres du destinataire est pleine.'],
  ['5.7.1', '550 5.7.1 Message rejected by policy', 'Le serveur du destinataire a refusé ce message.'],
  [
    '4.4.1',
    '451 4.4.1 Connection timed out',
    'Le serveur du destinataire ne répond pas ; nous réessayons pendant cinq jours.',
  ],
] as const;

/** The delivery report that comes back for `sent`. rfc/3464 */
export function report(random: Random, sent: Written, at: number): { id: string; raw: Buffer } {
  const [status, words, explained] = random.pick(failures);
  const recipient = sent.to[0]?.address ?? 'inconnu@ailleurs.test';
  const id = `${(at / 1000).toString(36)}.${random.bytes(8).toString('hex')}@mx.ac-amiens.test`;
  const delayed = status.startsWith('4');
  const subject = delayed
    ? 'Message retardé : la remise sera retentée'
    : 'Échec de remise : votre message n’est pas arrivé';
  const text = spaced(
    `Bonjour,\r\n\r\nVotre message « ${sent.subject} » adressé à ${recipient} ${delayed ? 'n’est pas encore parti' : 'n’a pas pu être remis'}.\r\n\r\n${explained}\r\n\r\nRéponse du serveur distant : ${words.replace('%', recipient)}\r\n`,
  );
  const headers = sent.raw.toString('latin1', 0, sent.raw.indexOf('\r\n\r\n'));
  const raw =
    `Message-ID: <${id}>\r\nDate: ${headerDate(at)}\r\nFrom: MAILER-DAEMON@ac-amiens.test\r\nTo: ${sent.author.address}\r\n` +
    `Subject: ${headerText(spaced(subject), 'utf-8', 9, 'Q')}\r\nAuto-Submitted: auto-replied\r\nIn-Reply-To: <${sent.id}>\r\nReferences: <${sent.id}>\r\nMIME-Version: 1.0\r\n` +
    multipart(
      'report; report-type=delivery-status',
      [
        `Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${quotedPrintable(Buffer.from(text, 'utf8').toString('latin1'))}`,
        `Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.ac-amiens.test\r\nArrival-Date: ${headerDate(sent.at)}\r\n\r\nFinal-Recipient: rfc822; ${recipient}\r\nAction: ${delayed ? 'delayed' : 'failed'}\r\nStatus: ${status}\r\nDiagnostic-Code: smtp; ${words.replace('%', recipient)}\r\n`,
        `Content-Type: text/rfc822-headers\r\n\r\n${headers}\r\n`,
      ],
      robot,
      random,
    );
  return { id, raw: Buffer.from(raw, 'latin1') };
}
