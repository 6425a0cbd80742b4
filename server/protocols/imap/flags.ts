/** Flags between the wire and the house: system flags as bits, keywords in lower case and spelled as people know them. */
import { allFlagMask, flagBits } from '../../model/email.ts';
import type { MailboxView } from '../../services/mailboxes/view.ts';
import type { Flag } from './grammar/flags.ts';

const systemFlags = [
  ['\\Answered', flagBits.answered],
  ['\\Flagged', flagBits.flagged],
  ['\\Deleted', flagBits.deleted],
  ['\\Seen', flagBits.seen],
  ['\\Draft', flagBits.draft],
] as const;

export const systemFlagNames: readonly Flag[] = systemFlags.map(([name]) => name);

/** Keywords registered or spread by clients, as those spell them. rfc/5788 */
const known = new Map(
  [
    '$Forwarded',
    '$MDNSent',
    '$SubmitPending',
    '$Submitted',
    '$Junk',
    '$NotJunk',
    '$Phishing',
    '$Important',
    '$Label1',
    '$Label2',
    '$Label3',
    '$Label4',
    '$Label5',
    'Junk',
    'NonJunk',
    'NotJunk',
    'Forwarded',
    'Redirected',
    'Old',
  ].map(name => [name.toLowerCase(), name]),
);

export type Spelling = (keyword: string) => string;

/** How an account spells a keyword: as everybody does, or as it was first written there. */
export function spellingOf(written: ReadonlyMap<string, string>): Spelling {
  return keyword => known.get(keyword) ?? written.get(keyword) ?? keyword;
}

/** What a client sent, as the house keeps it; `spellings` are keywords it writes in a way of its own. */
export function readFlags(flags: readonly Flag[]): { bits: number; keywords: string[]; spellings: string[] } {
  let bits = 0;
  const keywords = new Set<string>();
  const spellings: string[] = [];
  for (const flag of flags) {
    const system = systemFlags.find(([name]) => name === flag);
    if (system !== undefined) bits |= system[1];
    else {
      const keyword = flag.toLowerCase();
      if (flag !== keyword && !known.has(keyword) && !keywords.has(keyword)) spellings.push(flag);
      keywords.add(keyword);
    }
  }
  return { bits, keywords: [...keywords].sort(), spellings };
}

export const flagBit = (flag: Flag): number | undefined => systemFlags.find(([name]) => name === flag)?.[1];

/**
 * Writes `FLAGS (…)` of messages of a view. Each combination that occurs is spelled once: a mailbox of 20,000 messages has
 * a few dozens.
 */
export function flagWriter(view: MailboxView, spelling: Spelling): (index: number, recent: boolean) => string {
  const spelled = new Map<number, string>();
  return (index, recent) => {
    const bits = view.flags[index]! & allFlagMask;
    const key = (view.keywordSetAt(index) << 6) | (recent ? 32 : 0) | bits;
    const text = spelled.get(key);
    if (text !== undefined) return text;
    const names = systemFlags.filter(([, bit]) => (bits & bit) !== 0).map(([name]) => name as string);
    const all = [...names, ...view.keywordsAt(index).map(spelling), ...(recent ? ['\\Recent'] : [])];
    const written = `FLAGS (${all.join(' ')})`;
    spelled.set(key, written);
    return written;
  };
}
