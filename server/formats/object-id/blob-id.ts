/**
 * Names of bytes in JMAP. rfc/8620#6. A name tells where the bytes are: a whole message or an upload, then any number of
 * cuts, each a range and the transfer encoding it is taken out of: the second attachment of a forwarded message that was
 * itself attached has a name without a row. What a name says is never trusted: ranges are cut to what there is, and
 * whoever reads asks for the email or the upload as the account it belongs to.
 */
import { readNumber } from './object-id.ts';

/** Octets [from, to) of what stands before, then decoded: `N`ot at all, `B`ase64, `Q`uoted-printable. */
export type BlobCut = { readonly from: number; readonly to: number; readonly encoding: 'N' | 'B' | 'Q' };

export type BlobSource =
  | { readonly kind: 'email'; readonly accountId: number; readonly emailId: number }
  /** A filter script; `digest` begins the SHA-256 of its text, 32 hexadecimal digits: another text has another name. */
  | { readonly kind: 'script'; readonly accountId: number; readonly scriptId: number; readonly digest: string }
  /** A photo, logo or sound that a contact card holds; `digest` begins the SHA-256 of its octets, 32 hexadecimal digits. */
  | { readonly kind: 'card'; readonly accountId: number; readonly cardId: number; readonly digest: string }
  /** SHA-256, hexadecimal. */
  | { readonly kind: 'upload'; readonly hash: string };

export type BlobName = { readonly source: BlobSource; readonly cuts: readonly BlobCut[] };

/** The longest id JMAP allows, octets. rfc/8620#1.2 */
const longest = 255;

export function writeBlobId({ source, cuts }: BlobName): string {
  const root = writeSource(source);
  return cuts.reduce(
    (text, { from, to, encoding }) => `${text}_${from.toString(36)}-${to.toString(36)}${encoding}`,
    root,
  );
}

function writeSource(source: BlobSource): string {
  if (source.kind === 'upload') return `U${source.hash}`;
  const account = source.accountId.toString(36);
  if (source.kind === 'email') return `B${account}-${source.emailId.toString(36)}`;
  if (source.kind === 'card') return `C${account}-${source.cardId.toString(36)}-${source.digest}`;
  return `V${account}-${source.scriptId.toString(36)}-${source.digest}`;
}

/** The cut of a part whose body lies at [from, to) in that transfer encoding (lower case). */
export function cutOf(from: number, to: number, transferEncoding: string): BlobCut {
  const encoding = transferEncoding === 'base64' ? 'B' : transferEncoding === 'quoted-printable' ? 'Q' : 'N';
  return { from, to, encoding };
}

const shape =
  /^(?:B(?<account>[0-9a-z]+)-(?<email>[0-9a-z]+)|(?<letter>[VC])(?<owner>[0-9a-z]+)-(?<object>[0-9a-z]+)-(?<digest>[0-9a-f]{32})|U(?<hash>[0-9a-f]{64}))(?<cuts>(?:_[0-9a-z]+-[0-9a-z]+[NBQ])*)$/;

/** What a blob id names, or null where it names nothing. */
export function readBlobId(text: string): BlobName | null {
  const found = text.length <= longest ? shape.exec(text)?.groups : undefined;
  if (found === undefined) return null;
  const cuts = [...(found.cuts ?? '').matchAll(/_([0-9a-z]+)-([0-9a-z]+)([NBQ])/g)].map(([, from, to, encoding]) => ({
    from: readNumber(from!),
    to: readNumber(to!),
    encoding: encoding as BlobCut['encoding'],
  }));
  if (cuts.some(cut => cut.from === null || cut.to === null || cut.from > cut.to)) return null;
  const source = readSource(found);
  return source === null ? null : { source, cuts: cuts as BlobCut[] };
}

function readSource(found: Record<string, string | undefined>): BlobSource | null {
  const { account, email, hash, letter, owner, object, digest } = found;
  if (hash !== undefined) return { kind: 'upload', hash };
  if (digest !== undefined) {
    const [accountId, id] = [readNumber(owner!), readNumber(object!)];
    if (accountId === null || id === null) return null;
    return letter === 'C'
      ? { kind: 'card', accountId, cardId: id, digest }
      : { kind: 'script', accountId, scriptId: id, digest };
  }
  const accountId = readNumber(account!);
  const emailId = readNumber(email!);
  return accountId === null || emailId === null ? null : { kind: 'email', accountId, emailId };
}
