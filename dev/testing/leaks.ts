/**
 * Preloaded into every test file by the runner: a file whose tests and hooks are over but that still holds a connection,
 * a server, a process or a timer fails and says which, instead of hanging until the runner's time limit.
 */
import { after } from 'node:test';

/** Milliseconds that the file's own last hooks have to close what they opened. */
const patience = 20_000;

after(() => {
  // Held by nothing: a tidy file ends before it.
  setTimeout(() => {
    console.error(`Left open at the end of ${process.argv[1]}: ${process.getActiveResourcesInfo().join(', ')}`);
    process.exit(1);
  }, patience).unref();
});
