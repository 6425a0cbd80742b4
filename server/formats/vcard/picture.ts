/** What a picture is by its first octets, whatever it is said to be; null where it is none that browsers show. */
export function pictureType(bytes: Uint8Array): string | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 16)).toString('latin1');
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return 'image/gif';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'image/webp';
  if (/^ftyp(?:heic|heix|mif1|avif)/.test(text.slice(4)))
    return text.slice(8, 12) === 'avif' ? 'image/avif' : 'image/heic';
  return null;
}

/** The octets of a `data:` address in base64; null where it is none. rfc/2397#2 */
export function readDataAddress(value: string): { readonly type: string; readonly bytes: Buffer } | null {
  const [, type, data] = /^data:([^,;]*)(?:;[^,;]*)*?;base64,([\s\S]*)$/i.exec(value) ?? [];
  return data === undefined ? null : { type: type!.toLowerCase(), bytes: Buffer.from(data, 'base64') };
}
