import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listen, type StateChange } from './push.ts';

/** A stream that does what the test says. */
function stream() {
  const target = new EventTarget();
  let closed = 0;
  return {
    target,
    closed: () => closed,
    source: Object.assign(target, {
      readyState: 0,
      close: () => {
        closed += 1;
      },
    }),
    tell: (data: object) => target.dispatchEvent(new MessageEvent('state', { data: JSON.stringify(data) })),
  };
}

const session = {
  accountId: 'A1',
  eventSourcePath: '/jmap/eventsource/?types={types}&closeafter={closeafter}&ping={ping}',
};

test('changes of the account are told, those of another are not', () => {
  const told: StateChange[] = [];
  const one = stream();
  const urls: string[] = [];
  const stop = listen(
    session,
    { changed: states => void told.push(states), connected: () => {} },
    {
      open(url) {
        urls.push(url);
        return one.source as never;
      },
      wait: () => () => {},
    },
  );
  one.tell({ changed: { A1: { Email: '12' }, A2: { Email: '3' } } });
  one.tell({ changed: { A2: { Email: '4' } } });
  stop();
  assert.deepEqual(urls, ['/jmap/eventsource/?types=*&closeafter=no&ping=60']);
  assert.deepEqual(told, [{ Email: '12' }]);
  assert.equal(one.closed(), 1);
});

test('a stream that breaks is opened again, later and later, and at once patient again when it opened', () => {
  const streams: ReturnType<typeof stream>[] = [];
  const delays: number[] = [];
  const connected: boolean[] = [];
  let next = (): void => {};
  const stop = listen(
    session,
    { changed: () => {}, connected: open => void connected.push(open) },
    {
      open() {
        const made = stream();
        streams.push(made);
        return made.source as never;
      },
      wait(milliseconds, run) {
        delays.push(milliseconds);
        next = run;
        return () => {};
      },
    },
  );
  for (let time = 0; time < 8; time += 1) {
    streams.at(-1)!.target.dispatchEvent(new Event('error'));
    next();
  }
  assert.deepEqual(delays, [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  streams.at(-1)!.target.dispatchEvent(new Event('open'));
  streams.at(-1)!.target.dispatchEvent(new Event('error'));
  assert.equal(delays.at(-1), 1000);
  assert.equal(connected.at(-2), true);
  stop();
  next();
  assert.equal(streams.length, 9, 'nothing is opened after the end');
});
