/**
 * The spelling of mailbox names for clients that have enabled neither IMAP4rev2 nor UTF8=ACCEPT: printable ASCII for itself,
 * `&-` for `&`, and runs of everything else as UTF-16 in base64 between `&` and `-`. rfc/3501#5.1.3
 */
export function encodeModifiedUtf7(name: string): string {
  return name.replace(/&|[^ -~]+/g, run => (run === '&' ? '&-' : `&${base64OfUtf16(run)}-`));
}

/**
 * The name, or undefined where the text is not the one right spelling of a name: each name having one spelling only is what
 * keeps two folders from looking the same to one client and different to another.
 */
export function decodeModifiedUtf7(text: string): string | undefined {
  const name = text.replace(/&([^-]*)-/g, (_, run: string) => (run === '' ? '&' : utf16OfBase64(run)));
  return name.isWellFormed() && encodeModifiedUtf7(name) === text ? name : undefined;
}

function base64OfUtf16(run: string): string {
  return Buffer.from(run, 'utf16le').swap16().toString('base64').replaceAll('/', ',').replace(/=+$/, '');
}

function utf16OfBase64(run: string): string {
  const bytes = Buffer.from(run.replaceAll(',', '/'), 'base64');
  return bytes
    .subarray(0, bytes.length & ~1)
    .swap16()
    .toString('utf16le');
}
