import type { Random } from '../../random.ts';

/** A PDF of one A4 page: the title, and a grey picture that brings the file to about `size` bytes. */
export function pdf(random: Random, title: string, size: number): Buffer {
  const width = 64;
  const height = Math.max(1, Math.round((size - 1100) / width));
  const picture = random.bytes(width * height);
  // WinAnsi is Windows' Latin set; beyond Latin-1 a plain apostrophe and dash are enough for a title.
  const shown = title
    .replace(/[’‘]/g, "'")
    .replace(/[–—]/g, '-')
    .replace(/œ/g, 'oe')
    .replace(/[^\x20-\xff]/g, '?');
  const escaped = shown.replace(/[\\()]/g, '\\$&');
  const page = Buffer.from(
    `BT /F1 16 Tf 60 780 Td (${escaped}) Tj ET\nq 475 0 0 ${Math.min(640, height)} 60 100 cm /P Do Q\n`,
    'latin1',
  );
  const objects: Buffer[] = [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from('<< /Type /Pages /Kids [3 0 R] /Count 1 >>'),
    Buffer.from(
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> /XObject << /P 6 0 R >> >> >>',
    ),
    stream('', page),
    Buffer.from('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'),
    stream(
      `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 8 `,
      picture,
    ),
  ];
  const chunks: Buffer[] = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  let written = chunks[0]?.length ?? 0;
  const offsets: number[] = [];
  for (const [rank, object] of objects.entries()) {
    const whole = Buffer.concat([Buffer.from(`${rank + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    offsets.push(written);
    written += whole.length;
    chunks.push(whole);
  }
  const entries = offsets.map(offset => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  chunks.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${written}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(chunks);
}

function stream(dictionary: string, bytes: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`<< ${dictionary}/Length ${bytes.length} >>\nstream\n`),
    bytes,
    Buffer.from('\nendstream'),
  ]);
}
