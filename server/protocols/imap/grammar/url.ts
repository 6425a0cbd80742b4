import { BadSyntax } from './bad-syntax.ts';
import type { OctetRange } from './partial.ts';
import { Reader } from './reader.ts';
import { readSection, type Section } from './section.ts';

/** The URL of a message or of a part of one, as rfc/5092 and rfc/4467 spell them. */
export type ImapUrl = {
  /** Whose mailbox names are meant; absent in relative URLs: whoever uses it. */
  readonly user?: string;
  readonly host?: string;
  /** Absent: the selected mailbox. */
  readonly mailbox?: string;
  readonly uidValidity?: number;
  readonly uid: number;
  readonly section: Section;
  readonly range?: OctetRange;
  readonly authorization?: UrlAuthorization;
};

/** What stands from `;URLAUTH=` on. */
export type UrlAuthorization = {
  /** The URL up to here, which the token signs. */
  readonly rump: string;
  readonly access: string;
  readonly expires?: Date;
  readonly mechanism?: string;
  readonly token?: string;
};

const pattern =
  /^(?:imap:\/\/(?:([^@/]*)@)?([^/:@]+)(?::\d+)?)?(?:\/((?:(?!;UIDVALIDITY=|\/;UID=)[^?#])+)(?:;UIDVALIDITY=(\d{1,10}))?)?\/?;UID=(\d{1,10})(?:\/?;SECTION=([^/;]+))?(?:\/?;PARTIAL=(\d{1,15})(?:\.(\d{1,15}))?)?(?:;EXPIRE=([^;]+))?(?:;URLAUTH=([^:]+)(?::([^:]+):([0-9a-f]+))?)?$/i;

/** Null where the text is no such URL. */
export function parseUrl(text: string): ImapUrl | null {
  const found = pattern.exec(text);
  if (found === null || text.length > 4096) return null;
  const [, user, host, mailbox, uidValidity, uid, section, offset, length, expire, access, mechanism, token] = found;
  try {
    const names = [user?.replace(/;AUTH=.*$/i, ''), mailbox, section].map(part => part && decodeURIComponent(part));
    const [userName, mailboxName, sectionText] = names;
    const expires = expire === undefined ? undefined : new Date(expire);
    if (Number.isNaN(expires?.getTime() ?? 0)) return null;
    const tokenEnd = mechanism === undefined ? text.length : text.length - mechanism.length - token!.length - 2;
    return {
      ...(userName && { user: userName }),
      ...(host && { host }),
      ...(mailboxName && { mailbox: mailboxName }),
      ...(uidValidity && { uidValidity: Number(uidValidity) }),
      uid: Number(uid),
      section: sectionText ? sectionOf(sectionText) : { path: [] },
      ...(offset && { range: { offset: Number(offset), length: Number(length ?? Number.MAX_SAFE_INTEGER) } }),
      ...(access && {
        authorization: {
          rump: text.slice(0, tokenEnd),
          access: decodeURIComponent(access),
          ...(expires && { expires }),
          ...(mechanism && { mechanism: mechanism.toUpperCase(), token: token!.toLowerCase() }),
        },
      }),
    };
  } catch (error) {
    // A percent sign that encodes nothing, or a section that is none.
    if (error instanceof URIError || error instanceof BadSyntax) return null;
    throw error;
  }
}

function sectionOf(text: string): Section {
  const reader = new Reader([Buffer.from(`[${text}]`)], { utf8: true });
  const section = readSection(reader);
  reader.end();
  return section;
}
