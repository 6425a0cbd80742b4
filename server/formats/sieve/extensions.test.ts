/** Dialogues, an extension at a time: a script, a message, and what comes of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openMessage } from './message.ts';
import { runScript } from './run-script.ts';
import { compiled, decide, faultsOf, mail, type Setting, settingEnvironment, trial } from './trial.ts';

/** Whether a test holds under these extensions. */
const holds = (require: string, condition: string, setting: Setting = {}) => {
  const [first] = trial(`require [${require}]; if ${condition} { discard; }`, setting);
  assert.ok(first === 'discard' || first === 'keep (implicit)', first);
  return first === 'discard';
};

/** What a script leaves in a variable. */
const value = (require: string, script: string, setting: Setting = {}) =>
  trial(`require ["variables", "fileinto"${require}]; ${script} fileinto "<\${v}>";`, setting).join().slice(10, -1);

test('copy: neither fileinto nor redirect takes the implicit keep (rfc/3894#3)', () => {
  assert.deepEqual(trial('require ["copy", "fileinto"]; fileinto :copy "A"; redirect :copy "a@b.fr";'), [
    'fileinto A',
    'redirect a@b.fr',
    'keep (implicit)',
  ]);
  assert.deepEqual(faultsOf('require "fileinto"; fileinto :copy "A";'), ['1:30 missing-require']);
});

test('mailbox: one may be asked for, and made (rfc/5490#3.1, rfc/5490#3.2)', () => {
  const answers = { 'mailbox-exists Projets/2026': true };
  assert.ok(holds('"mailbox"', 'mailboxexists "Projets/2026"', { answers }));
  assert.ok(!holds('"mailbox"', 'mailboxexists ["Projets/2026", "Autre"]', { answers }));
  assert.deepEqual(trial('require ["fileinto", "mailbox"]; fileinto :create "Neuf";'), ['fileinto :create Neuf']);
});

test('mailboxid: a mailbox keeps its id over renames (RFC 9042)', () => {
  const script = 'require ["fileinto", "mailboxid"]; if mailboxidexists "m7" { fileinto :mailboxid "m7" "A"; }';
  assert.deepEqual(trial(script), ['keep (implicit)']);
  assert.deepEqual(trial(script, { answers: { 'mailbox-id-exists m7': true } }), ['fileinto :mailboxid m7 A']);
});

test('special-use: a mailbox is found by what it is for (RFC 8579)', () => {
  const answers = { 'special-use-exists \\Junk ': true, 'special-use-exists \\Sent Envoyés': true };
  assert.ok(holds('"special-use"', 'specialuse_exists "\\\\Junk"', { answers }));
  assert.ok(holds('"special-use"', 'specialuse_exists "Envoyés" "\\\\Sent"', { answers }));
  assert.ok(!holds('"special-use"', 'specialuse_exists "\\\\Archive"', { answers }));
  assert.deepEqual(trial('require ["fileinto", "special-use"]; fileinto :specialuse "\\\\Junk" "Spam";'), [
    'fileinto :specialuse \\Junk Spam',
  ]);
});

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

const multipart = mail(
  'Subject: deux',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  'prologue',
  '--b',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'caf=C3=A9',
  '--b',
  'Content-Type: text/html',
  '',
  '<p>th&eacute; <b>vert</b></p>',
  '--b',
  'Content-Type: application/pdf; name=x.pdf',
  'Content-Disposition: attachment; filename="bulletin.pdf"',
  'Content-Transfer-Encoding: base64',
  '',
  'JVBERi0=',
  '--b',
  'Content-Type: message/rfc822',
  '',
  'Subject: dedans',
  '',
  'corps',
  '--b--',
  'epilogue',
);

test('body: raw, by content, and as people read it (rfc/5173#5)', () => {
  const body = (condition: string) => holds('"body"', `body ${condition}`, { message: multipart });
  assert.ok(body(':raw :contains "caf=C3=A9"'));
  assert.ok(!body(':raw :contains "café"'));
  assert.ok(body(':text :contains "café"'));
  assert.ok(body(':contains "thé vert"'));
  assert.ok(!body(':text :contains "%PDF-"'));
  assert.ok(body(':content "application/pdf" :contains "%PDF-"'));
  assert.ok(body(':content "text" :contains "<b>"'));
  assert.ok(body(':content "" :contains "corps"'));
  assert.ok(body(':content "multipart" :contains "prologue"'));
  assert.ok(body(':content "multipart/mixed" :contains "epilogue"'));
  assert.ok(body(':content "message/rfc822" :contains "Subject: dedans"'));
  assert.ok(!body(':content "message/rfc822" :contains "corps"'));
});

test('envelope-dsn and envelope-deliverby: what SMTP was told beside the addresses (RFC 6009)', () => {
  const environment = {
    envelope: { from: 'a@b.fr', to: 'c@d.fr', parameters: { notify: 'FAILURE,DELAY', ret: 'HDRS', bymode: 'N' } },
  };
  assert.ok(holds('"envelope", "envelope-dsn"', 'envelope :contains "notify" "failure"', { environment }));
  assert.ok(holds('"envelope", "envelope-dsn"', 'envelope "ret" "hdrs"', { environment }));
  assert.ok(!holds('"envelope", "envelope-dsn"', 'envelope :contains "envid" ""', { environment }));
  assert.ok(holds('"envelope", "envelope-deliverby"', 'envelope "bymode" "N"', { environment }));
  assert.deepEqual(faultsOf('require "envelope"; if envelope "ret" "x" { stop; }'), ['1:33 missing-require']);
  assert.deepEqual(faultsOf('require "envelope"; if envelope "size" "x" { stop; }'), ['1:33 bad-envelope-part']);
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

test('imap4flags: flags are set, added and removed, and go with what is filed (rfc/5232#3)', () => {
  const script = (commands: string) => trial(`require ["imap4flags", "fileinto", "variables"]; ${commands}`);
  assert.deepEqual(script('setflag "\\\\Seen $Important"; addflag ["\\\\SEEN", "x"];'), [
    'keep \\Seen $Important x (implicit)',
  ]);
  assert.deepEqual(script('addflag "a b c"; removeflag ["B"]; fileinto "A"; setflag ""; keep;'), [
    'fileinto A a c',
    'keep',
  ]);
  assert.deepEqual(script('setflag "a"; keep :flags ["b", "\\\\Flagged"];'), ['keep b \\Flagged']);
  assert.deepEqual(script(`setflag "v" "a"; addflag "v" "b"; keep :flags "\${v}";`), ['keep a b']);
  assert.deepEqual(script('setflag "\\\\Recent \\\\Bad ok";'), ['keep ok (implicit)']);
  assert.ok(holds('"imap4flags"', 'allof (not hasflag "x", not hasflag :contains "y")'));
  assert.deepEqual(script('setflag "a b"; if hasflag ["B", "z"] { discard; }'), ['discard']);
});

test('spamtest and virustest say what the judge of arriving mail found (rfc/5235#3.2, rfc/5235#3.3)', () => {
  const spam = (percent: number | null) => ({ environment: { spamPercent: percent } });
  const numeric = ':comparator "i;ascii-numeric"';
  const require = '"spamtestplus", "virustest", "relational", "comparator-i;ascii-numeric"';
  assert.ok(holds(require, `spamtest ${numeric} "0"`, spam(null)));
  assert.ok(holds(require, `spamtest ${numeric} "1"`, spam(0)));
  assert.ok(holds(require, `spamtest :value "ge" ${numeric} "5"`, spam(50)));
  assert.ok(holds(require, `spamtest ${numeric} "10"`, spam(100)));
  assert.ok(holds(require, `spamtest :percent :value "eq" ${numeric} "37"`, spam(37)));
  assert.ok(holds(require, `spamtest :count "eq" ${numeric} "0"`, spam(null)));
  assert.ok(holds(require, `virustest :value "ge" ${numeric} "4"`, { environment: { virusLevel: 5 } }));
  assert.deepEqual(faultsOf('require "spamtest"; if spamtest :percent "1" { stop; }'), ['1:33 missing-require']);
});

test('editheader: fields are added at either end and deleted by value and place (rfc/5293#4, rfc/5293#5)', () => {
  const edited = (commands: string, message = mail('A: 1', 'A: 2', 'Received: x', '', 'corps')) => {
    const { implicitKeep } = decide(`require "editheader"; ${commands}`, { message });
    return implicitKeep!.bytes?.toString().split('\r\n') ?? null;
  };
  assert.equal(edited(''), null);
  assert.deepEqual(edited('addheader "X-B" "été";'), [
    'X-B: =?utf-8?B?w6l0w6k=?=',
    'A: 1',
    'A: 2',
    'Received: x',
    '',
    'corps',
    '',
  ]);
  assert.deepEqual(edited('addheader :last "X-B" "b";')?.slice(2, 5), ['Received: x', 'X-B: b', '']);
  assert.deepEqual(edited('deleteheader "a";')?.slice(0, 2), ['Received: x', '']);
  assert.deepEqual(edited('deleteheader :index 1 :last "a";')?.slice(0, 2), ['A: 1', 'Received: x']);
  assert.deepEqual(edited('deleteheader :contains "a" "1";')?.slice(0, 2), ['A: 2', 'Received: x']);
  assert.equal(edited('deleteheader "received";'), null);
  assert.deepEqual(faultsOf('require "editheader"; addheader "a b" "c";'), ['1:33 bad-header-name']);
});

test('editheader: tests see the header as it has become (rfc/5293#6)', () => {
  assert.deepEqual(
    trial(
      'require "editheader"; deleteheader "subject"; addheader "Subject" "Neuf"; if header "subject" "neuf" { discard; }',
    ),
    ['discard'],
  );
});

test('reject and ereject exclude every delivery and every reply (rfc/5429#2.4)', () => {
  assert.deepEqual(trial('require "reject"; reject "non";'), ['reject non']);
  assert.deepEqual(trial('require "ereject"; ereject "non";'), ['ereject non']);
  assert.deepEqual(trial('require ["reject", "fileinto"]; fileinto "A"; reject "non";'), [
    'keep (implicit)',
    '! actions-exclude',
  ]);
  assert.deepEqual(trial('require "ereject"; ereject "non"; keep;'), ['keep (implicit)', '! actions-exclude']);
});

test('enotify: a notification goes by mail, and nothing else is promised (rfc/5435#3, rfc/5436#2)', () => {
  const script = 'require "enotify"; notify :importance "1" :message "Urgent" "mailto:chef@ac-exemple.fr?subject=x";';
  assert.deepEqual(trial(script), ['notify mailto:chef@ac-exemple.fr?subject=x', 'keep (implicit)']);
  assert.ok(holds('"enotify"', 'valid_notify_method "mailto:a@b.fr"'));
  assert.ok(!holds('"enotify"', 'valid_notify_method ["mailto:a@b.fr", "xmpp:a@b.fr"]'));
  assert.ok(holds('"enotify"', 'notify_method_capability "mailto:a@b.fr" "online" ["yes", "maybe"]'));
  assert.deepEqual(faultsOf('require "enotify"; notify "xmpp:a@b.fr";'), ['1:27 bad-method']);
  assert.deepEqual(faultsOf('require "enotify"; notify :importance "9" "mailto:a@b.fr";'), ['1:39 bad-number']);
});

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

test('environment: what the server says of itself (rfc/5183#4)', () => {
  assert.ok(holds('"environment"', 'environment "name" "vaguemestre"'));
  assert.ok(holds('"environment"', 'environment :contains "phase" ""'));
  assert.ok(!holds('"environment"', 'environment :contains "vnd.none" ""'));
});

test('duplicate: the environment remembers, the run only asks and marks (rfc/7352#3)', () => {
  const script = 'require "duplicate"; if duplicate { discard; }';
  assert.deepEqual(trial(script), ['keep (implicit)']);
  assert.deepEqual(trial(script, { answers: { 'duplicate  <1@ac-exemple.fr>': true } }), ['discard']);
  const { duplicates } = decide('require "duplicate"; if duplicate :handle "h" :uniqueid "u" :seconds 60 :last { }');
  assert.deepEqual(duplicates, [{ handle: 'h', uniqueId: 'u', seconds: 60, last: true, seen: false }]);
  assert.deepEqual(decide('require "duplicate"; if duplicate :header "x-none" { }').duplicates, []);
  assert.deepEqual(decide('require ["duplicate", "ihave"]; if duplicate { } error "x";').duplicates, []);
  assert.deepEqual(faultsOf('require "duplicate"; if duplicate :header "a" :uniqueid "b" { stop; }'), [
    '1:47 tags-exclude',
  ]);
});

test('regex: matches in linear time, and leaves its groups as match values (draft-ietf-sieve-regex)', () => {
  assert.ok(holds('"regex"', 'header :regex "subject" "^con.*(classe|école)$"'));
  assert.ok(!holds('"regex", "comparator-i;octet"', 'header :regex :comparator "i;octet" "subject" "^con"'));
  const script = `if header :regex "subject" "([[:alpha:]]+) de (.*)" { set "v" "\${2}/\${1}"; }`;
  assert.equal(value(', "regex"', script), 'classe/Conseil');
  assert.deepEqual(faultsOf('require "regex"; if header :regex "a" "(b" { stop; }'), ['1:39 bad-regex']);
});

test('extlists: an address may be looked for in a list, and a message go to one (RFC 6134)', () => {
  const book = 'urn:ietf:params:sieve:addrbook:default';
  const answers = { [`list-exists ${book}`]: true, [`list-member ${book} anne.dupont@ac-exemple.fr`]: true };
  assert.ok(holds('"extlists"', `address :list "from" "${book}"`, { answers }));
  assert.ok(!holds('"extlists"', `address :list "to" "${book}"`, { answers }));
  assert.ok(holds('"extlists"', `valid_ext_list "${book}"`, { answers }));
  assert.deepEqual(trial(`require "extlists"; redirect :list "${book}";`, { answers }), [`redirect :list ${book}`]);
});

test('mime: headers of parts, and what their values hold (RFC 5703)', () => {
  const mime = (condition: string) => holds('"mime"', condition, { message: multipart });
  assert.ok(mime('header :mime :anychild :contenttype "content-type" "application/pdf"'));
  assert.ok(mime('header :mime :type "content-type" "multipart"'));
  assert.ok(!mime('header :mime :type "content-type" "text"'));
  assert.ok(mime('header :mime :anychild :param "filename" :matches "content-disposition" "*.pdf"'));
  assert.ok(mime('exists :mime :anychild "content-disposition"'));
  assert.ok(!mime('exists :mime "content-disposition"'));
  assert.ok(mime('header :mime :anychild :subtype "content-type" "html"'));
  assert.deepEqual(faultsOf('require "mime"; if exists :anychild "a" { stop; }'), ['1:20 missing-tag']);
});

test('foreverypart: every part in turn, loops within loops, and a way out of each (RFC 5703)', () => {
  const require = 'require ["foreverypart", "mime", "variables", "fileinto"];';
  const each = `set "l" ""; foreverypart { if header :mime :matches :contenttype "content-type" "*" { set "l" "\${l} \${1}"; } } fileinto "\${l}";`;
  assert.deepEqual(trial(`${require} ${each}`, { message: multipart }), [
    'fileinto  multipart/mixed text/plain text/html application/pdf message/rfc822',
  ]);
  const leave = `foreverypart :name "dehors" { foreverypart { if header :mime :subtype "content-type" "html" { break :name "dehors"; } } discard; }`;
  assert.deepEqual(trial(`${require} ${leave}`, { message: multipart }), ['keep (implicit)']);
  assert.deepEqual(trial(`${require} foreverypart { break; discard; } fileinto "A";`), ['fileinto A']);
  assert.deepEqual(faultsOf('require "foreverypart"; break;'), ['1:25 outside-loop']);
  assert.deepEqual(faultsOf('require "foreverypart"; foreverypart { break :name "x"; }'), ['1:40 outside-loop']);
});

test('extracttext: the text of a part into a variable (RFC 5703)', () => {
  const extract = (options: string) =>
    value(
      ', "foreverypart", "extracttext", "mime"',
      `foreverypart { if header :mime :subtype "content-type" "plain" { extracttext ${options} "v"; break; } }`,
      { message: multipart },
    );
  assert.equal(extract(''), 'café');
  assert.equal(extract(':upper :first 2'), 'CA');
  assert.deepEqual(faultsOf('require ["foreverypart", "extracttext", "variables"]; extracttext "v";'), [
    '1:55 outside-loop',
  ]);
});

test('replace: a part, or the whole message under its old header (RFC 5703)', () => {
  const part = decide(
    `require ["foreverypart", "mime", "replace"];
     foreverypart { if header :mime :subtype "content-type" "pdf" { replace "Pièce retirée."; } }`,
    { message: multipart },
  );
  const text = part.implicitKeep!.bytes!.toString();
  assert.ok(text.includes('\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n'));
  assert.ok(text.includes('Pi=C3=A8ce retir=C3=A9e.'));
  assert.ok(!text.includes('bulletin.pdf'));
  assert.ok(text.includes('Subject: dedans'));
  const whole = decide('require "replace"; replace :subject "Neuf" :from "a@b.fr" "x";', { message: multipart });
  assert.equal(
    whole.implicitKeep!.bytes!.toString(),
    'Original-Subject: deux\r\nSubject: Neuf\r\nFrom: a@b.fr\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\nx',
  );
});

test('enclose: the message becomes an attachment of a new one (RFC 5703)', () => {
  const { implicitKeep } = decide('require "enclose"; enclose :subject "Fw" :headers ["X-None", "To"] "Voici.";');
  const outer = openMessage(implicitKeep!.bytes!);
  const [text, inner] = outer.parsed.part.children!;
  assert.equal(text!.subtype, 'plain');
  assert.equal(inner!.message!.envelope.subject, 'Conseil de classe');
  assert.deepEqual(
    outer.parsed.fields.map(field => field.name),
    ['date', 'from', 'to', 'message-id', 'subject', 'mime-version', 'content-type'],
  );
});

test('vacation: bounds, addresses and what makes two replies the same (rfc/5230#4)', () => {
  assert.deepEqual(trial('require "vacation"; vacation "Absent.";'), ['vacation 604800 Absent.', 'keep (implicit)']);
  assert.deepEqual(trial('require "vacation"; vacation :days 0 "a";')[0], 'vacation 86400 a');
  assert.deepEqual(trial('require "vacation"; vacation :days 9999 "a";')[0], 'vacation 7776000 a');
  assert.deepEqual(trial('require "vacation-seconds"; vacation :seconds 1800 "a";')[0], 'vacation 1800 a');
  assert.deepEqual(trial('require "vacation"; vacation "a"; vacation "b";'), ['keep (implicit)', '! actions-exclude']);
  assert.deepEqual(trial(['require "vacation"; vacation "a";', 'require "vacation"; vacation "b";']), [
    'vacation 604800 a',
    'keep (implicit)',
  ]);
  assert.deepEqual(trial('require ["vacation", "reject"]; vacation "a"; reject "b";'), [
    'keep (implicit)',
    '! actions-exclude',
  ]);
  const handles = [
    'vacation "a";',
    'vacation :subject "s" "a";',
    'vacation :handle "h" "a";',
    'vacation :handle "h" "b";',
  ]
    .map(command => decide(`require "vacation"; ${command}`).actions[0])
    .map(action => (action?.kind === 'vacation' ? action.handle : ''));
  assert.equal(new Set(handles).size, 3);
  assert.deepEqual(faultsOf('require "vacation"; vacation :days 1 :seconds 1 "a";'), ['1:38 tags-exclude']);
});

test('fcc: a copy of an automatic message is filed (RFC 8580)', () => {
  const script =
    'require ["vacation", "fcc", "mailbox", "imap4flags"]; vacation :fcc "Envoyés" :create :flags "\\\\Seen" "a";';
  const [action] = decide(script).actions;
  assert.deepEqual(action?.kind === 'vacation' && action.fcc, {
    mailbox: 'Envoyés',
    create: true,
    mailboxId: null,
    specialUse: null,
    flags: ['\\Seen'],
  });
  assert.deepEqual(faultsOf('require ["vacation", "mailbox"]; vacation :create "a";'), ['1:34 missing-tag']);
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

test('mboxmetadata and servermetadata: annotations, absent ones matching nothing (rfc/5490#3.3, rfc/5490#4.1)', () => {
  const answers = { 'metadata INBOX /private/x': 'Oui', 'metadata  /shared/y': 'y' };
  assert.ok(holds('"mboxmetadata"', 'metadata "INBOX" "/private/x" "oui"', { answers }));
  assert.ok(!holds('"mboxmetadata"', 'metadata :contains "INBOX" "/private/z" ""', { answers }));
  assert.ok(holds('"mboxmetadata"', 'metadataexists "INBOX" ["/private/x"]', { answers }));
  assert.ok(holds('"servermetadata"', 'servermetadata :is "/shared/y" "y"', { answers }));
  assert.ok(!holds('"servermetadata"', 'servermetadataexists ["/shared/y", "/shared/z"]', { answers }));
});

test('imapsieve: an event tells its cause, and refusing or replying is out of place (rfc/6785#4)', () => {
  const environment = {
    occasion: 'imap',
    items: { 'imap.cause': 'COPY', 'imap.mailbox': 'Archives' },
    flags: ['\\Seen'],
  } as const;
  const require = '"imapsieve", "environment", "imap4flags"';
  assert.ok(holds(require, 'environment "imap.cause" "copy"', { environment }));
  assert.ok(holds(require, 'hasflag "\\\\Seen"', { environment }));
  for (const command of ['reject "a";', 'vacation "a";', 'if duplicate { }']) {
    const script = `require ["imapsieve", "reject", "vacation", "duplicate"]; ${command}`;
    assert.deepEqual(trial(script, { environment }), ['keep \\Seen (implicit)', '! not-here']);
  }
});

test('a question without an answer ends the run, which is made again once it is known', () => {
  const script = compiled('require "mailbox"; if mailboxexists "A" { discard; }');
  const environment = { ...settingEnvironment(), ask: () => undefined };
  const outcome = runScript(script, openMessage(mail('Subject: x', '')), environment);
  assert.ok(outcome.kind === 'unanswered');
  assert.deepEqual(outcome.question, { kind: 'mailbox-exists', name: 'A' });
  assert.ok(outcome.steps > 0);
});
