/** Conversations on a topic: who opens them, to whom, and how they go on. */
import type { Random } from '../random.ts';
import { type Attachment, attach } from './attachment.ts';
import { party, plainSheet, type Sheet, type Written, write } from './compose.ts';
import { say } from './grammar.ts';
import { invitation } from './invitation.ts';
import type { Party } from './letter.ts';
import {
  anyReplies,
  collectiveClosings,
  collectiveGreetings,
  familiarClosings,
  familiarGreetings,
  familiarReplies,
  familiarReplyOpenings,
  formalClosings,
  formalGreetings,
  replyOpenings,
  serviceReplies,
  unfinished,
} from './manners.ts';
import { answering, type Circle, type Scene, sceneOf, type Writer } from './scene.ts';
import { applications, rectorat, suppliers } from './services.ts';
import type { Opener, Start, Topic } from './topic.ts';
import { forFamilies, topicsOf } from './topics.ts';

export interface Conversation {
  topic: Topic;
  scene: Scene;
  /** Whom the owner talks with. */
  other: Writer;
  /** Where the reader files it; null: nowhere. */
  folder: string | null;
  list: List | null;
  cc: readonly Party[];
  last: Written;
}

/** A mailing list of the house. */
interface List {
  tag: string;
  address: string;
}

/**
 * Opens a conversation, by the owner or by somebody else; what comes from outside may reach the owner through a
 * colleague. `bytes` asks for one attachment of about that size.
 */
export function open(random: Random, circle: Circle, at: number, byOwner: boolean, bytes?: number): Conversation {
  const topic = random.weighted(topicsOf(circle.school.kind, byOwner));
  const start = random.pick(topic.starts);
  const other = byOwner ? partner(random, circle, topic) : opener(random, circle, random.pick(topic.openers));
  const via =
    !byOwner && (other.outside || other.givenName === null) && random.chance(0.09) ? random.pick(circle.team) : null;
  const [author, reader] = byOwner ? [circle.owner, other] : [other, via ?? circle.owner];
  const scene = sceneOf(random, at, author, reader, circle);
  const list = topic.collective && !author.outside && random.chance(0.22) ? drawList(random, circle, topic) : null;
  const cc = topic.collective && list === null ? random.sample(circle.team, random.int(1, 9)).map(party) : [];
  const words = random.pick(start.subjects)(scene);
  const subject = upperFirst(list === null ? words : `[${list.tag}] ${words}`);
  const files =
    bytes === undefined
      ? drawFiles(random, topic, scene, subject)
      : [attach(random, `Document ${scene.day}.pdf`, subject, bytes)];
  const invited = random.chance(topic.invited);
  const sheet: Sheet = {
    ...plainSheet,
    at,
    author,
    to: list === null ? [party(reader)] : [{ name: list.tag, address: list.address }],
    cc,
    subject,
    paragraphs: body(random, topic, start, scene),
    attachments: files,
    invitation: invited ? letter => invitation(scene, letter, circle.school.name) : null,
    headers: list === null ? headersOf(other, byOwner) : listHeaders(list),
  };
  const last = via === null ? write(random, sheet) : passOn(random, circle, sheet, via);
  return { topic, scene, other: via ?? other, folder: topic.folder?.(scene) ?? null, list, cc, last };
}

/** The next message of the conversation, by `author`, who is the owner or one of the others. */
export function reply(random: Random, talk: Conversation, author: Writer, at: number): Conversation {
  const { last, list, topic } = talk;
  const { owner } = talk.scene.circle;
  const reader = author === owner ? (last.author === owner ? talk.other : last.author) : owner;
  const scene = answering(talk.scene, at, author, reader);
  const prefix = author.program.quotes === 'block' ? 'RE: ' : 'Re: ';
  const familiar = knowEachOther(scene);
  const openings = familiar && random.chance(0.5) ? familiarReplyOpenings : replyOpenings;
  const said = [random.pick(openings)(scene), answer(random, topic, scene)].filter(each => each !== '').join(' ');
  const more = random.chance(0.3) ? [random.pick(familiar ? familiarReplies : anyReplies)(scene)] : [];
  const written = write(random, {
    ...plainSheet,
    at,
    author,
    to: list === null ? [party(reader)] : [{ name: list.tag, address: list.address }],
    cc: random.chance(0.5)
      ? talk.cc.filter(each => each.address !== reader.address && each.address !== author.address)
      : [],
    subject: /^re\s?:/i.test(last.subject) ? last.subject : prefix + last.subject,
    paragraphs: letterAround(random, scene, false, [said, ...more].map(upperFirst)),
    quoted: last,
    attachments: random.chance(topic.attached / 3) ? drawOne(random, topic, scene, last.subject) : [],
    headers: list === null ? [] : listHeaders(list),
  });
  return { ...talk, scene, other: author === owner ? talk.other : author, last: written };
}

/** Something the owner began to write and has not sent. */
export function draft(random: Random, circle: Circle, at: number): Written {
  const topic = random.weighted(topicsOf(circle.school.kind, true));
  const start = random.pick(topic.starts);
  const other = partner(random, circle, topic);
  const scene = sceneOf(random, at, circle.owner, other, circle);
  const begun = body(random, topic, start, scene).slice(0, random.int(1, 3));
  return write(random, {
    ...plainSheet,
    at,
    author: circle.owner,
    to: random.chance(0.8) ? [party(other)] : [],
    subject: random.chance(0.85) ? upperFirst(random.pick(start.subjects)(scene)) : '',
    paragraphs: [...begun, random.pick(unfinished)(scene)],
    sent: false,
  });
}

/** `colleague` sends the owner what they received. */
function passOn(random: Random, circle: Circle, sheet: Sheet, colleague: Writer): Written {
  const inner = write(random, { ...sheet, attachments: [] });
  const scene = sceneOf(random, sheet.at, colleague, circle.owner, circle);
  const prefix = colleague.program.quotes === 'block' ? 'TR: ' : 'Fwd: ';
  const text = random.pick([
    'Pour information.',
    'Pour info, cela te concerne aussi.',
    'Je te laisse y répondre ?',
    'À lire avant la réunion.',
    'Transmis comme convenu.',
  ]);
  return write(random, {
    ...plainSheet,
    at: sheet.at,
    author: colleague,
    to: [party(circle.owner)],
    subject: prefix + sheet.subject,
    paragraphs: letterAround(random, scene, false, [text]),
    quoted: inner,
    forwards: true,
    attachments: sheet.attachments,
  });
}

function partner(random: Random, circle: Circle, topic: Topic): Writer {
  if (forFamilies.includes(topic) && random.chance(0.4)) return random.pick(circle.parents);
  return random.pick(topic.openers.includes('team') ? circle.team : circle.colleagues);
}

function opener(random: Random, circle: Circle, kind: Opener): Writer {
  switch (kind) {
    case 'team':
      return random.pick(circle.team);
    case 'colleague':
      return random.pick(circle.colleagues);
    case 'head':
      return circle.heads.length > 0 ? random.pick(circle.heads) : circle.office;
    case 'office':
      return circle.office;
    case 'parent':
      return random.pick(circle.parents);
    case 'supplier':
      return random.pick(suppliers);
    case 'application':
      return random.pick(applications);
    default:
      return random.pick(rectorat[kind]);
  }
}

function body(random: Random, topic: Topic, start: Start, scene: Scene): string[] {
  const said = [...start.body, ...topic.tail]
    .map(place => upperFirst(say(place, scene, random)))
    .filter(each => each !== '');
  const joined: string[] = [];
  // Short sentences share a paragraph now and then.
  for (const sentence of said) {
    const previous = joined.at(-1);
    const short = previous !== undefined && previous.length + sentence.length < 260 && !/\n/.test(previous + sentence);
    if (short && random.chance(0.45)) joined[joined.length - 1] = `${previous} ${sentence}`;
    else joined.push(sentence);
  }
  return letterAround(random, scene, topic.collective, joined);
}

/** Greeting and closing fit who writes to whom; people who know each other drop them at times. */
function letterAround(random: Random, scene: Scene, collective: boolean, paragraphs: readonly string[]): string[] {
  const { sender } = scene;
  const familiar = knowEachOther(scene);
  const greetings = collective ? collectiveGreetings : familiar ? familiarGreetings : formalGreetings;
  const closings = collective ? collectiveClosings : familiar ? familiarClosings : formalClosings;
  const greeting = familiar && random.chance(0.12) ? [] : [random.pick(greetings)(scene)];
  const name = sender.signature.length === 0 && sender.givenName !== null ? `\n${sender.givenName}` : '';
  const closing = familiar && random.chance(0.15) ? name.trim() : random.pick(closings)(scene) + name;
  return [...greeting, ...paragraphs, ...(closing === '' ? [] : [closing])];
}

/** Colleagues who call each other by their given names. */
function knowEachOther({ sender, reader }: Scene): boolean {
  return sender.givenName !== null && reader.givenName !== null && !sender.outside && !reader.outside;
}

function answer(random: Random, topic: Topic, scene: Scene): string {
  if (scene.sender.givenName === null) return random.pick(serviceReplies)(scene);
  if (topic.replies.length > 0 && random.chance(0.55)) return random.pick(topic.replies)(scene);
  return random.pick(knowEachOther(scene) && random.chance(0.5) ? familiarReplies : anyReplies)(scene);
}

function drawFiles(random: Random, topic: Topic, scene: Scene, title: string): Attachment[] {
  if (!random.chance(topic.attached)) return [];
  const first = drawOne(random, topic, scene, title);
  return random.chance(0.15) ? [...first, ...drawOne(random, topic, scene, title)] : first;
}

function drawOne(random: Random, topic: Topic, scene: Scene, title: string): Attachment[] {
  if (topic.files.length === 0) return [];
  const size = random.weighted([
    [random.int(1_500, 9_000), 62],
    [random.int(9_000, 60_000), 32],
    [random.int(60_000, 210_000), 6],
  ]);
  const name = random
    .pick(topic.files)(scene)
    .replaceAll('\u00a0', ' ')
    .replace(/[/«»:?]/g, '')
    .replace(/ {2,}/g, ' ');
  return [attach(random, name, title, size)];
}

function drawList(random: Random, circle: Circle, topic: Topic): List {
  const uai = circle.school.uai.toLowerCase();
  const inside = topic.openers.includes('team');
  const tag = random.pick(inside ? [`profs-${uai}`, `tous-${uai}`] : ['enseignants-80', 'infos-academie', 'numerique']);
  return { tag, address: `${tag}@listes.ac-amiens.test` };
}

function listHeaders({ tag, address }: List): Sheet['headers'] {
  return [
    ['List-Id', `<${tag}.listes.ac-amiens.test>`],
    ['List-Post', `<mailto:${address}>`],
    ['List-Unsubscribe', `<mailto:sympa@listes.ac-amiens.test?subject=unsubscribe%20${tag}>`],
    ['Precedence', 'list'],
  ];
}

function headersOf(other: Writer, byOwner: boolean): Sheet['headers'] {
  return !byOwner && applications.includes(other) ? [['Auto-Submitted', 'auto-generated']] : [];
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
