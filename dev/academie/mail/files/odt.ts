import { crc32 } from 'node:zlib';
import type { Random } from '../../random.ts';

const namespaces =
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"';

/** An OpenDocument text: the title and numbered lines, up to about `size` bytes, in a zip that stores its entries. */
export function odt(random: Random, title: string, size: number): Buffer {
  const lines: string[] = [];
  for (let written = 900, rank = 1; written < size; rank++) {
    const line = `Point n° ${rank} – ${random.bytes(24).toString('hex')}`;
    lines.push(`<text:p>${line}</text:p>`);
    written += line.length + 19;
  }
  const heading = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const xml = '<?xml version="1.0" encoding="UTF-8"?>\n';
  const type = 'application/vnd.oasis.opendocument.text';
  return zip([
    ['mimetype', type],
    [
      'content.xml',
      `${xml}<office:document-content ${namespaces} office:version="1.2"><office:body><office:text><text:h text:outline-level="1">${heading}</text:h>${lines.join('')}</office:text></office:body></office:document-content>`,
    ],
    [
      'META-INF/manifest.xml',
      `${xml}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="${type}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`,
    ],
  ]);
}

function zip(entries: readonly (readonly [name: string, text: string])[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of entries) {
    const bytes = Buffer.from(text, 'utf8');
    const described = description(name, bytes);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), described, Buffer.from(name), bytes]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), described, place, Buffer.from(name));
    files.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, listed, end]);
}

/** The fields that a local header and the central directory share; dated the first day zip knows. */
function description(name: string, bytes: Buffer): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(0x21, 8);
  fields.writeUInt32LE(crc32(bytes), 10);
  fields.writeUInt32LE(bytes.length, 14);
  fields.writeUInt32LE(bytes.length, 18);
  fields.writeUInt16LE(Buffer.byteLength(name), 22);
  return fields;
}
