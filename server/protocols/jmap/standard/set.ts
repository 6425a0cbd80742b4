/** What every `/set` shares: the shape of the call, what became of each record, and the states before and after. rfc/8620#5.3 */
import type { ModSeq } from '../../../model/change.ts';
import { limits } from '../capabilities.ts';
import { MethodFault, type SetError } from '../faults.ts';
import type { Context } from '../method.ts';
import { resolveCreation } from '../names.ts';
import { id, idOrCreation, listOf, mapOf, nullable, plainObject, text } from '../read.ts';
import { setErrorOf } from '../replies.ts';
import { writeState } from '../states.ts';

export const setShape = {
  accountId: id,
  ifInState: nullable(text),
  create: nullable(mapOf(id, plainObject)),
  update: nullable(mapOf(idOrCreation, plainObject)),
  destroy: nullable(listOf(idOrCreation)),
};

type Call = {
  readonly create: ReadonlyMap<string, Record<string, unknown>> | null;
  readonly update: ReadonlyMap<string, Record<string, unknown>> | null;
  readonly destroy: readonly string[] | null;
};

/** @throws MethodFault requestTooLarge */
export function checkSetSize({ create, update, destroy }: Call): void {
  const objects = (create?.size ?? 0) + (update?.size ?? 0) + (destroy?.length ?? 0);
  if (objects > limits.maxObjectsInSet) {
    throw new MethodFault('requestTooLarge', `At most ${limits.maxObjectsInSet} records at once.`);
  }
}

/**
 * The states to tell. Steps of one call may be parted by changes of others: the new state is the last one before which
 * nothing but this call happened, so that a client that goes on from there misses nothing.
 */
export function createSpan(): { note(modseq: ModSeq): void; old(): ModSeq | null; now(): ModSeq | null } {
  let old: ModSeq | null = null;
  let now: ModSeq | null = null;
  let parted = false;
  return {
    note(modseq) {
      if (old === null) old = (modseq - 1) as ModSeq;
      if (now !== null && modseq !== now + 1) parted = true;
      if (!parted) now = modseq;
    },
    old: () => old,
    now: () => now,
  };
}

/** Gathers what became of each record. */
export class SetOutcome {
  readonly created = new Map<string, object>();
  readonly updated = new Map<string, object | null>();
  readonly destroyed: string[] = [];
  readonly notCreated = new Map<string, SetError>();
  readonly notUpdated = new Map<string, SetError>();
  readonly notDestroyed = new Map<string, SetError>();
  readonly #context: Pick<Context, 'createdIds'>;

  constructor(context: Pick<Context, 'createdIds'>) {
    this.#context = context;
  }

  /** Tries one creation. What is no refusal of this record stops the call. */
  async create(creationId: string, work: () => Promise<{ id: string }>): Promise<void> {
    await attempt(this.notCreated, creationId, async () => {
      const made = await work();
      this.#context.createdIds.set(creationId, made.id);
      this.created.set(creationId, made);
    });
  }

  /** Tries one update; `work` gives the properties that became other than what was asked, or null. */
  async update(given: string, work: (name: string) => Promise<object | null>): Promise<void> {
    const name = resolveCreation(this.#context, given);
    if (name === null) return void this.notUpdated.set(given, { type: 'notFound' });
    await attempt(this.notUpdated, given, async () => {
      this.updated.set(name, await work(name));
    });
  }

  async destroy(given: string, work: (name: string) => Promise<void>): Promise<void> {
    const name = resolveCreation(this.#context, given);
    if (name === null) return void this.notDestroyed.set(given, { type: 'notFound' });
    await attempt(this.notDestroyed, given, async () => {
      await work(name);
      this.destroyed.push(name);
    });
  }

  reply(accountId: string, oldState: ModSeq, newState: ModSeq): object {
    return {
      accountId,
      oldState: writeState(oldState),
      newState: writeState(newState),
      created: orNull(this.created),
      updated: orNull(this.updated),
      destroyed: this.destroyed.length === 0 ? null : this.destroyed,
      notCreated: orNull(this.notCreated),
      notUpdated: orNull(this.notUpdated),
      notDestroyed: orNull(this.notDestroyed),
    };
  }
}

async function attempt(failures: Map<string, SetError>, key: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const known = setErrorOf(error);
    if (known === null) throw error;
    failures.set(key, known);
  }
}

export function orNull(map: ReadonlyMap<string, unknown>): object | null {
  return map.size === 0 ? null : Object.fromEntries(map);
}
