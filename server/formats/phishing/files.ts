/** What an attached file is, by its name and its first bytes, before anybody opens it. Nothing is unpacked. */

export type FileKind =
  | 'program'
  | 'shortcut'
  | 'script'
  | 'macro'
  | 'html'
  | 'svg'
  | 'onenote'
  | 'disk-image'
  | 'archive'
  | 'other';

export type FileTraits = {
  readonly kind: FileKind;
  /** `facture.pdf.exe`: a harmless ending before the true one. */
  readonly doubleExtension: boolean;
  /** The name hides its ending: writing turned around, or a run of spaces. */
  readonly hiddenName: boolean;
  /** An archive or document that opens with a password only. */
  readonly locked: boolean;
  /** An archive that holds a program, a script or a shortcut. */
  readonly holdsProgram: boolean;
};

const kinds: Readonly<Record<Exclude<FileKind, 'other'>, string>> = {
  program: 'exe scr com pif cpl msi msix appx jar apk bat cmd gadget dll',
  shortcut: 'lnk url website scf library-ms search-ms settingcontent-ms',
  script: 'js jse vbs vbe wsf wsh hta ps1 psm1 reg sct chm',
  macro: 'docm dotm xlsm xltm xlam xll xlsb pptm potm ppam ppsm sldm',
  html: 'html htm xhtml shtml mht mhtml',
  svg: 'svg svgz',
  onenote: 'one onepkg onetoc2',
  'disk-image': 'iso img vhd vhdx dmg wim',
  archive: 'zip rar 7z gz tar tgz bz2 xz cab ace arj lzh zst',
};

const kindOf = new Map(
  Object.entries(kinds).flatMap(([kind, endings]) =>
    endings.split(' ').map(ending => [ending, kind as FileKind] as const),
  ),
);
const harmless = new Set('pdf doc docx xls xlsx ppt pptx odt ods jpg jpeg png gif txt csv rtf mp3 mp4 wav'.split(' '));
const dangerous: ReadonlySet<FileKind> = new Set(['program', 'shortcut', 'script', 'macro', 'html', 'disk-image']);

/** `given`: the name as the sender wrote it, tricks included. `bytes`: the decoded beginning of the file, and its end where known. */
export function describeFile(given: string, bytes: Buffer): FileTraits {
  const name = given.trim().toLowerCase();
  const endings = name
    .split('.')
    .slice(1)
    .map(ending => ending.trim());
  const last = endings.at(-1) ?? '';
  const before = endings.at(-2) ?? '';
  const named = kindOf.get(last) ?? 'other';
  const kind = named === 'other' || named === 'archive' ? (kindByBytes(bytes, named) ?? named) : named;
  const zip = isZip(bytes) ? readZip(bytes) : { locked: false, names: [] as string[] };
  const inside = zip.names.map(inner => kindOf.get(inner.toLowerCase().split('.').at(-1) ?? '') ?? 'other');
  const office = harmless.has(last) || named === 'macro';
  return {
    kind: office && zip.names.some(inner => /vbaproject\.bin$/i.test(inner)) ? 'macro' : kind,
    doubleExtension: endings.length > 1 && harmless.has(before) && dangerous.has(kind),
    hiddenName: /[\u202a-\u202e\u2066-\u2069]/.test(given) || /\s{8,}\./.test(given.slice(0, 500)),
    locked: zip.locked || isLockedOther(bytes, office),
    holdsProgram: inside.some(each => each === 'program' || each === 'script' || each === 'shortcut'),
  };
}

function kindByBytes(bytes: Buffer, named: FileKind): FileKind | null {
  const start = bytes.toString('latin1', 0, 512);
  if (start.startsWith('MZ')) return 'program';
  if (start.startsWith('\x4c\0\0\0\x01\x14\x02\0')) return 'shortcut';
  if (start.startsWith('\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d')) return 'onenote';
  if (named === 'other' && /^\s*<(?:!doctype html|html[\s>]|script[\s>])/i.test(start)) return 'html';
  if (named === 'other' && /^\s*(?:<\?xml[^>]{0,200}>\s*)?<svg[\s>]/i.test(start)) return 'svg';
  return null;
}

function isZip(bytes: Buffer): boolean {
  return bytes.length > 30 && bytes.readUInt32LE(0) === 0x04034b50;
}

/** Entries of an archive that are looked at. */
const maxEntries = 200;

/** Names and locks of the entries, by their local headers one after the other, as far as these can be followed. */
function readZip(bytes: Buffer): { locked: boolean; names: string[] } {
  const names: string[] = [];
  let locked = false;
  let at = 0;
  while (names.length < maxEntries && at + 30 <= bytes.length && bytes.readUInt32LE(at) === 0x04034b50) {
    const flags = bytes.readUInt16LE(at + 6);
    const nameLength = bytes.readUInt16LE(at + 26);
    locked ||= (flags & 1) !== 0;
    names.push(bytes.toString('utf8', at + 30, Math.min(bytes.length, at + 30 + nameLength)));
    at += 30 + nameLength + bytes.readUInt16LE(at + 28) + bytes.readUInt32LE(at + 18);
    // Sizes that come after the data: the next header is looked for.
    if ((flags & 8) !== 0) {
      const next = bytes.indexOf('PK\x03\x04', at, 'latin1');
      if (next < 0) break;
      at = next;
    }
  }
  return { locked, names };
}

/** RAR with encrypted headers, 7z with encrypted names, and Office documents wrapped in an encrypted package. */
function isLockedOther(bytes: Buffer, office: boolean): boolean {
  const start = bytes.toString('latin1', 0, 64);
  if (start.startsWith('Rar!\x1a\x07\x01\0')) return bytes[12] === 4;
  const compound = start.startsWith('\xd0\xcf\x11\xe0');
  return compound && office && bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'));
}
