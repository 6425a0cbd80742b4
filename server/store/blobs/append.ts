/**
 * Appending. Entries that come while a batch is being made durable form the next one: one write and one fdatasync for
 * all of them, however many. A promise resolves when its bytes survive a power cut.
 */
import type { Entry } from '../../formats/container/entry.ts';
import { closeFile, type Segment } from './containers.ts';
import { asRefusal, type Files, writeAll } from './files.ts';

export type Place = { readonly container: number; readonly offset: number };

export type Appender = {
  append(entry: Entry): Promise<Place>;
  /** Waits for what is under way. */
  close(): Promise<void>;
};

type Waiting = { readonly entry: Entry; resolve(place: Place): void; reject(error: unknown): void };

/** Bytes a batch takes at most, so that one fdatasync never waits for hundreds of megabytes. */
const largestBatch = 16 << 20;

/** @param next makes a new segment @param full tells one that takes no more */
export function appendTo(next: () => Promise<Segment>, full: (segment: Segment) => boolean, files: Files): Appender {
  let waiting: Waiting[] = [];
  let segment: Segment | undefined;
  let flushing: Promise<void> | undefined;

  async function flushAll(): Promise<void> {
    // Whoever calls in the same turn of the event loop belongs to the same batch.
    await new Promise(resolve => setImmediate(resolve));
    while (waiting.length > 0) {
      const batch = takeBatch();
      try {
        const places = await write(batch);
        for (let n = 0; n < batch.length; n++) batch[n]!.resolve(places[n]!);
      } catch (error) {
        const told = asRefusal(error);
        for (const { reject } of batch) reject(told);
      }
    }
    flushing = undefined;
  }

  function takeBatch(): Waiting[] {
    let bytes = 0;
    let count = 0;
    while (count < waiting.length && (count === 0 || bytes + waiting[count]!.entry.bytes.length <= largestBatch)) {
      bytes += waiting[count++]!.entry.bytes.length;
    }
    const batch = waiting.slice(0, count);
    waiting = waiting.slice(count);
    return batch;
  }

  async function write(batch: readonly Waiting[]): Promise<Place[]> {
    if (segment !== undefined && full(segment)) await leave();
    segment ??= await next();
    const { container, file, size: start } = segment;
    let offset = start;
    const places = batch.map(({ entry }) => {
      const place = { container, offset };
      offset += entry.bytes.length;
      return place;
    });
    try {
      await writeAll(files, file, Buffer.concat(batch.map(({ entry }) => entry.bytes)), start);
      await files.sync(file);
    } catch (error) {
      // A tail that could not be cut is torn, which readers know how to pass: the first error is the one that matters.
      await undo(start).catch(undoing => Object.assign(error as Error, { undoing }));
      throw error;
    }
    segment.size = offset;
    return places;
  }

  /**
   * After a failure the segment is cut back and left: what a failed fdatasync made of the pages is not known, and a
   * second one would say that all is well.
   */
  async function undo(start: number): Promise<void> {
    try {
      await files.truncate(segment!.file, start);
    } finally {
      await leave();
    }
  }

  async function leave(): Promise<void> {
    const { file } = segment!;
    segment = undefined;
    await closeFile(file);
  }

  return {
    append(entry) {
      return new Promise((resolve, reject) => {
        waiting.push({ entry, resolve, reject });
        flushing ??= flushAll();
      });
    },
    async close() {
      await flushing;
      if (segment !== undefined) await leave();
    },
  };
}
