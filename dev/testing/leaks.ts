/**
 * Preloaded into every test file by the runner: a file that ends with a connection, a server or a timer still open
 * fails, and says which. The event loop of an untidy file would otherwise only end by the runner's time limit.
 */
import assert from 'node:assert/strict';
import { after, before } from 'node:test';

const open = new Set([
  'TCPSocketWrap',
  'TCPServerWrap',
  'TLSWrap',
  'PipeServerWrap',
  'ProcessWrap',
  'Timeout',
  'FSEventWrap',
]);
/** Closing takes a turn or two of the event loop. */
const patience = 50;

// Registered as late as can be: hooks run in their order, and the file's own must have closed what it opened.
before(() =>
  after(async () => {
    let left = remaining();
    for (let turn = 0; left.length > 0 && turn < patience; turn += 1) {
      await new Promise(resolve => setTimeout(resolve, 10));
      left = remaining();
    }
    assert.deepEqual(left, [], 'left open at the end of the file');
  }),
);

function remaining(): string[] {
  return process.getActiveResourcesInfo().filter(kind => open.has(kind));
}
