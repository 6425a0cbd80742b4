import { headerDate } from '../calendar.ts';
import type { Random } from '../random.ts';
import type { Attachment } from './attachment.ts';
import { base64, bytesOf, type Charset, fold, headerText, parameter, phrase, quotedPrintable } from './encode.ts';
import type { Letter, Party } from './letter.ts';
import type { Program } from './program.ts';

/** The message on the wire: CRLF lines, within RFC 5322 and MIME. `random` makes boundaries and trace identifiers. */
export function writeMessage(letter: Letter, random: Random): Buffer {
  return Buffer.from(`${headers(letter, random)}${content(letter, random)}`, 'latin1');
}

function headers(letter: Letter, random: Random): string {
  const { program } = letter;
  let text = trace(letter, random);
  if (program.header !== null && program.header[0] === 'User-Agent') text += `User-Agent: ${program.header[1]}\r\n`;
  text += `Message-ID: <${letter.id}>\r\n`;
  text += `Date: ${headerDate(letter.at)}\r\n`;
  text += `From: ${parties([letter.from], program, 6)}\r\n`;
  if (letter.to.length > 0) text += `To: ${parties(letter.to, program, 4)}\r\n`;
  if (letter.cc.length > 0) text += `Cc: ${parties(letter.cc, program, 4)}\r\n`;
  text += `Subject: ${headerText(letter.subject, program.charset, 9, program.words)}\r\n`;
  if (letter.inReplyTo !== null) text += `In-Reply-To: <${letter.inReplyTo}>\r\n`;
  if (letter.references.length > 0) {
    text += `References: ${letter.references.map(id => `<${id}>`).join('\r\n ')}\r\n`;
  }
  for (const [name, value] of letter.headers) text += `${name}: ${fold(value, name.length + 2)}\r\n`;
  if (program.header !== null && program.header[0] !== 'User-Agent') text += `X-Mailer: ${program.header[1]}\r\n`;
  if (program.html === 'office') text += 'Content-Language: fr\r\n';
  return `${text}MIME-Version: 1.0\r\n`;
}

function trace(letter: Letter, random: Random): string {
  if (letter.came === 'not yet sent') return '';
  const queue = random.bytes(6).toString('hex').toUpperCase();
  const arrival = headerDate(letter.at + random.int(1, 9) * 1000);
  if (letter.came === 'inside') {
    return `Received: from smtp.ac-amiens.test (smtp.ac-amiens.test [192.0.2.25])\r\n\tby mx.ac-amiens.test with ESMTPS id ${queue};\r\n\t${arrival}\r\n`;
  }
  const domain = letter.from.address.slice(letter.from.address.indexOf('@') + 1);
  const host = `198.51.100.${random.int(2, 250)}`;
  return (
    `Authentication-Results: mx.ac-amiens.test;\r\n\tspf=pass smtp.mailfrom=${domain};\r\n\tdmarc=pass header.from=${domain}\r\n` +
    `Received: from mx1.${domain} (mx1.${domain} [${host}])\r\n\tby mx.ac-amiens.test with ESMTPS id ${queue};\r\n\t${arrival}\r\n` +
    `Received: from [203.0.113.${random.int(2, 250)}] (unknown)\r\n\tby mx1.${domain} with ESMTPSA id ${random.bytes(5).toString('hex')};\r\n\t${headerDate(letter.at)}\r\n`
  );
}

function parties(list: readonly Party[], program: Program, used: number): string {
  return list
    .map(({ name, address }, rank) => {
      if (name === null) return address;
      const shown = phrase(name, program.charset, rank === 0 ? used : 1, program.words);
      const last = shown.slice(shown.lastIndexOf('\n') + 1);
      return last.length + address.length > 70 ? `${shown}\r\n <${address}>` : `${shown} <${address}>`;
    })
    .join(',\r\n ');
}

/** Content headers, the blank line and the body: mixed over alternative over the texts, each level only where needed. */
function content(letter: Letter, random: Random): string {
  const { program } = letter;
  const texts = [textPart(`${letter.lines.join('\r\n')}\r\n`, 'plain', program)];
  if (letter.html !== null) texts.push(textPart(letter.html, 'html', program));
  if (letter.invitation !== null) texts.push(invitationPart(letter.invitation));
  const body = texts.length === 1 ? (texts[0] as string) : multipart('alternative', texts, program, random);
  if (letter.attachments.length === 0) return body;
  const attached = letter.attachments.map(attachmentPart);
  return multipart('mixed', [body, ...attached], program, random);
}

export function multipart(subtype: string, parts: readonly string[], program: Program, random: Random): string {
  const boundary = program.boundary(random);
  const [kind, ...rest] = subtype.split(';');
  const type = `Content-Type: multipart/${kind}${rest.map(each => `;${each}`).join('')};\r\n\tboundary="${boundary}"\r\n\r\n`;
  return `${type}${parts.map(part => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--\r\n`;
}

function textPart(text: string, subtype: 'plain' | 'html', program: Program): string {
  const { charset } = program;
  const bytes = bytesOf(text, charset);
  const ascii = !/[^\x00-\x7f]/.test(bytes);
  // HTML comes in long lines, which 8bit does not allow.
  const long = program.transfer === '8bit' && longestLine(bytes) > 990;
  const transfer = long ? 'quoted-printable' : ascii && program.transfer === '8bit' ? '7bit' : program.transfer;
  const flowed = program.flowed && subtype === 'plain' ? '; format=flowed' : '';
  const type = `Content-Type: text/${subtype}; charset=${named(charset)}${flowed}\r\nContent-Transfer-Encoding: ${transfer}\r\n\r\n`;
  if (transfer === 'base64') return `${type}${base64(Buffer.from(bytes, 'latin1'))}\r\n`;
  return type + (transfer === 'quoted-printable' ? quotedPrintable(bytes) : bytes);
}

function longestLine(bytes: string): number {
  let longest = 0;
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf('\n', from);
    const to = end < 0 ? bytes.length : end;
    longest = Math.max(longest, to - from);
    from = to + 1;
  }
  return longest;
}

function named(charset: Charset): string {
  return charset === 'utf-8' ? 'UTF-8' : charset;
}

function invitationPart(calendar: string): string {
  const bytes = Buffer.from(calendar, 'utf8');
  return `Content-Type: text/calendar; charset=UTF-8; method=REQUEST\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(bytes)}\r\n`;
}

function attachmentPart({ name, type, bytes }: Attachment): string {
  return (
    `Content-Type: ${type}${parameter('name', name)}\r\n` +
    `Content-Disposition: attachment${parameter('filename', name)}\r\n` +
    `Content-Transfer-Encoding: base64\r\n\r\n${base64(bytes)}\r\n`
  );
}
