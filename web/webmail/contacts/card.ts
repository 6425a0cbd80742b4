/** A card as the form has it, and what the form changes of it: what it does not show stays. rfc/9553 */
import type { ContactCard, Id, Patch } from '../../jmap/objects.ts';

/** One line of the form; `key` is that of the card, null for a line that is new. */
export type Line = { readonly key: string | null; readonly value: string };

export type CardDraft = {
  readonly given: string;
  readonly surname: string;
  readonly emails: readonly Line[];
  readonly phones: readonly Line[];
  readonly organization: string;
  readonly title: string;
  readonly note: string;
  /** A picture put on the server; null: taken away; absent: as it was. */
  readonly photo?: Photo | null;
};

const part = (card: ContactCard, kind: string): string =>
  (card.name?.components ?? [])
    .filter(each => each.kind === kind)
    .map(each => each.value)
    .join(' ');

/** What a card is called where it is listed. */
export function nameOfCard(card: ContactCard): string {
  const full = card.name?.full?.trim();
  if (full) return full;
  const parts = [part(card, 'given'), part(card, 'surname')].filter(text => text !== '').join(' ');
  return parts || (Object.values(card.emails ?? {})[0]?.address ?? '');
}

export type Photo = { readonly blobId: Id; readonly type: string };

/** The photo that lies in the card itself: a picture from elsewhere would tell that it was looked at. */
export function photoOf({ media }: ContactCard): Photo | null {
  const { blobId, mediaType: type } = Object.values(media ?? {}).find(each => each.kind === 'photo') ?? {};
  return blobId !== undefined && type !== undefined && /^image\/(?:jpeg|png|gif|webp)$/.test(type)
    ? { blobId, type }
    : null;
}

const first = <Item>(map: Readonly<Record<string, Item>> | undefined): [string, Item] | undefined =>
  Object.entries(map ?? {})[0];

export function draftOfCard(card: ContactCard | null): CardDraft {
  if (card === null)
    return { given: '', surname: '', emails: [empty], phones: [], organization: '', title: '', note: '' };
  const given = part(card, 'given');
  const surname = part(card, 'surname');
  return {
    given,
    // A card with nothing but its whole name shows it where it can be mended.
    surname: given === '' && surname === '' ? (card.name?.full ?? '') : surname,
    emails: Object.entries(card.emails ?? {}).map(([key, { address }]) => ({ key, value: address })),
    phones: Object.entries(card.phones ?? {}).map(([key, { number }]) => ({ key, value: number })),
    organization: first(card.organizations)?.[1].name ?? '',
    title: first(card.titles)?.[1].name ?? '',
    note: first(card.notes)?.[1].note ?? '',
  };
}

export const empty: Line = { key: null, value: '' };

export function isNameless({ given, surname, emails }: CardDraft): boolean {
  return [given, surname, ...emails.map(each => each.value)].every(text => text.trim() === '');
}

/** The properties of the card that the form changed, whole; of a new card, all it says. */
export function changesOf(before: ContactCard | null, draft: CardDraft): Patch {
  const was = draftOfCard(before);
  const changes: Record<string, unknown> = {};
  const set = (name: string, value: unknown) => {
    if (before !== null || value !== null) changes[name] = value;
  };
  if (before === null || was.given !== draft.given || was.surname !== draft.surname)
    set('name', nameFrom(before, draft));
  if (isOther(was.emails, draft.emails)) set('emails', linesFrom(before?.emails, draft.emails, 'address'));
  if (isOther(was.phones, draft.phones)) set('phones', linesFrom(before?.phones, draft.phones, 'number'));
  for (const [name, key, is, now] of [
    ['organizations', 'name', was.organization, draft.organization],
    ['titles', 'name', was.title, draft.title],
    ['notes', 'note', was.note, draft.note],
  ] as const)
    if (is !== now) set(name, firstFrom(before?.[name] as Known, key, now.trim()));
  if (draft.photo !== undefined) {
    const others = Object.entries(before?.media ?? {}).filter(([, each]) => each.kind !== 'photo');
    const media = Object.fromEntries(others) as Record<string, unknown>;
    if (draft.photo !== null) media.photo = { kind: 'photo', blobId: draft.photo.blobId, mediaType: draft.photo.type };
    set('media', Object.keys(media).length === 0 ? null : media);
  }
  return changes;
}

type Known = Readonly<Record<string, object>> | undefined;

function nameFrom(before: ContactCard | null, { given, surname, emails }: CardDraft): object {
  const named: readonly { readonly kind: string; readonly value: string }[] = [
    { kind: 'given', value: given.trim() },
    { kind: 'surname', value: surname.trim() },
  ];
  const full = named
    .map(each => each.value)
    .filter(text => text !== '')
    .join(' ');
  const others = (before?.name?.components ?? []).filter(each => each.kind !== 'given' && each.kind !== 'surname');
  const components = [...named.filter(each => each.value !== ''), ...others];
  const whole = full === '' ? (emails[0]?.value.trim() ?? '') : full;
  return { full: whole, ...(components.length === 0 ? {} : { components }) };
}

function isOther(was: readonly Line[], now: readonly Line[]): boolean {
  const told = (lines: readonly Line[]) => JSON.stringify(lines.filter(each => each.value.trim() !== ''));
  return told(was) !== told(now);
}

function linesFrom(before: Known, lines: readonly Line[], name: string): object | null {
  const kept = new Set(lines.map(({ key }) => key));
  let next = 1;
  const fresh = (): string => {
    while (kept.has(`n${next}`) || before?.[`n${next}`] !== undefined) next += 1;
    kept.add(`n${next}`);
    return `n${next}`;
  };
  const written = lines.filter(({ value }) => value.trim() !== '');
  if (written.length === 0) return null;
  return Object.fromEntries(
    written.map(({ key, value }) => [key ?? fresh(), { ...(key === null ? {} : before?.[key]), [name]: value.trim() }]),
  );
}

function firstFrom(before: Known, key: string, value: string): object | null {
  const [[at, known] = ['n1', {}], ...others] = Object.entries(before ?? {});
  const rest = Object.fromEntries(others);
  if (value === '') return others.length === 0 ? null : rest;
  return { [at]: { ...known, [key]: value }, ...rest };
}
