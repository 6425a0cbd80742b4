/** A story as the bytes of a message. */
import { Buffer } from 'node:buffer';
import type { Random } from '../academie/random.ts';
import { drawing, qrJpeg, qrPng, signInPage, zip } from './files.ts';
import type { Story } from './story.ts';

type File = { readonly name: string; readonly type: string; readonly bytes: Buffer };

/** `tell` says a template of the story, with the slots of this message. */
export function writeStory(
  story: Story,
  random: Random,
  tell: (template: string) => string,
): { bytes: Buffer; from: string } {
  const from = tell(random.pick(story.from));
  const [, name = '', address = ''] = /^(.*) <(.*)>$/.exec(from) ?? [];
  const shape = story.shape ?? random.weighted([['both', 55], ['plain', 25], ['html', 20]] as const); // biome-ignore format: odds
  const paragraphs = tell(story.text).split('\n\n');
  const boundary = `=_${random.bytes(6).toString('hex')}`;
  const plain = part('text/plain', paragraphs.map(asPlain).join('\n\n'));
  const html = part(
    'text/html',
    `<html><body>${paragraphs.map(asHtml).join('\n')}${tell(story.html ?? '')}</body></html>`,
  );
  const text =
    shape === 'plain' ? plain : shape === 'html' ? html : multipart('alternative', `${boundary}a`, [plain, html]);
  const file = story.file === undefined ? null : makeFile(story, story.file, tell);
  const body = file === null ? text : multipart('mixed', boundary, [text, attach(file)]);
  const header = [
    `From: ${word(name)} <${address}>`,
    `To: <${random.pick(['marie.lenglet', 'paul.aubry', 'anne.dupont'])}@ac-amiens.test>`,
    `Subject: ${word(tell(story.subject))}`,
    `Date: Tue, ${random.int(3, 24)} Nov 2026 ${String(random.int(10, 18))}:${String(random.int(10, 59))}:00 +0100`,
    `Message-ID: <${random.bytes(9).toString('hex')}@${address.slice(address.indexOf('@') + 1)}>`,
    ...(story.replyTo === undefined ? [] : [`Reply-To: <${tell(story.replyTo)}>`]),
    ...(story.headers ?? []).map(tell),
    'MIME-Version: 1.0',
  ];
  return { bytes: Buffer.from(`${header.join('\r\n')}\r\n${body}`, 'utf8'), from: address.toLowerCase() };
}

const link = /<<([^~>]*)~([^>]*)>>/g;

function asPlain(paragraph: string): string {
  return paragraph.replace(link, (_, label: string, href: string) =>
    label === '' || label.startsWith('http') ? href : `${label} (${href})`,
  );
}

function asHtml(paragraph: string): string {
  const marked = paragraph
    .replaceAll('&', '&amp;')
    .replace(link, (_, label: string, href: string) => `\u0001a href="${href}"\u0002${label || href}\u0001/a\u0002`);
  const safe = marked.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<p>${safe.replaceAll('\u0001', '<').replaceAll('\u0002', '>').replaceAll('\n', '<br>')}</p>`;
}

function part(type: string, text: string): string {
  const lines = Buffer.from(text)
    .toString('base64')
    .match(/.{1,76}/g) ?? [''];
  return `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines.join('\r\n')}\r\n`;
}

function multipart(kind: string, boundary: string, parts: readonly string[]): string {
  const inner = parts.map(each => `--${boundary}\r\n${each}`).join('');
  return `Content-Type: multipart/${kind}; boundary="${boundary}"\r\n\r\n${inner}--${boundary}--\r\n`;
}

function attach({ name, type, bytes }: File): string {
  const lines = bytes.toString('base64').match(/.{1,76}/g) ?? [''];
  return `Content-Type: ${type}\r\nContent-Disposition: attachment; filename="${name.replace(/[^ -~]/g, '_')}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines.join('\r\n')}\r\n`;
}

function makeFile(
  story: Story,
  { name, content }: NonNullable<Story['file']>,
  tell: (template: string) => string,
): File {
  const make: Record<typeof content, () => [string, Buffer]> = {
    pdf: () => ['application/pdf', Buffer.from('%PDF-1.4\n%essai\n')],
    text: () => ['text/plain', Buffer.from('essai')],
    docm: () => ['application/octet-stream', zip(['[Content_Types].xml', 'word/vbaProject.bin'])],
    html: () => ['text/html', Buffer.from(signInPage)],
    svg: () => ['image/svg+xml', Buffer.from(drawing)],
    zip: () => ['application/zip', zip(['document.pdf'])],
    'zip-exe': () => ['application/zip', zip(['document.pdf.exe'])],
    'zip-locked': () => ['application/zip', zip(['document.js'], true)],
    one: () => ['application/onenote', Buffer.from('e4525c7b8cd8a74d', 'hex')],
    iso: () => ['application/octet-stream', Buffer.from('CD001')],
    qr: () => ['image/png', qrPng(tell(story.code ?? ''))],
    'qr-jpeg': () => ['image/jpeg', qrJpeg(tell(story.code ?? ''))],
  };
  const [type, bytes] = make[content]();
  return { name: tell(name), type, bytes };
}

function word(text: string): string {
  if (/^[ -~]*$/.test(text)) return /^[A-Za-z0-9 '!?:;.,/@-]*$/.test(text) ? text : `"${text.replace(/["\\]/g, '')}"`;
  const pieces: string[] = [];
  let piece = '';
  for (const character of text) {
    if (Buffer.byteLength(piece + character) > 42) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece].map(each => `=?utf-8?B?${Buffer.from(each).toString('base64')}?=`).join('\r\n ');
}
