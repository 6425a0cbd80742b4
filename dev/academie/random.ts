/** Chance that can be repeated: the same seed gives the same draws on every machine, for ever. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** An integer from `min` to `max`, both included. */
  int(min: number, max: number): number;
  /** True `odds` times out of 1. */
  chance(odds: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** One of `[value, weight]`; weights are positive and need not add up to anything. */
  weighted<T>(list: readonly (readonly [value: T, weight: number])[]): T;
  /** A shuffled copy. */
  shuffle<T>(list: readonly T[]): T[];
  /** Up to `size` distinct entries of `list`, in drawn order. */
  sample<T>(list: readonly T[], size: number): T[];
  bytes(size: number): Buffer;
  /**
   * Another source that depends on this one's seed and on `label` alone, not on what was drawn so far: so that one
   * person's mailbox stays the same whatever is generated before it.
   */
  fork(label: string): Random;
}

/** The small fast counter generator "sfc32": three words of state and a counter, period at least 2^32. */
export function randomFrom(seed: string): Random {
  let [a, b, c, counter] = stateOf(seed);

  function word(): number {
    const drawn = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + drawn) | 0;
    return drawn >>> 0;
  }
  // The first words still resemble the seed.
  for (let round = 0; round < 12; round++) word();

  const next = () => word() / 4294967296;
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));

  function pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError('nothing to pick from');
    return list[Math.floor(next() * list.length)] as T;
  }

  function weighted<T>(list: readonly (readonly [T, number])[]): T {
    let total = 0;
    for (const [, weight] of list) total += weight;
    let left = next() * total;
    for (const [value, weight] of list) {
      left -= weight;
      if (left < 0) return value;
    }
    return pick(list)[0];
  }

  function shuffle<T>(list: readonly T[]): T[] {
    const copy = [...list];
    for (let last = copy.length - 1; last > 0; last--) {
      const other = int(0, last);
      [copy[last], copy[other]] = [copy[other] as T, copy[last] as T];
    }
    return copy;
  }

  function sample<T>(list: readonly T[], size: number): T[] {
    if (size * 3 >= list.length) return shuffle(list).slice(0, size);
    const drawn = new Set<T>();
    // A list may hold the same value twice: the attempts are counted so that this always ends.
    for (let attempt = 0; drawn.size < size && attempt < size * 8; attempt++) drawn.add(pick(list));
    return [...drawn];
  }

  function bytes(size: number): Buffer {
    const whole = Buffer.allocUnsafe(Math.ceil(size / 4) * 4);
    for (let at = 0; at < whole.length; at += 4) {
      const drawn = word();
      whole[at] = drawn;
      whole[at + 1] = drawn >>> 8;
      whole[at + 2] = drawn >>> 16;
      whole[at + 3] = drawn >>> 24;
    }
    return whole.subarray(0, size);
  }

  return {
    next,
    int,
    chance: odds => next() < odds,
    pick,
    weighted,
    shuffle,
    sample,
    bytes,
    fork: label => randomFrom(`${seed}/${label}`),
  };
}

/** Four words out of a text: each lane multiplies by an odd constant of its own and folds its neighbour in. */
function stateOf(seed: string): [number, number, number, number] {
  let [a, b, c, d] = [0x3c6ef372, 0x1b873593, 0x2545f491, 0x6c078965];
  for (let at = 0; at < seed.length; at++) {
    const unit = seed.charCodeAt(at);
    a = Math.imul(a ^ unit, 0x01000193) ^ (d >>> 7);
    b = Math.imul(b ^ unit, 0x2c1b3c6d) ^ (a >>> 11);
    c = Math.imul(c ^ unit, 0x297a2d39) ^ (b >>> 13);
    d = Math.imul(d ^ unit, 0x165667b1) ^ (c >>> 17);
  }
  return [a ^ seed.length, b, c, d];
}
