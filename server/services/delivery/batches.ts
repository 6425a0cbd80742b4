/**
 * Who goes into the next batch. Deliveries wait in line, each with the destinations it has left; a batch is filled like
 * water: every delivery gets an equal share, what the small ones do not need goes to the large ones. So a mail to fifty
 * thousand takes the room nobody else wants, and a mail to one waits for one batch at most.
 */

/** A delivery with `left` destinations to go, counted from `from`. */
export type Waiting = { from: number; left: number };

/**
 * Takes shares out of the waiting deliveries, at most `room` destinations in all and one at least; those with nothing
 * left leave the line. Shares come in the order of the line, by position in each delivery.
 */
export function takeShares<One extends Waiting>(line: One[], room: number): { of: One; from: number; count: number }[] {
  const shares = new Map<One, number>();
  let spare = room;
  const smallestFirst = line.slice(0, room).sort((a, b) => a.left - b.left);
  for (const [index, waiting] of smallestFirst.entries()) {
    const share = Math.min(waiting.left, Math.floor(spare / (smallestFirst.length - index)));
    shares.set(waiting, share);
    spare -= share;
  }
  const taken: { of: One; from: number; count: number }[] = [];
  for (const waiting of [...shares.keys()].sort((a, b) => line.indexOf(a) - line.indexOf(b))) {
    const count = shares.get(waiting)!;
    taken.push({ of: waiting, from: waiting.from, count });
    waiting.from += count;
    waiting.left -= count;
  }
  const still = line.filter(waiting => waiting.left > 0);
  line.splice(0, line.length, ...still);
  return taken;
}
