/**
 * What the house's judge said of a message, in its own sentences; where it is a mail within a mail, or one that came from
 * another house with its folder, read from the field the judge writes above what came (`X-Phishing-Verdict: suspect;
 * score=82; rules=threat-account,link-look-alike`). A sender can write such a field too, but only below ours, and what
 * stands first counts: a forged one can accuse its own message, never clear it.
 */
import type { EmailBody, EmailHead } from '../../jmap/objects.ts';

export type Level = 'caution' | 'suspect' | 'strong';

/** Families of reasons, each with a sentence. */
export type Reason =
  | 'identity'
  | 'authenticity'
  | 'wording'
  | 'links'
  | 'attachments'
  | 'pictures'
  | 'blocked'
  | 'other';

export type Verdict = {
  readonly level: Level | null;
  readonly reasons: readonly Reason[];
  /** The judge's own sentences, in the place of the families. */
  readonly sentences: readonly { readonly fr: string; readonly en: string }[];
  readonly held: boolean;
  /** The name shown holds another address than the sender's. */
  readonly looksLike: string | null;
  /** The domain says that this message is not its own (DMARC). */
  readonly unproven: string | null;
};

const families: readonly (readonly [Reason, RegExp])[] = [
  ['blocked', /^blocked-/],
  [
    'authenticity',
    /^(?:authentication-fails|known-sender-fails|house-forged|thread-hijacked|false-answer|first-contact)$/,
  ],
  ['links', /^(?:link-|sign-in-elsewhere)/],
  ['attachments', /^file-/],
  ['pictures', /^(?:picture-|qr-)/],
  ['identity', /(?:sender|outside|speaks-for|superior|machine-from|reply-elsewhere|address-in-name)/],
  [
    'wording',
    /^(?:threat|urgency|asks|verify|sign-in-alarm|quota|small-fee|refund|gift|discreet|bank|blackmail|legal|prize|document|impersonal|form)/,
  ],
];

export function readVerdict(
  head: Pick<EmailHead, 'from'>,
  { headers, phishingVerdict: judged }: Pick<EmailBody, 'headers' | 'phishingVerdict'>,
): Verdict {
  const field = (name: string) => headers.find(each => each.name.toLowerCase() === name)?.value ?? '';
  const said = field('x-phishing-verdict').replace(/\s+/g, ' ').trim();
  const [, level] = /^(caution|suspect|strong)(?:;|$)/.exec(said) ?? [];
  const rules = /rules=([a-z,-]+)/.exec(said.replaceAll(' ', ''))?.[1]?.split(',') ?? [];
  const written = (level as Level | undefined) ?? null;
  return {
    ...(judged == null
      ? {
          level: written,
          reasons: written === null ? [] : [...new Set(rules.map(familyOf))],
          sentences: [],
          held: written === 'suspect' || written === 'strong',
        }
      : {
          level: judged.level === 'none' ? null : judged.level,
          reasons: [],
          sentences: judged.level === 'none' ? [] : judged.reasons,
          held: judged.held,
        }),
    looksLike: otherAddress(head),
    unproven: /\bdmarc=fail\b/i.test(field('authentication-results')) ? domainOf(head) : null,
  };
}

function familyOf(rule: string): Reason {
  return families.find(([, pattern]) => pattern.test(rule))?.[0] ?? 'other';
}

function otherAddress({ from }: Pick<EmailHead, 'from'>): string | null {
  const [sender] = from ?? [];
  if (sender?.name == null) return null;
  const [inside] = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/u.exec(sender.name) ?? [];
  return inside !== undefined && inside.toLowerCase() !== sender.email.toLowerCase() ? sender.name : null;
}

function domainOf({ from }: Pick<EmailHead, 'from'>): string | null {
  const [sender] = from ?? [];
  return sender === undefined ? null : sender.email.slice(sender.email.lastIndexOf('@') + 1);
}
