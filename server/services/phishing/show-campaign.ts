/**
 * One campaign for its analyst: what was reported, in a form that can do no harm (words, never a page; addresses of links,
 * never links; nothing fetched), with what the judge saw in it and how far it went.
 */
import { decodeText } from '../../formats/message/decode.ts';
import { parseMessage } from '../../formats/message/parse.ts';
import { leaves, type Part } from '../../formats/message/part.ts';
import { type ExplainedField, explainHeaders } from '../../formats/phishing/explain-headers.ts';
import { readHtml } from '../../formats/phishing/html.ts';
import type { Block } from '../../store/phishing-blocks.ts';
import type { Campaign, CampaignId } from '../../store/phishing-campaigns.ts';
import { readJudgements } from '../../store/phishing-judgements.ts';
import { findByBlobs, listRemovals } from '../../store/phishing-removals.ts';
import type { Actor } from '../actor.ts';
import type { House } from '../house.ts';
import { requireAnalyst } from './analyst.ts';
import { blocksFor } from './block.ts';
import type { HouseFacts } from './context.ts';
import { judge, verdictOf } from './judge.ts';
import type { Look, ShownFile } from './look.ts';
import { attachments } from './rules/attachments.ts';
import { messagesOf, requireCampaign } from './targets.ts';
import { ofHouse, ownerOfHost } from './trust.ts';
import type { Reason } from './verdict.ts';

export type SafeFile = { readonly name: string; readonly kind: string; readonly dangers: readonly Reason[] };
export type SafeLink = {
  readonly href: string;
  readonly host: string;
  /** The host its words show, where that is another one. */
  readonly shown: string | null;
  /** Of the house, or of whom the operator knows. */
  readonly known: boolean;
};

export type SafeMessage = {
  readonly fields: readonly ExplainedField[];
  readonly plain: string;
  /** What a reader sees of the page, as words; null where there is none. */
  readonly page: string | null;
  readonly links: readonly SafeLink[];
  readonly files: readonly SafeFile[];
  readonly reasons: readonly Reason[];
  readonly score: number;
  readonly level: string;
};

export type ShownCampaign = {
  readonly campaign: Campaign;
  /** Null where its bytes are gone. */
  readonly message: SafeMessage | null;
  readonly reach: { readonly accounts: number; readonly messages: number };
  readonly removals: Awaited<ReturnType<typeof listRemovals>>;
  readonly proposed: readonly Block[];
};

/** Characters of text, and links, that are shown. */
const maxText = 20_000;
const maxLinks = 100;
const maxParts = 100;

/** @throws Refusal not-permitted; no-such-message where there is no such campaign */
export async function showCampaign(
  { store }: Pick<House, 'store'>,
  facts: HouseFacts,
  actor: Actor,
  campaignId: CampaignId,
): Promise<ShownCampaign> {
  requireAnalyst(actor);
  const { database } = store;
  const campaign = await requireCampaign(database, campaignId);
  const blobs = await messagesOf(database, campaign);
  const [targets, removals, proposed, judgements] = await Promise.all([
    blobs.length === 0 ? [] : findByBlobs(database, blobs),
    listRemovals(database, campaignId),
    blocksFor(database, facts, campaignId),
    readJudgements(database, blobs.slice(0, 1)),
  ]);
  const [sample] = blobs;
  const message = sample === undefined ? null : safeMessage(await store.blobs.read(sample), facts);
  const said = sample === undefined ? undefined : judgements.get(sample.toString('hex'));
  const { score, level } = said ?? {};
  const kept = said === undefined ? {} : { score: score!, level: level!, reasons: said.reasons as Reason[] };
  return {
    campaign,
    message: message === null ? null : { ...message, ...kept },
    reach: { accounts: new Set(targets.map(({ accountId }) => accountId)).size, messages: targets.length },
    removals: removals.filter(({ kind }) => kind === 'pull-back'),
    proposed,
  };
}

/** The message without anything that could act: exported for the fuzzer, which gives it whatever it likes. */
export function safeMessage(bytes: Buffer, house: HouseFacts): SafeMessage {
  const parsed = parseMessage(bytes);
  const context = {
    sender: null,
    recipients: [],
    inside: false,
    authentication: null,
    house,
    from: { contact: 'unknown', messages: 0, authenticated: 0 },
    thread: null,
  } as const;
  const { look, verdict } = judge({ bytes, parsed }, context);
  const texts = [...leaves(parsed.part, true)]
    .slice(0, maxParts)
    .filter(({ type, disposition }) => type === 'text' && disposition?.type !== 'attachment');
  const page = texts.find(({ subtype }) => subtype === 'html');
  return {
    fields: explainHeaders(bytes, parsed),
    plain: words(
      bytes,
      texts.find(({ subtype }) => subtype === 'plain'),
    ),
    page: page === undefined ? null : readable(readHtml(words(bytes, page)).text),
    links: safeLinks(look, house),
    files: look.files.map(file => safeFile(look, file)),
    reasons: verdict.reasons,
    score: verdict.score,
    level: verdict.level,
  };
}

function words(bytes: Buffer, part: Part | undefined): string {
  return part === undefined
    ? ''
    : decodeText(bytes, part, 4 * maxText)
        .slice(0, maxText)
        .toWellFormed();
}

function readable(text: string): string {
  return text
    .replace(/[ \t]+/g, ' ')
    .replace(/\n\s*\n\s*/g, '\n\n')
    .trim()
    .slice(0, maxText)
    .toWellFormed();
}

function safeLinks({ links }: Look, house: HouseFacts): SafeLink[] {
  return links.slice(0, maxLinks).map(({ target, shown }) => ({
    href: `${target.scheme}${target.host === '' ? '' : '//'}${target.host}${target.path}`.slice(0, 500).toWellFormed(),
    host: target.host,
    shown: shown !== null && shown !== target.host ? shown : null,
    known: target.host !== '' && (ofHouse(target.host, house) || ownerOfHost(target.host, house) !== null),
  }));
}

/** What the judge's own rules say of this file alone. */
function safeFile(look: Look, file: ShownFile): SafeFile {
  const found = attachments({ ...look, files: [file] }, undefined as never, { has: () => false });
  return { name: file.name, kind: file.kind, dangers: verdictOf([...found]).reasons };
}
