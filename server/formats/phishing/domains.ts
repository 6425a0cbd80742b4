/**
 * Whose a domain is, and whom it imitates. The domains worth imitating (the house, the State, banks, carriers) are the
 * operator's list; a host is compared with each by letters that look alike, edit distance, hyphens, endings and subdomains.
 */
import { domainToUnicode } from 'node:url';
import { withinEdits } from './distance.ts';
import { foldLetters, mixesScripts, skeleton } from './letters.ts';

/**
 * Somebody worth imitating. `aliases`: what they are called in a displayed name, beside what their domains say.
 * `anyEnding`: the name is theirs under every top-level domain.
 */
export type KnownOwner = {
  readonly name: string;
  readonly domains: readonly string[];
  readonly aliases?: readonly string[];
  readonly anyEnding?: boolean;
};

/** How a domain passes for another. */
export type Trick = 'letters' | 'spelling' | 'ending' | 'hyphen' | 'subdomain';

export type LookAlike = { readonly owner: KnownOwner; readonly trick: Trick };

/** Endings under which everybody registers, of two labels. */
const publicEndings = new Set(
  'gouv.fr asso.fr com.fr nom.fr prd.fr tm.fr co.uk org.uk ac.uk gov.uk me.uk com.au net.au org.au co.nz co.za com.br com.cn com.tr com.mx com.ar com.pl co.jp ne.jp or.jp co.in co.il com.hk com.sg com.tw co.kr'.split(
    ' ',
  ),
);

/** The registered name a host belongs to: `www.impots.gouv.fr` is `impots.gouv.fr`. The host itself where it has no such name. */
export function organisationOf(host: string): string {
  const labels = host.split('.');
  if (labels.length <= 2) return host;
  const two = labels.slice(-2).join('.');
  return publicEndings.has(two) ? labels.slice(-3).join('.') : two;
}

export type KnownDomains = {
  /** Who owns the host; null where it is nobody known. */
  ownerOf(host: string): KnownOwner | null;
  /** Whom the host imitates; null where it is genuine, or like nobody. */
  lookAlike(host: string): LookAlike | null;
  /** What owners are called, folded, words parted by one space. */
  readonly spellings: readonly { readonly spelling: string; readonly owner: KnownOwner }[];
};

type Shape = { readonly owner: KnownOwner; readonly label: string; readonly skeleton: string; readonly joined: string };

/** Labels too short to be recognised inside longer names. */
const recognisable = 4;
const plainWords = new Set('free orange apple poste post live office outlook education services service'.split(' '));

export function prepareDomains(owners: readonly KnownOwner[]): KnownDomains {
  const genuine = new Map<string, KnownOwner>();
  const shapes: Shape[] = [];
  for (const owner of owners) {
    for (const domain of owner.domains) {
      genuine.set(domain, owner);
      const organisation = organisationOf(domain);
      const label = organisation.split('.', 1)[0]!;
      if (organisation !== domain || shapes.some(shape => shape.label === label)) continue;
      shapes.push({ owner, label, skeleton: skeleton(label), joined: label.replaceAll('-', '') });
    }
  }
  const answers = new Map<string, LookAlike | null>();

  function ownerOf(host: string): KnownOwner | null {
    for (let at = 0; at >= 0; at = host.indexOf('.', at) + 1 || -1) {
      const owner = genuine.get(host.slice(at));
      if (owner !== undefined) return owner;
    }
    const label = organisationOf(host).split('.', 1)[0]!;
    return shapes.find(shape => shape.owner.anyEnding && shape.label === label)?.owner ?? null;
  }

  function compare(host: string): LookAlike | null {
    if (ownerOf(host) !== null) return null;
    const organisation = organisationOf(host);
    const ascii = organisation.split('.', 1)[0]!;
    const label = ascii.startsWith('xn--') ? domainToUnicode(ascii) || ascii : ascii;
    const bones = skeleton(label);
    const pieces = `-${label}-`;
    const below = host.slice(0, Math.max(0, host.length - organisation.length - 1));
    for (const shape of shapes) {
      const long = shape.label.length >= recognisable;
      if (label === shape.label) return long && !plainWords.has(label) ? { owner: shape.owner, trick: 'ending' } : null;
      if (bones === shape.skeleton && long) return { owner: shape.owner, trick: 'letters' };
    }
    for (const { owner, label: known, skeleton: knownBones, joined } of shapes) {
      if (known.length < recognisable) continue;
      const edits = known.length >= 9 ? 2 : known.length >= 6 ? 1 : 0;
      if (edits > 0 && !plainWords.has(known)) {
        if (bones.replaceAll('-', '') === joined.replaceAll('i', 'l')) return { owner, trick: 'spelling' };
        // Two edits may not be the first letter too: names of the same family differ there.
        const near = withinEdits(bones, knownBones, edits) && (edits === 1 || bones[0] === knownBones[0]);
        if (near && !familyOf(label, known)) return { owner, trick: 'spelling' };
      }
      if (!plainWords.has(known) && (pieces.includes(`-${known}-`) || `-${bones}-`.includes(`-${knownBones}-`))) {
        return { owner, trick: 'hyphen' };
      }
      if (below !== '' && !plainWords.has(known) && inSubdomain(below, known, owner)) {
        return { owner, trick: 'subdomain' };
      }
    }
    return null;
  }

  return {
    ownerOf,
    spellings: owners.flatMap(spellingsOf),
    lookAlike(host) {
      const known = answers.get(host);
      if (known !== undefined) return known;
      const answer = host.length <= 255 ? compare(host) : null;
      if (answers.size >= 10_000) answers.delete(answers.keys().next().value!);
      answers.set(host, answer);
      return answer;
    },
  };
}

/** Its aliases, its domains, and the first word of these where it is long enough to be nobody else's. */
function spellingsOf(owner: KnownOwner): { spelling: string; owner: KnownOwner }[] {
  const labels = owner.domains.map(domain => organisationOf(domain).split('.', 1)[0]!);
  const telling = labels.filter(label => label.length > recognisable && !plainWords.has(label));
  const spellings = [...(owner.aliases ?? []), ...owner.domains, ...telling].map(text =>
    foldLetters(text)
      .replace(/[^a-z0-9]+/g, ' ')
      .trim(),
  );
  return [...new Set(spellings)].map(spelling => ({ spelling, owner }));
}

/** `ac-lille` is no misspelling of `ac-nice`: names that share the beginning up to a hyphen are siblings. */
function familyOf(label: string, known: string): boolean {
  const [prefix, rest] = [known.slice(0, known.indexOf('-') + 1), known.slice(known.indexOf('-') + 1)];
  return prefix !== '' && label.startsWith(prefix) && !withinEdits(label.slice(prefix.length), rest, 1);
}

/** A known name as a label of its own, or hyphenated in one, below a domain that is not theirs. */
function inSubdomain(below: string, known: string, owner: KnownOwner): boolean {
  if (owner.domains.some(domain => `.${below}.`.includes(`.${domain}.`))) return true;
  return known.length >= 5 && `-${below.replaceAll('.', '-')}-`.includes(`-${known}-`);
}

/** What a host is in letters people read; null where it needs no translation. */
export function internationalForm(host: string): string | null {
  if (!host.includes('xn--')) return null;
  const text = domainToUnicode(host);
  return text === '' ? host : text;
}

/** Whether a host mixes alphabets that look alike in one of its labels. */
export function hasMixedLetters(host: string): boolean {
  return (internationalForm(host) ?? host).split('.').some(mixesScripts);
}
