/**
 * Mail between colleagues, judged as well: a taken-over account is the worst sender of all, since everybody believes it.
 * The cheap variant: no question about the sender's past or the conversation, one judgement for all recipients, and
 * nothing kept of plain letters that lead nowhere and raise no suspicion.
 */
import type { ParsedMessage } from '../../formats/message/parse.ts';
import { addSigns } from '../../store/phishing-lives.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { judge } from './judge.ts';
import type { JudgedOnArrival } from './watch.ts';

export type Written = {
  readonly bytes: Buffer;
  readonly parsed: ParsedMessage;
  readonly sender: string | null;
  readonly recipients: readonly { readonly address: { readonly text: string; readonly domain: string } }[];
};

/** @returns what is to be kept with the message; undefined where there is nothing */
export async function judgeColleague(
  {
    store,
    clock,
    domains,
    phishing,
    accountWatch,
  }: Pick<House, 'store' | 'clock' | 'domains' | 'phishing' | 'accountWatch'>,
  { accountId }: Pick<Actor, 'accountId'>,
  { bytes, parsed, sender, recipients }: Written,
): Promise<JudgedOnArrival | undefined> {
  const colleagues = recipients.filter(({ address }) => domains.includes(address.domain));
  if (phishing === undefined || colleagues.length === 0) return undefined;
  const context = {
    sender,
    recipients: colleagues.slice(0, mostNamed).map(({ address }) => address.text),
    inside: true,
    authentication: null,
    house: phishing.watch.facts(),
    from: { contact: 'unknown', messages: 0, authenticated: 0 },
    thread: null,
  } as const;
  const judged = { ...judge({ bytes, parsed }, context), context };
  const { verdict, look } = judged;
  if (verdict.level === 'suspect' || verdict.level === 'strong') {
    await addSigns(store.database, [{ accountId, kind: 'phishing', count: 1 }], clock.now());
    accountWatch?.look(accountId);
  }
  return verdict.level === 'none' && look.links.length === 0 && look.files.length === 0 ? undefined : judged;
}

/** Recipients the judge is told of. */
const mostNamed = 50;
