/** A draft on the server: an email never changes, so that a new one takes the place of the one before. rfc/8621#4.6 */
import type { Jmap } from '../../../jmap/client.ts';
import type { Id, SetError } from '../../../jmap/objects.ts';

/** The server answered, and did not take it. */
export class NotTaken extends Error {
  readonly error: SetError;

  constructor(error: SetError) {
    super(error.description ?? error.type);
    this.error = error;
  }
}

/**
 * Makes the draft, then removes those it replaces: between the two there are both, never none.
 * @returns the new draft's id
 * @throws JmapFault, NotTaken
 */
export async function saveDraft(
  { call }: Pick<Jmap, 'call'>,
  draft: Readonly<Record<string, unknown>>,
  former: readonly Id[],
): Promise<Id> {
  const { created, notCreated } = await call('Email/set', { create: { draft } });
  const made = created?.draft;
  if (made === undefined) throw new NotTaken(notCreated?.draft ?? { type: 'serverFail' });
  const gone = former.filter(id => id !== made.id);
  if (gone.length > 0) await removeDrafts({ call }, gone);
  return made.id;
}

/** @throws JmapFault */
export async function removeDrafts({ call }: Pick<Jmap, 'call'>, ids: readonly Id[]): Promise<void> {
  if (ids.length > 0) await call('Email/set', { destroy: ids });
}

/** Drafts of a letter whose saving was never answered: they bear its Message-ID. @throws JmapFault */
export async function findDrafts({ call }: Pick<Jmap, 'call'>, drafts: Id, messageId: string): Promise<readonly Id[]> {
  const { ids } = await call('Email/query', {
    filter: { inMailbox: drafts, header: ['Message-ID', messageId] },
    sort: [],
    collapseThreads: false,
    limit: 20,
  });
  return ids;
}

/** Of these emails, those that are still drafts. @throws JmapFault */
export async function stillDrafts({ call }: Pick<Jmap, 'call'>, ids: readonly Id[]): Promise<ReadonlySet<Id>> {
  const { list } = await call('Email/get', { ids, properties: ['id', 'keywords'] });
  return new Set(list.filter(each => (each.keywords as Record<string, true>).$draft === true).map(({ id }) => id));
}
