/** Extensions that compare and hold values: a script, a message, and what comes of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultsOf, mail, type Setting, trial } from './trial.ts';

/** Whether a test holds under these extensions. */
const holds = (require: string, condition: string, setting: Setting = {}) => {
  const [first] = trial(`require [${require}]; if ${condition} { discard; }`, setting);
  assert.ok(first === 'discard' || first === 'keep (implicit)', first);
  return first === 'discard';
};

/** What a script leaves in a variable. */
const value = (require: string, script: string, setting: Setting = {}) =>
  trial(`require ["variables", "fileinto"${require}]; ${script} fileinto "<\${v}>";`, setting).join().slice(10, -1);

test('subaddress: an address without a plus has no detail (rfc/5233#4)', () => {
  assert.ok(holds('"subaddress"', 'address :user "to" "jean.petit"'));
  assert.ok(holds('"subaddress"', 'address :detail "to" "classe"'));
  assert.ok(!holds('"subaddress"', 'address :detail "from" ""'));
  assert.ok(holds('"subaddress", "envelope"', 'envelope :detail "to" "classe"'));
});

test('relational: values are ordered, and fields, addresses and texts are counted (rfc/5231#4)', () => {
  const message = mail('To: a@b.fr, c@d.fr', 'X-Score: 0042', 'Received: x', 'Received: y', '', '');
  const numeric = ':comparator "i;ascii-numeric"';
  const require = '"relational", "comparator-i;ascii-numeric"';
  assert.ok(holds(require, `header :value "gt" ${numeric} "x-score" "9"`, { message }));
  assert.ok(!holds(require, 'header :value "gt" "x-score" "9"', { message }));
  assert.ok(holds(require, `header :count "eq" ${numeric} "received" "2"`, { message }));
  assert.ok(holds(require, `address :count "ge" ${numeric} "to" ["2"]`, { message }));
  assert.ok(holds(require, `header :count "eq" ${numeric} "x-none" "0"`, { message }));
  assert.deepEqual(faultsOf('require "relational"; if header :value "over" "a" "b" { stop; }'), ['1:40 bad-relation']);
});

test('comparators: octets, letters without case, numbers, Unicode without case (rfc/4790#9)', () => {
  const message = mail('Subject: Été 12abc', '', '');
  assert.ok(!holds('"comparator-i;octet"', 'header :comparator "i;octet" "subject" "été 12abc"', { message }));
  assert.ok(!holds('"fileinto"', 'header "subject" "été 12abc"', { message }));
  const unicode = ':comparator "i;unicode-casemap"';
  assert.ok(holds('"comparator-i;unicode-casemap"', `header ${unicode} "subject" "éTÉ 12ABC"`, { message }));
  assert.ok(holds('"comparator-i;unicode-casemap"', `header :matches ${unicode} "subject" "ét?*"`, { message }));
  assert.ok(!holds('"comparator-i;unicode-casemap"', `header ${unicode} "subject" "Ete 12abc"`, { message }));
  const numbers = mail('X-N: 007x', '', '');
  const numeric = ':comparator "i;ascii-numeric"';
  assert.ok(holds('"comparator-i;ascii-numeric"', `header ${numeric} "x-n" "7"`, { message: numbers }));
  assert.ok(holds('"comparator-i;ascii-numeric"', `header ${numeric} "subject" "no number"`, { message }));
  assert.deepEqual(faultsOf(`require "comparator-i;ascii-numeric"; if header :contains ${numeric} "a" "1" { stop; }`), [
    '1:42 comparator-cannot',
  ]);
});

test('date: a date is read in a zone, and taken apart (rfc/5260#4)', () => {
  const part = (name: string, expected: string, zone = '') =>
    assert.ok(holds('"date"', `date ${zone} "date" "${name}" "${expected}"`), name);
  part('year', '2026');
  part('month', '11');
  part('day', '24');
  part('date', '2026-11-24');
  part('hour', '08');
  part('hour', '07', ':zone "+0000"');
  part('hour', '08', ':originalzone');
  part('julian', '61368');
  part('time', '08:20:00');
  part('zone', '+0100');
  part('iso8601', '2026-11-24T08:20:00+01:00');
  part('std11', 'Tue, 24 Nov 2026 08:20:00 +0100');
  part('weekday', '2');
  assert.ok(!holds('"date"', 'date "x-none" "year" "2026"'));
  assert.deepEqual(faultsOf('require "date"; if date "date" "century" "21" { stop; }'), ['1:32 bad-date-part']);
  assert.deepEqual(faultsOf('require "date"; if date :zone "Paris" "date" "day" "1" { stop; }'), ['1:31 bad-zone']);
});

test('date: the hour now is that of the environment (rfc/5260#5)', () => {
  assert.ok(holds('"date"', 'currentdate "iso8601" "2026-11-24T08:30:00+01:00"'));
  assert.ok(holds('"date", "relational"', 'currentdate :zone "+0000" :value "ge" "date" "2026-11-24"'));
});

test('date: the date of a Received field stands after its last semicolon (rfc/5260#4)', () => {
  const message = mail('Received: by x; id; Wed, 25 Nov 2026 10:00:00 +0000', '', '');
  assert.ok(holds('"date"', 'date :zone "+0000" "received" "hour" "10"', { message }));
});

test('index: one field among several, from either end (rfc/5260#6)', () => {
  const message = mail('X: un', 'X: deux', 'X: trois', '', '');
  assert.ok(holds('"index"', 'header :index 2 "x" "deux"', { message }));
  assert.ok(holds('"index"', 'header :index 1 :last "x" "trois"', { message }));
  assert.ok(!holds('"index"', 'header :index 4 :contains "x" ""', { message }));
  assert.deepEqual(faultsOf('require "index"; if header :last "x" "y" { stop; }'), ['1:21 missing-tag']);
});

test('variables: texts are kept, changed and put together (rfc/5229#4)', () => {
  assert.equal(value('', `set "v" "Ab"; set "V" "\${v}c";`), 'Abc');
  assert.equal(value('', 'set :lower :upperfirst "v" "dUPONT";'), 'Dupont');
  assert.equal(value('', 'set :upper :length "v" "élève";'), '5');
  assert.equal(value('', 'set :quotewildcard "v" "a*b?c";'), 'a\\*b\\?c');
  assert.equal(value(', "enotify"', 'set :encodeurl "v" "a b&é";'), 'a%20b%26%C3%A9');
  assert.equal(value(', "regex"', 'set :quoteregex "v" "a.b";'), 'a\\.b');
  assert.equal(value('', `set "a" "x"; set "v" "\${a}\${b}\${A}";`), 'xx');
  assert.deepEqual(faultsOf('require "variables"; set :lower :upper "a" "b";'), ['1:33 tags-exclude']);
  assert.deepEqual(faultsOf('require "variables"; set "1" "b";'), ['1:26 bad-variable']);
  assert.deepEqual(faultsOf(`require "variables"; set "a" "\${x.y}";`), ['1:30 bad-variable']);
});

test('variables: a match leaves its values until the next one that succeeds (rfc/5229#3.2)', () => {
  const script = `if header :matches "subject" "* de *" { }
    if header :matches "subject" "nothing*" { } set "v" "\${0}|\${1}|\${2}|\${3}";`;
  assert.equal(value('', script), 'Conseil de classe|Conseil|classe|');
});

test('variables: string tests compare them, and count those that are not empty (rfc/5229#5)', () => {
  assert.ok(holds('"variables"', 'string "a" ["b", "a"]'));
  const count = 'string :count "eq" :comparator "i;ascii-numeric" ["a", "", "c"] "2"';
  assert.ok(holds('"variables", "relational", "comparator-i;ascii-numeric"', count));
});

test('regex: matches in linear time, and leaves its groups as match values (draft-ietf-sieve-regex)', () => {
  assert.ok(holds('"regex"', 'header :regex "subject" "^con.*(classe|école)$"'));
  assert.ok(!holds('"regex", "comparator-i;octet"', 'header :regex :comparator "i;octet" "subject" "^con"'));
  const script = `if header :regex "subject" "([[:alpha:]]+) de (.*)" { set "v" "\${2}/\${1}"; }`;
  assert.equal(value(', "regex"', script), 'classe/Conseil');
  assert.deepEqual(faultsOf('require "regex"; if header :regex "a" "(b" { stop; }'), ['1:39 bad-regex']);
});

test('members of a group are addresses, its name is none, and one without members has none (rfc/5228#5.1)', () => {
  const message = mail(
    'From: a@b.example',
    'To: Amis: x@y.example, "Z" <z@y.example>;',
    'Cc: undisclosed-recipients:;',
    '',
  );
  const count = (field: string, number: string) =>
    `address :count "eq" :comparator "i;ascii-numeric" "${field}" "${number}"`;
  const counting = '"relational", "comparator-i;ascii-numeric"';
  assert.ok(holds(counting, count('to', '2'), { message }));
  assert.ok(holds(counting, count('cc', '0'), { message }));
  assert.ok(holds(counting, 'address "to" "z@y.example"', { message }));
  assert.ok(!holds(counting, 'address :contains "to" "Amis"', { message }));
  assert.ok(!holds(counting, 'address :contains "cc" ""', { message }));
});
