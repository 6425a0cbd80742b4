/**
 * What NOTIFY asked to be told of: events of the selected mailbox, which `live.ts` tells with the other news, and events
 * of other mailboxes, told here by comparing what is there with what the client was told last. rfc/5465
 */
import { listChangedAnnotations } from '../../services/mailboxes/annotate.ts';
import { type ListedMailbox, list, listShared } from '../../services/mailboxes/list.ts';
import { watchAccounts } from '../../services/mailboxes/watch.ts';
import { planFetch } from './fetch/plan.ts';
import { sendFetched } from './fetch/send.ts';
import type { FetchItem } from './grammar/fetch.ts';
import type { MailboxFilter } from './grammar/mailbox-filter.ts';
import type { NotifyEvent } from './grammar/notify.ts';
import type { StatusItem } from './grammar/status.ts';
import { writeList, writeMetadataChanged, writeStatus } from './grammar/write-mailbox.ts';
import { wake } from './live.ts';
import { isChosen, isSelected } from './mailbox-choice.ts';
import type { Selected } from './selected.ts';
import { actorOf, readsUtf8, type Session } from './session.ts';
import { attributeOf } from './special-use.ts';
import { statusValues } from './status-values.ts';

export type EventKind = NotifyEvent['kind'];
export type EventGroup = { readonly filter: MailboxFilter; readonly events: readonly NotifyEvent[] };

export type Notifications = {
  /** Events of the selected mailbox; null where none is to be told. `delayed`: expunges wait for a command. */
  readonly selected: { readonly delayed: boolean; readonly flags: boolean } | null;
  /** Tells what was asked of messages that came: those from a place on. */
  fetchArrivals(selected: Selected, from: number): Promise<void>;
  /** Tells what changed in other mailboxes. */
  tellOthers(): Promise<void>;
  end(): void;
};

/** What is there, as the client knows it. */
type Snapshot = {
  readonly mailboxes: ReadonlyMap<string, ListedMailbox>;
  readonly subscribed: ReadonlySet<string>;
};

/** `status`: tell the state of all mailboxes that are watched, now. */
export async function startNotifications(
  session: Session,
  groups: readonly EventGroup[],
  status: boolean,
): Promise<Notifications> {
  const { house, connection } = session;
  const actor = actorOf(session);
  const own = groups.find(({ filter }) => filter.kind === 'selected' || filter.kind === 'selected-delayed');
  const others = groups.filter(group => group !== own);
  const newMessages = own?.events.find(event => event.kind === 'MessageNew');
  let known = await look();
  let dirty = false;
  const accounts = [actor.accountId, ...[...known.mailboxes.values()].map(({ accountId }) => accountId)];
  const stop =
    others.length === 0
      ? () => {}
      : watchAccounts(house, accounts, () => {
          dirty = true;
          wake(session);
        });
  if (status) for (const mailbox of known.mailboxes.values()) await tellStatus(mailbox, eventsOf(mailbox));

  async function look(): Promise<Snapshot> {
    const { mailboxes, strays } = await list(house, actor);
    const all = [...mailboxes, ...(await listShared(house, actor, strays))].filter(({ rights }) =>
      rights.includes('r'),
    );
    const subscribed = [...strays, ...all.filter(mailbox => mailbox.subscribed).map(({ name }) => name)];
    return {
      mailboxes: new Map(all.map(mailbox => [`${mailbox.accountId}/${mailbox.id}`, mailbox])),
      subscribed: new Set(subscribed),
    };
  }

  function eventsOf(mailbox: ListedMailbox): Set<EventKind> {
    const kinds = new Set<EventKind>();
    for (const { filter, events } of others)
      if (isChosen(session, filter, mailbox)) for (const { kind } of events) kinds.add(kind);
    return kinds;
  }

  async function tellStatus(mailbox: ListedMailbox, events: ReadonlySet<EventKind>): Promise<void> {
    if (isSelected(session, mailbox)) return;
    const items: StatusItem[] = [];
    if (events.has('MessageNew')) items.push('MESSAGES', 'UIDNEXT', 'UIDVALIDITY');
    if (events.has('FlagChange')) items.push('UNSEEN');
    if (items.length > 0 && session.enabled.has('CONDSTORE')) items.push('HIGHESTMODSEQ');
    if (items.length === 0) return;
    const values = await statusValues(session, mailbox, items);
    connection.write(writeStatus(mailbox.name, values, readsUtf8(session)));
  }

  function tellName(name: string, mailbox: ListedMailbox | null, subscribed: boolean, oldName?: string): void {
    const use = attributeOf(mailbox?.role ?? null);
    const attributes = [
      ...(mailbox === null ? ['\\NonExistent'] : []),
      ...(subscribed ? ['\\Subscribed'] : []),
      ...(use === null ? [] : [use]),
    ];
    connection.write(
      writeList('LIST', { name, attributes, ...(oldName !== undefined && { oldName }) }, readsUtf8(session)),
    );
  }

  async function tellChanged(before: Snapshot, now: Snapshot): Promise<void> {
    for (const [key, mailbox] of now.mailboxes) {
      const events = eventsOf(mailbox);
      const old = before.mailboxes.get(key);
      const subscribed = now.subscribed.has(mailbox.name);
      if (events.has('MailboxName') && old?.name !== mailbox.name)
        tellName(mailbox.name, mailbox, subscribed, old?.name);
      else if (events.has('SubscriptionChange') && before.subscribed.has(mailbox.name) !== subscribed)
        tellName(mailbox.name, mailbox, subscribed);
      if (old === undefined) continue;
      const moved = old.total !== mailbox.total || old.uidNext !== mailbox.uidNext;
      const flagged = !moved && old.highestModSeq !== mailbox.highestModSeq;
      if ((moved && events.has('MessageNew')) || (flagged && events.has('FlagChange')))
        await tellStatus(mailbox, events);
    }
    for (const [key, mailbox] of before.mailboxes)
      if (!now.mailboxes.has(key) && eventsOf(mailbox).has('MailboxName'))
        tellName(mailbox.name, null, now.subscribed.has(mailbox.name));
    await tellAnnotations(now);
  }

  let annotated = await listChangedAnnotations(house, actor, accounts, null);
  async function tellAnnotations(now: Snapshot): Promise<void> {
    const wanted = groups.some(({ events }) => events.some(({ kind }) => kind.endsWith('MetadataChange')));
    if (!wanted) return;
    const changed = await listChangedAnnotations(house, actor, accounts, annotated.upTo);
    annotated = changed;
    for (const { accountId, mailboxId, names } of changed.mailboxes) {
      const mailbox = now.mailboxes.get(`${accountId}/${mailboxId}`);
      const server = groups.some(({ events }) => events.some(({ kind }) => kind === 'ServerMetadataChange'));
      if (mailboxId === 0 && server) connection.write(writeMetadataChanged('', names, readsUtf8(session)));
      if (mailbox !== undefined && eventsOf(mailbox).has('MailboxMetadataChange'))
        connection.write(writeMetadataChanged(mailbox.name, names, readsUtf8(session)));
    }
  }

  return {
    selected:
      newMessages === undefined
        ? null
        : {
            delayed: own!.filter.kind === 'selected-delayed',
            flags: own!.events.some(({ kind }) => kind === 'FlagChange'),
          },
    async fetchArrivals(selected, from) {
      const items: readonly FetchItem[] = newMessages?.items ?? [];
      if (items.length === 0 || selected.count <= from) return;
      const plan = planFetch(selected, [{ kind: 'uid' }, ...items], readsUtf8(session));
      await sendFetched(session, selected, [{ start: from, end: selected.count }], plan);
    },
    async tellOthers() {
      if (!dirty) return;
      dirty = false;
      const now = await look();
      const before = known;
      known = now;
      await tellChanged(before, now);
    },
    end: stop,
  };
}
