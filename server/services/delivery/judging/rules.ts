/**
 * The house's own rules: each finds one thing, says it in words, and weighs it. The sum decides between inbox and junk; the
 * words stay with the message, so that anybody can be told why.
 */
import { listMailboxes } from '../../../formats/address/parse.ts';
import { decodeText } from '../../../formats/message/decode.ts';
import type { ParsedMessage } from '../../../formats/message/parse.ts';
import { fileName, leaves } from '../../../formats/message/part.ts';
import type { Bringer } from '../envelope.ts';
import type { Proofs } from './proofs.ts';

export type Judged = {
  readonly bringer: Bringer;
  readonly reverseName: string | null;
  readonly proofs: Proofs;
  readonly bytes: Buffer;
  readonly message: ParsedMessage;
  readonly domains: readonly string[];
};

/** A rule that spoke. `rule` is its name for ever; the words are for people. */
export type Finding = { readonly rule: string; readonly points: number; readonly fr: string; readonly en: string };

type Rule = { readonly rule: string; readonly points: number; readonly fr: string; readonly en: string };
type Test = (judged: Judged) => boolean;

const rules: readonly (Rule & { readonly speaks: Test })[] = [
  {
    rule: 'spf-fail',
    points: 3,
    fr: 'le domaine de l’expéditeur n’autorise pas ce serveur',
    en: 'the sender’s domain does not allow this server',
    speaks: ({ proofs }) => proofs.spf === 'fail',
  },
  {
    rule: 'spf-softfail',
    points: 1.5,
    fr: 'le domaine de l’expéditeur ne reconnaît pas ce serveur',
    en: 'the sender’s domain does not know this server',
    speaks: ({ proofs }) => proofs.spf === 'softfail',
  },
  {
    rule: 'dmarc-fail',
    points: 2.5,
    fr: 'l’auteur affiché n’est pas prouvé (DMARC)',
    en: 'the author shown is not proven (DMARC)',
    speaks: ({ proofs }) => proofs.dmarc === 'fail',
  },
  {
    rule: 'dkim-broken',
    points: 0.5,
    fr: 'aucune signature du message n’est valable',
    en: 'no signature of the message holds',
    speaks: ({ proofs }) => proofs.brokenSignature,
  },
  {
    rule: 'nothing-proven',
    points: 1,
    fr: 'rien ne prouve d’où vient le message',
    en: 'nothing proves where the message comes from',
    speaks: ({ proofs }) => proofs.signedBy.length === 0 && proofs.spf !== 'pass',
  },
  {
    rule: 'no-reverse-name',
    points: 1,
    fr: 'le serveur qui l’apporte n’a pas de nom',
    en: 'the server that brings it has no name',
    speaks: ({ reverseName }) => reverseName === null,
  },
  {
    rule: 'odd-hello',
    points: 1,
    fr: 'le serveur qui l’apporte se présente sous un nom impossible',
    en: 'the server that brings it calls itself by an impossible name',
    speaks: ({ bringer }) => !/\./.test(bringer.name) || bringer.name === bringer.address,
  },
  {
    rule: 'no-date',
    points: 1,
    fr: 'le message n’a pas de date',
    en: 'the message has no date',
    speaks: ({ message }) => message.envelope.date === null,
  },
  {
    rule: 'no-message-id',
    points: 1,
    fr: 'le message n’a pas d’identifiant',
    en: 'the message has no identifier',
    speaks: ({ message }) => message.envelope.messageId === null,
  },
  {
    rule: 'several-authors',
    points: 1.5,
    fr: 'le message a plusieurs champs d’auteur',
    en: 'the message has several author fields',
    speaks: ({ message }) => message.fields.filter(({ name }) => name === 'from').length !== 1,
  },
  {
    rule: 'name-of-the-house',
    points: 4,
    fr: 'le nom affiché imite une adresse de la maison',
    en: 'the name shown imitates an address of the house',
    speaks: namesTheHouse,
  },
  {
    rule: 'program-attached',
    points: 5,
    fr: 'une pièce jointe est un programme',
    en: 'an attachment is a program',
    speaks: ({ message }) =>
      files(message).some(name =>
        /\.(?:exe|scr|com|pif|bat|cmd|js|jse|vbs|vbe|wsf|hta|lnk|iso|img|msi|ps1|jar)$/i.test(name),
      ),
  },
  {
    rule: 'masked-file',
    points: 3,
    fr: 'une pièce jointe cache son vrai type',
    en: 'an attachment hides its true kind',
    speaks: ({ message }) =>
      files(message).some(name => /\.(?:pdf|docx?|xlsx?|odt|jpe?g|png|txt)\s*\.[a-z0-9]{2,4}$/i.test(name)),
  },
  {
    rule: 'lying-link',
    points: 3,
    fr: 'un lien affiche une adresse et mène à une autre',
    en: 'a link shows one address and leads to another',
    speaks: hasLyingLink,
  },
];

/** What the rules find, heaviest first. */
export function findings(judged: Judged): Finding[] {
  return rules
    .filter(({ speaks }) => speaks(judged))
    .map(({ rule, points, fr, en }) => ({ rule, points, fr, en }))
    .sort((a, b) => b.points - a.points);
}

/** `"marie.durand@ac-amiens.fr" <x@elsewhere>`: many programs show the name alone. */
function namesTheHouse({ message, domains }: Judged): boolean {
  return listMailboxes(message.envelope.from).some(({ name, address }) => {
    const shown = name.toLowerCase();
    return domains.some(domain => shown.includes(`@${domain}`) && !address.toLowerCase().endsWith(`@${domain}`));
  });
}

function files({ part }: ParsedMessage): string[] {
  return [...leaves(part)].map(fileName).filter(name => name !== null);
}

const link =
  /<a\b[^>]{0,500}?href\s*=\s*["']?https?:\/\/([^\s"'<>/?#:]{1,253})[^>]{0,2000}>\s*(?:https?:\/\/|www\.)([^\s"'<>/?#:]{1,253})/gi;
/** Encoded octets of HTML looked at. */
const htmlRead = 200_000;

function hasLyingLink({ bytes, message }: Judged): boolean {
  for (const part of leaves(message.part)) {
    if (part.type !== 'text' || part.subtype !== 'html') continue;
    for (const [, target, shown] of decodeText(bytes, part, htmlRead).matchAll(link)) {
      if (ownerOf(target!) !== ownerOf(shown!)) return true;
    }
  }
  return false;
}

/** The last two labels of a name: enough to tell a house from another, and a house from its own hosts. */
function ownerOf(host: string): string {
  return host.toLowerCase().split('.').slice(-2).join('.');
}
