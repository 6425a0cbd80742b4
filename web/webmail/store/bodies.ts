/** What reading needs of each email: asked once, kept while there is room, and off line for the last ones read. */
import type { Jmap } from '../../jmap/client.ts';
import { JmapFault } from '../../jmap/fault.ts';
import type { EmailBody, Id } from '../../jmap/objects.ts';
import type { Shelf } from '../offline/shelf.ts';
import { mostBodyBytes, partProperties, readingProperties } from './properties.ts';
import { createWatchers } from './watchers.ts';

export type Bodies = {
  /** What is known at once, or why it is not; undefined while it is asked for. */
  get(id: Id): EmailBody | JmapFault | undefined;
  /** Has it read, unless it is known. */
  read(id: Id): void;
  /** The same for what may be wanted next. */
  foresee(id: Id): void;
  watch(id: Id, changed: () => void): () => void;
};

const kept = 120;

export function createBodies(jmap: Pick<Jmap, 'call'>, shelf: Pick<Shelf, 'body' | 'keepBody'>): Bodies {
  const known = new Map<Id, EmailBody | JmapFault>();
  const asked = new Set<Id>();
  const { watch, tell } = createWatchers<Id>();

  function settle(id: Id, body: EmailBody | JmapFault): void {
    known.delete(id);
    known.set(id, body);
    for (const oldest of known.keys()) {
      if (known.size <= kept) break;
      known.delete(oldest);
    }
    tell(id);
  }

  async function ask(id: Id, keep: boolean): Promise<void> {
    if (asked.has(id)) return;
    asked.add(id);
    try {
      const { list } = await jmap.call('Email/get', {
        ids: [id],
        properties: readingProperties,
        bodyProperties: partProperties,
        fetchTextBodyValues: true,
        fetchHTMLBodyValues: true,
        maxBodyValueBytes: mostBodyBytes,
      });
      const [body] = list as unknown as EmailBody[];
      settle(id, body ?? new JmapFault('not-found'));
      if (body !== undefined && keep) await shelf.keepBody(body);
    } catch (error) {
      if (!(error instanceof JmapFault)) throw error;
      settle(id, (await shelf.body(id)) ?? error);
    } finally {
      asked.delete(id);
    }
  }

  return {
    get: id => known.get(id),
    read(id) {
      const body = known.get(id);
      if (body === undefined || body instanceof JmapFault) void ask(id, true);
      else void shelf.keepBody(body);
    },
    foresee(id) {
      if (!known.has(id)) void ask(id, false);
    },
    watch,
  };
}
