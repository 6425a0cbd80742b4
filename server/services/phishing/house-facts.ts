import { type KnownOwner, prepareDomains } from '../../formats/phishing/domains.ts';
import { foldLetters } from '../../formats/phishing/letters.ts';
import type { OwnHosts } from '../../formats/phishing/operator-lists.ts';
import type { Blocks, HouseFacts, KnownPerson } from './context.ts';
import { usualFreeMail, usualOpenHosts, usualOwners, usualShorteners } from './known-owners.ts';
import { nameKey } from './name-key.ts';

/** What the operator and the directory say, as they hold it. */
export type HouseSource = {
  readonly domains: readonly string[];
  /** As a sentence goes on: "l’académie d’Amiens". */
  readonly houseName: string;
  /** The operator's own list, looked at before the usual one. */
  readonly owners?: readonly KnownOwner[];
  /** The operator's own hosts, beside the usual ones. */
  readonly hosts?: OwnHosts;
  /** What the house's offices call themselves, beside the usual names. */
  readonly names?: readonly string[];
  readonly people: Iterable<{ readonly name: string; readonly address: string; readonly superior: boolean }>;
  readonly blocks: Blocks;
};

/** What offices of any académie call themselves. */
const usualNames = [
  'rectorat',
  'academie',
  'dsden',
  'dsi',
  'direction des systemes d information',
  'service informatique',
  'support informatique',
  'support technique',
  'assistance informatique',
  'administrateur webmail',
  'administrateur messagerie',
  'administrateur systeme',
  'service messagerie',
  'messagerie academique',
  'messagerie professionnelle',
  'webmail',
  'helpdesk',
  'help desk',
  'it support',
  'it helpdesk',
  'mail administrator',
  'email administrator',
  'webmail administrator',
  'gestion des personnels',
  'service des personnels',
  'secretariat general',
  'ressources humaines',
  'service rh',
  'service paye',
  'service de la paye',
  'service des pensions',
  'equipe messagerie',
  'equipe securite',
  'education nationale',
];

export const noBlocks: Blocks = { senders: new Set(), domains: new Set(), links: new Set(), fingerprints: [] };

/** Prepares what the judge looks things up in. Costs milliseconds for 50,000 people: once for minutes of mail. */
export function houseFacts(source: HouseSource): HouseFacts {
  const own: KnownOwner = {
    name: source.houseName,
    domains: source.domains,
    aliases: [withoutArticle(source.houseName)],
  };
  const people = new Map<string, KnownPerson>();
  for (const { name, address, superior } of source.people) {
    const key = nameKey(name);
    if (!key.includes(' ')) continue;
    const known = people.get(key);
    people.set(key, {
      addresses: [...(known?.addresses ?? []), address.toLowerCase()],
      superior: superior || (known?.superior ?? false),
    });
  }
  const ours = new Set(source.domains);
  const usual = usualOwners.map(owner => ({ ...owner, domains: owner.domains.filter(domain => !ours.has(domain)) }));
  return {
    domains: source.domains,
    known: prepareDomains([own, ...(source.owners ?? []), ...usual]),
    names: [...usualNames, ...(source.names ?? []).map(foldLetters)],
    people,
    shorteners: joined(usualShorteners, source.hosts?.shorteners),
    openHosts: joined(usualOpenHosts, source.hosts?.openHosts),
    freeMail: joined(usualFreeMail, source.hosts?.freeMail),
    blocks: source.blocks,
  };
}

function joined(usual: ReadonlySet<string>, own: readonly string[] = []): ReadonlySet<string> {
  return own.length === 0 ? usual : new Set([...usual, ...own]);
}

function withoutArticle(name: string): string {
  return name.replace(/^(?:l’|l'|le |la |les )/i, '');
}
