import { hierarchyDelimiter } from '../../model/mailbox.ts';

/**
 * Says which names a LIST pattern means: `*` stands for anything, `%` for anything within one level. rfc/9051#6.3.9. The
 * reference is simply put before the pattern, as everybody does. Work is at most length of name × length of pattern: all
 * places of the pattern reached so far are followed at once, so that no pattern can make it backtrack.
 */
export function mailboxPattern(reference: string, pattern: string): (name: string) => boolean {
  const steps = collapse(`${reference}${pattern}`.normalize('NFC'));
  if (steps === '*') return () => true;
  if (steps === '%') return name => !name.includes(hierarchyDelimiter);
  return name => matches(steps, name);
}

/** `*` next to any wildcard is `*`; `%%` is `%`. */
function collapse(pattern: string): string {
  return pattern.replace(/[*%]+/g, run => (run.includes('*') ? '*' : '%'));
}

function matches(steps: string, name: string): boolean {
  const inbox = /^inbox(?:\/|$)/i.test(name) ? 5 : 0;
  const last = steps.length;
  let reached = new Uint8Array(last + 1);
  let next = new Uint8Array(last + 1);
  reach(reached, steps, 0);
  for (let at = 0; at < name.length; at++) {
    const char = name[at]!;
    let alive = false;
    for (let place = 0; place < last; place++) {
      if (reached[place] === 0) continue;
      const step = steps[place]!;
      if (step === '*' || (step === '%' && char !== hierarchyDelimiter)) reach(next, steps, place);
      else if (step === char || (at < inbox && step.toUpperCase() === char.toUpperCase()))
        reach(next, steps, place + 1);
      else continue;
      alive = true;
    }
    if (!alive) return false;
    [reached, next] = [next, reached.fill(0)];
  }
  return reached[last] === 1;
}

/** Marks a place, and the one behind a wildcard, which may also stand for nothing. */
function reach(places: Uint8Array, steps: string, place: number): void {
  places[place] = 1;
  if (steps[place] === '*' || steps[place] === '%') places[place + 1] = 1;
}
