/**
 * People to propose while a recipient is typed: the one place where they are asked for. First those the house knows: own
 * contacts, colleagues with what they do and where. Where they are few, those of the mail itself too: who was written to, who
 * wrote, the oftener and the later the sooner.
 */
import type { SuggestReply } from '@vaguemestre/contract/contacts.ts';
import { JmapFault } from '../../../jmap/fault.ts';
import type { EmailAddress } from '../../../jmap/objects.ts';
import { fold } from '../../search/terms.ts';
import type { Store } from '../../store/store.ts';

export type Suggestion = {
  readonly email: string;
  readonly name: string | null;
  /** What they do, and where: of those the house knows. */
  readonly detail: string | null;
};

/** At most eight, the likeliest first; none where nothing is known. */
export type Suggest = (text: string) => Promise<readonly Suggestion[]>;

type Met = Pick<Suggestion, 'email' | 'name'> & { readonly weight: number };
type Head = {
  readonly from: readonly EmailAddress[] | null;
  readonly to: readonly EmailAddress[] | null;
  readonly cc?: readonly EmailAddress[] | null;
};

const shown = 8;
/** Mails looked at for one question. */
const looked = 80;
const least = 2;
/** So many that the house knows are enough. */
const enough = 4;

export function createSuggest(store: Store): Suggest {
  const own = store.jmap.session.username.toLowerCase();
  const asked = new Map<string, readonly Suggestion[]>();

  async function ask(text: string): Promise<readonly Head[]> {
    const conditions = [{ to: text }, { from: text }, { cc: text }];
    const query = store.jmap.call('Email/query', {
      filter: { operator: 'OR', conditions },
      sort: [{ property: 'receivedAt', isAscending: false }],
      collapseThreads: false,
      limit: looked,
    });
    const heads = store.jmap.call('Email/get', { '#ids': query.reference('/ids'), properties: ['from', 'to', 'cc'] });
    try {
      return (await heads).list as unknown as Head[];
    } catch (error) {
      if (!(error instanceof JmapFault)) throw error;
      // Without network, those whose mails are in the page are proposed.
      return [...store.emails.ids()].flatMap(id => store.emails.get(id) ?? []);
    }
  }

  return async text => {
    const wanted = fold(text.trim());
    if (wanted.length < least) return [];
    const known = asked.get(wanted);
    if (known !== undefined) return known;
    const people = (await askHouse(text.trim())).filter(({ email }) => email.toLowerCase() !== own);
    const met = people.length >= enough ? [] : rank(await ask(text.trim()), wanted, own);
    const there = new Set(people.map(({ email }) => email.toLowerCase()));
    const found = [...people, ...met.filter(({ email }) => !there.has(email.toLowerCase()))].slice(0, shown);
    asked.set(wanted, found);
    return found;
  };
}

async function askHouse(text: string): Promise<Suggestion[]> {
  const answer = await fetch(`/api/contacts/suggest?text=${encodeURIComponent(text)}`, {
    credentials: 'same-origin',
  }).catch(() => null);
  // Without network, or without this service, the mail itself has to do.
  if (answer === null || !answer.ok) return [];
  const { suggestions } = (await answer.json()) as SuggestReply;
  return suggestions.map(({ address, name, function: work, school }) => ({
    email: address,
    name: name === '' ? null : name,
    detail: [work, school].filter(each => each !== undefined && each !== '').join(', ') || null,
  }));
}

/** Those whose name or address begins with what was typed, or holds it as a word. */
export function rank(heads: readonly Head[], wanted: string, own: string): Suggestion[] {
  const met = new Map<string, Met>();
  heads.forEach(({ from, to, cc }, at) => {
    const mine = from?.some(({ email }) => email.toLowerCase() === own) ?? false;
    // Newest first: the later, the heavier; who one wrote to oneself is who one writes to.
    const weight = (mine ? 3 : 1) / (1 + at / 20);
    for (const { name, email } of [...(mine ? [] : (from ?? [])), ...(to ?? []), ...(cc ?? [])]) {
      const key = email.toLowerCase();
      if (key === own || !matches({ name, email }, wanted)) continue;
      const before = met.get(key);
      met.set(key, { email, name: before?.name ?? name, weight: (before?.weight ?? 0) + weight });
    }
  });
  return [...met.values()]
    .sort((one, other) => other.weight - one.weight)
    .slice(0, shown)
    .map(({ email, name }) => ({ email, name, detail: null }));
}

function matches({ name, email }: EmailAddress, wanted: string): boolean {
  const words = fold(`${name ?? ''} ${email}`).split(/[\s.@_'’-]+/);
  return wanted.split(/\s+/).every(part => words.some(word => word.startsWith(part)) || fold(email).startsWith(part));
}
