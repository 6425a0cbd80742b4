/** Extensions about scripts themselves: a script, a message, and what comes of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide, faultsOf, trial } from './trial.ts';

test('include: variables are apart, globals shared, return comes back and stop does not (rfc/6609#3)', () => {
  const scripts = {
    un: `require ["include", "variables"]; global "g"; set "g" "deux"; set "v" "perdu"; return; discard;`,
    stop: 'stop;',
    court: 'require "fileinto"; fileinto "B";',
  };
  const main = (text: string) =>
    trial(`require ["include", "variables", "fileinto"]; global "g"; ${text}`, { scripts });
  assert.deepEqual(main(`include "un"; fileinto "\${g}\${v}\${global.g}";`), ['fileinto deuxdeux']);
  assert.deepEqual(main('include :personal "stop"; discard;'), ['keep (implicit)']);
  assert.deepEqual(main('include :once "court"; include :once "court";'), ['fileinto B']);
  assert.deepEqual(main('include :optional "absent"; discard;'), ['discard']);
  assert.deepEqual(main('include "absent"; discard;'), ['keep (implicit)', '! no-such-script']);
});

test('include: scripts that include each other in circles are stopped (rfc/6609#3.2)', () => {
  const scripts = {
    a: 'require "include"; include "b";',
    b: 'require "include"; include "a";',
  };
  assert.deepEqual(trial('require "include"; include "a";', { scripts }), ['keep (implicit)', '! too-many-includes']);
  assert.deepEqual(faultsOf('require "include"; include "moi";', { name: 'moi' }), ['1:28 includes-itself']);
  assert.deepEqual(faultsOf('require "include"; include "a/b";'), ['1:28 bad-script-name']);
});

test('ihave: an extension is used where it exists, and passed over where it does not (rfc/5463#4)', () => {
  assert.deepEqual(trial('require "ihave"; if ihave "fileinto" { fileinto "A"; }'), ['fileinto A']);
  assert.deepEqual(trial('require "ihave"; if ihave "vnd.none" { frobnicate :x 3; } else { discard; }'), ['discard']);
  assert.deepEqual(trial('require "ihave"; if ihave ["fileinto", "vnd.none"] { discard; }'), ['keep (implicit)']);
  assert.deepEqual(trial('require "ihave"; fileinto "A";'), ['keep (implicit)', '! missing-require']);
  assert.deepEqual(trial('require "ihave"; if ihave "variables" { discard; }'), ['keep (implicit)']);
  assert.deepEqual(trial('require "ihave"; if allof (ihave "date", currentdate "year" "2026") { discard; }'), [
    'discard',
  ]);
});

test('ihave: error ends the script with its message (rfc/5463#5)', () => {
  const decision = decide('require "ihave"; error "plus de place";');
  assert.equal(decision.failures[0]!.fault.fr, 'Le script s’est arrêté\u00a0: plus de place');
});
