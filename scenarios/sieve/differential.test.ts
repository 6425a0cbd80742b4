/**
 * Generated scripts, run by ours and by Debian's sieve-test: they must decide alike. Differences that are meant are put
 * right before the comparison, each with its reason.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Action } from '../../server/formats/sieve/action.ts';
import { decide } from '../../server/formats/sieve/trial.ts';
import { envelope, messages, script } from './generate.ts';
import { isInstalled, openOracle } from './sieve-test.ts';

const scripts = 400;
const seed = 991;

test('generated scripts decide what Dovecot decides', async t => {
  if (!isInstalled) return t.diagnostic('Skipped: needs Debian’s dovecot-sieve');
  const oracle = await openOracle();
  t.after(() => oracle.close());
  let compared = 0;
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(script, fc.nat(messages.length - 1), async (text, index) => {
      // Once a field was deleted that was not there, Dovecot loses the start of a raw body.
      fc.pre(!(text.includes('body :raw') && text.includes('deleteheader')));
      const message = messages[index]!;
      const theirs = await oracle.judge(text, message, envelope);
      const ours = ourVerdict(text, message);
      if (theirs.kind === 'refused' || ours === null) {
        // Both find the run impossible (too many redirects, actions that exclude each other): the mail is kept by both.
        assert.ok(
          theirs.kind === 'refused' && ours === null,
          theirs.kind === 'refused' ? theirs.said : 'only we refused',
        );
        refused++;
        return;
      }
      assert.deepEqual(ours, theirs.actions);
      compared++;
    }),
    { numRuns: scripts, seed },
  );
  t.diagnostic(`${compared} alike, ${refused} failing in both`);
});

/** As the oracle writes it; null where the script failed. */
function ourVerdict(text: string, message: Buffer): string[] | null {
  const environment = { envelope: { ...envelope, parameters: {} }, zoneAt: () => 0 };
  const { actions, implicitKeep, failures } = decide(text, { message, environment });
  if (failures.length > 0) return null;
  const kept = implicitKeep ? [withFlags('keep', implicitKeep.flags)] : [];
  return [...actions.flatMap(asLine), ...kept].sort();
}

function asLine(action: Action): string[] {
  if (action.kind === 'keep') return [withFlags('keep', action.flags)];
  if (action.kind === 'fileinto') return [withFlags(`fileinto ${action.mailbox}`, action.flags)];
  return action.kind === 'redirect' ? [`redirect ${action.address}`] : [];
}

function withFlags(action: string, flags: readonly string[]): string {
  return [action, ...flags.map(flag => flag.toLowerCase()).sort()].join(' ');
}
