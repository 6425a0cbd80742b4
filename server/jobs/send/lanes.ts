/** Who may go now: loads wait in the lane of their domain, and lanes have bounds. Pure: told the hour. */

export type Lanes<Load> = {
  /** False where the lane has as many as it can use: the load is for another time, or for another node. */
  add(lane: string, load: Load): boolean;
  /** Loads that may go now; each is counted as going until `done`. `atOnce`: a bound below that of all conversations. */
  take(now: number, atOnce?: number): { lane: string; load: Load }[];
  done(lane: string): void;
  /** How many loads more are worth having. */
  room(): number;
  /** Lanes that need no more for now. */
  busy(): string[];
};

type Lane<Load> = { waiting: Load[]; going: number; begun: number[] };

export function createLanes<Load>(bounds: {
  readonly conversations: number;
  readonly perDomain: number;
  readonly perMinute: number;
  /** Lanes without a bound a minute: those of the house itself. */
  readonly own?: readonly string[];
}): Lanes<Load> {
  const lanes = new Map<string, Lane<Load>>();
  let going = 0;

  function mayGo(name: string, lane: Lane<Load>, now: number): boolean {
    while (lane.begun.length > 0 && lane.begun[0]! <= now - 60_000) lane.begun.shift();
    const measured = bounds.own?.includes(name) !== true;
    return lane.going < bounds.perDomain && !(measured && lane.begun.length >= bounds.perMinute);
  }

  /** A lane is filled again when few wait in it, and then with many: claims are few, and none sits on a domain's whole mail. */
  const few = bounds.perDomain;
  const many = 20 * bounds.perDomain;

  return {
    add(name, load) {
      const lane = lanes.get(name) ?? { waiting: [], going: 0, begun: [] };
      if (lane.waiting.length >= many) return false;
      lanes.set(name, lane);
      lane.waiting.push(load);
      return true;
    },
    take(now, atOnce = bounds.conversations) {
      const taken: { lane: string; load: Load }[] = [];
      // In turns, so that a domain with a thousand loads does not keep the others waiting.
      for (let moved = true; moved && going < atOnce; ) {
        moved = false;
        for (const [name, lane] of lanes) {
          if (going >= atOnce) break;
          if (lane.waiting.length === 0) {
            if (lane.going === 0 && mayGo(name, lane, now) && lane.begun.length === 0) lanes.delete(name);
            continue;
          }
          if (!mayGo(name, lane, now)) continue;
          taken.push({ lane: name, load: lane.waiting.shift()! });
          lane.going += 1;
          lane.begun.push(now);
          going += 1;
          moved = true;
        }
      }
      return taken;
    },
    done(name) {
      lanes.get(name)!.going -= 1;
      going -= 1;
    },
    room() {
      // What waits behind a slow domain takes no room from the others.
      const waiting = [...lanes.values()].reduce((sum, lane) => sum + Math.min(lane.waiting.length, few), 0);
      return Math.max(0, 2 * bounds.conversations - going - waiting);
    },
    busy: () => [...lanes].filter(([, lane]) => lane.waiting.length >= few).map(([name]) => name),
  };
}
