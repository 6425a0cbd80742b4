/** What changed, as the server tells it: server-sent events, opened again whenever they break. rfc/8620#7.3 */
import type { State } from './objects.ts';
import type { Session } from './session.ts';

/** New states, by type of object. */
export type StateChange = Readonly<Record<string, State>>;

export type PushListener = {
  changed(states: StateChange): void;
  /** `true` once the stream is open, `false` when it broke: what happened between is asked for by the listener. */
  connected(open: boolean): void;
};

type Source = Pick<EventSource, 'addEventListener' | 'close' | 'readyState'>;
type Needs = {
  open(url: string): Source;
  wait(milliseconds: number, run: () => void): () => void;
};

/** Seconds between two signs of life. */
const ping = 60;
const waits = { least: 1000, most: 60_000 } as const;

const browser: Needs = {
  open: url => new EventSource(url),
  wait(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** Listens until the returned function is called. */
export function listen(
  session: Pick<Session, 'accountId' | 'eventSourcePath'>,
  { changed, connected }: PushListener,
  { open, wait }: Needs = browser,
): () => void {
  const url = session.eventSourcePath
    .replace('{types}', '*')
    .replace('{closeafter}', 'no')
    .replace('{ping}', String(ping));
  let source: Source | null = null;
  let delay: number = waits.least;
  let stopWaiting = (): void => {};
  let stopped = false;

  function start(): void {
    if (stopped) return;
    const opened = open(url);
    source = opened;
    opened.addEventListener('open', () => {
      delay = waits.least;
      connected(true);
    });
    opened.addEventListener('state', event => {
      const told = JSON.parse((event as MessageEvent<string>).data) as { changed?: Record<string, StateChange> };
      const states = told.changed?.[session.accountId];
      if (states !== undefined) changed(states);
    });
    opened.addEventListener('error', () => {
      if (stopped) return;
      // The browser opens it again by itself but where the server answered with a refusal: then it gives up for ever.
      opened.close();
      connected(false);
      stopWaiting = wait(delay, start);
      delay = Math.min(waits.most, delay * 2);
    });
  }

  start();
  return () => {
    stopped = true;
    stopWaiting();
    source?.close();
  };
}
