/** The mail both are given: the invented académie's for a mailbox one reads in, plain text of a given size for deliveries. */
import { correspondent } from '../dev/academie/addresses.ts';
import { cast } from '../dev/academie/cast.ts';
import { mailbox } from '../dev/academie/mail.ts';
import { randomFrom } from '../dev/academie/random.ts';
import { schools } from '../dev/academie/schools.ts';

const today = '2026-11-24';

/** Messages of one mailbox, oldest first: 6.8 KB each on average, half of them below 2 KB. */
export function academieMail(messages: number, seed = 'bench'): Buffer[] {
  const random = randomFrom(seed);
  const all = schools(random.fork('schools'), 12);
  const [owner, ...others] = cast(today).map((member, n) => correspondent(member.person, `p${n}@ac-amiens.test`));
  const items = mailbox(random.fork('mail'), owner!, others, all, { messages, today });
  return Array.from(items, ({ raw }) => raw);
}

const words =
  'bonjour veuillez trouver ci-joint le compte rendu de la réunion du conseil pédagogique élèves salle emploi du temps lundi'.split(
    ' ',
  );

let made = 0;

/** A message of about `bytes` octets unlike any other. */
export function plainMail(bytes: number): Buffer {
  const number = made++;
  let state = (number + 1) * 2_654_435_761;
  let text = [
    'From: Anne Dupont <expediteur@ailleurs.test>',
    'To: personne@ac-amiens.test',
    `Subject: Conseil de classe ${number}`,
    'Date: Tue, 24 Nov 2026 08:20:00 +0100',
    `Message-ID: <bench-${process.pid}-${number}@ailleurs.test>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    '',
  ].join('\r\n');
  let line = '';
  while (text.length < bytes) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    line += `${words[(state >>> 8) % words.length]} `;
    if (line.length > 66) {
      text += `${line}${state % 9973}\r\n`;
      line = '';
    }
  }
  return Buffer.from(text);
}

/** A message with one attachment that does not shrink, `bytes` octets in all. */
export function mailWithAttachment(bytes: number): Buffer {
  const random = randomFrom(`attachment ${made++}`);
  const raw = Buffer.from(Array.from({ length: Math.floor((bytes - 800) / 1.369) }, () => random.int(0, 255)));
  const base64 = raw.toString('base64').replace(/.{76}/g, '$&\r\n');
  return Buffer.from(
    `From: Anne Dupont <expediteur@ailleurs.test>\r\nTo: tous@ac-amiens.test\r\nSubject: Circulaire ${made}\r\n` +
      `Date: Tue, 24 Nov 2026 08:20:00 +0100\r\nMessage-ID: <circulaire-${process.pid}-${made}@ailleurs.test>\r\nMIME-Version: 1.0\r\n` +
      'Content-Type: multipart/mixed; boundary=coupe\r\n\r\n--coupe\r\nContent-Type: text/plain\r\n\r\nVoir ci-joint.\r\n' +
      '--coupe\r\nContent-Type: application/pdf; name=circulaire.pdf\r\nContent-Transfer-Encoding: base64\r\n' +
      `Content-Disposition: attachment; filename=circulaire.pdf\r\n\r\n${base64}\r\n--coupe--\r\n`,
  );
}
