/** Files people attach, small but true to their format: they open. */
import type { Random } from '../random.ts';
import { jpeg } from './files/jpeg.ts';
import { odt } from './files/odt.ts';
import { pdf } from './files/pdf.ts';
import { png } from './files/png.ts';

export interface Attachment {
  name: string;
  type: string;
  bytes: Buffer;
}

/** The file that `name` promises by its extension, saying `title`; about `size` bytes where the format can grow. */
export function attach(random: Random, name: string, title: string, size: number): Attachment {
  const extension = name.slice(name.lastIndexOf('.') + 1);
  switch (extension) {
    case 'pdf':
      return { name, type: 'application/pdf', bytes: pdf(random, title, size) };
    case 'odt':
      return { name, type: 'application/vnd.oasis.opendocument.text', bytes: odt(random, title, size) };
    case 'png':
      return { name, type: 'image/png', bytes: png(random, size) };
    case 'jpg':
      return { name, type: 'image/jpeg', bytes: jpeg(random, size) };
    case 'csv':
      return { name, type: 'text/csv; charset=utf-8', bytes: table(random, Math.min(size, 8_000)) };
    default:
      throw new RangeError(`no file is made for .${extension}`);
  }
}

function table(random: Random, size: number): Buffer {
  const lines = ['groupe;effectif;présents;moyenne'];
  for (let at = 0; at < size; at += 16) {
    lines.push(
      `${random.int(3, 6)}e${random.pick(['A', 'B', 'C'])};${random.int(18, 30)};${random.int(12, 28)};${random.int(80, 170) / 10}`,
    );
  }
  return Buffer.from(`${lines.join('\r\n')}\r\n`.replaceAll('.', ','), 'utf8');
}
