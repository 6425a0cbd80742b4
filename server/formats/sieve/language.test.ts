import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileScript } from './compile.ts';
import { usualLimits } from './limits.ts';
import { decide, faultsOf, mail, plainMail, trial } from './trial.ts';

test('an empty script keeps the message (rfc/5228#2.10.2)', () => {
  assert.deepEqual(trial(''), ['keep (implicit)']);
  assert.deepEqual(trial('# nothing\r\n/* nothing\r\neither */'), ['keep (implicit)']);
});

test('if, elsif and else take the first branch whose test holds (rfc/5228#3.1)', () => {
  const script = `require "fileinto";
    if header :is "subject" "Autre" { fileinto "A"; }
    elsif header :contains "subject" "CONSEIL" { fileinto "B"; }
    else { discard; }`;
  assert.deepEqual(trial(script), ['fileinto B']);
});

test('stop ends the script, and what was decided stays decided (rfc/5228#3.3)', () => {
  assert.deepEqual(trial('redirect "chef@ac-exemple.fr"; stop; discard;'), ['redirect chef@ac-exemple.fr']);
});

test('discard takes back the implicit keep alone (rfc/5228#4.4)', () => {
  assert.deepEqual(trial('discard;'), ['discard']);
  assert.deepEqual(trial('keep; discard;'), ['keep', 'discard']);
});

test('the same action twice is done once (rfc/5228#2.10.3)', () => {
  assert.deepEqual(trial('require "fileinto"; fileinto "A"; fileinto "A"; keep; keep;'), ['fileinto A', 'keep']);
});

test('multi-line text loses its doubled dots and keeps its lines (rfc/5228#2.4.2)', () => {
  const script = 'require "reject"; reject text: # reason\r\nUn\r\n..deux\r\n.\r\n;';
  assert.deepEqual(trial(script), ['reject Un\r\n.deux\r\n']);
});

test('numbers know K, M and G (rfc/5228#2.4.1)', () => {
  assert.deepEqual(trial('if size :over 1K { discard; }'), ['keep (implicit)']);
  assert.deepEqual(trial('if size :under 1K { discard; }'), ['discard']);
  assert.deepEqual(faultsOf('if size :over 99999999999G { discard; }'), ['1:15 number-too-large']);
});

test('address looks at any part of an address (rfc/5228#5.1)', () => {
  const holds = (test: string) => trial(`if ${test} { discard; }`)[0] === 'discard';
  assert.ok(holds('address :localpart "from" "ANNE.dupont"'));
  assert.ok(holds('address :domain :is ["to", "from"] "ac-exemple.fr"'));
  assert.ok(holds('address :all :comparator "i;octet" "from" "anne.dupont@ac-exemple.fr"'));
  assert.ok(!holds('address :all :comparator "i;octet" "from" "Anne.dupont@ac-exemple.fr"'));
  assert.deepEqual(faultsOf('if address "subject" "x" { stop; }'), ['1:12 not-address-header']);
});

test('a group of addresses gives its members (rfc/5228#5.1)', () => {
  const message = mail('To: Classe: a@x.fr, "B, C" <b@y.fr>;', '', '');
  assert.deepEqual(trial('if address :domain "to" "y.fr" { discard; }', { message }), ['discard']);
});

test('envelope reads the addresses of SMTP, the null path as an empty text (rfc/5228#5.4)', () => {
  const script = 'require "envelope"; if envelope "from" "" { discard; }';
  assert.deepEqual(trial(script), ['keep (implicit)']);
  const environment = { envelope: { from: '', to: 'a@b.fr', parameters: {} } };
  assert.deepEqual(trial(script, { environment }), ['discard']);
});

test('header decodes encoded words and unfolds (rfc/5228#2.4.2.2)', () => {
  const message = mail('Subject: =?utf-8?Q?R=C3=A9union?=', '  de =?iso-8859-1?Q?rentr=E9e?=', '', '');
  assert.deepEqual(trial('if header "subject" "Réunion  de rentrée" { discard; }', { message }), ['discard']);
});

test('exists wants every field, and a field may be empty (rfc/5228#5.5)', () => {
  const message = mail('X-A:', 'Subject: b', '', '');
  assert.deepEqual(trial('if exists ["x-a", "subject"] { discard; }', { message }), ['discard']);
  assert.deepEqual(trial('if exists ["x-a", "x-b"] { discard; }', { message }), ['keep (implicit)']);
  assert.deepEqual(trial('if header :is "x-a" "" { discard; }', { message }), ['discard']);
  assert.deepEqual(trial('if header :contains "x-b" "" { discard; }', { message }), ['keep (implicit)']);
});

test('allof, anyof and not stop as soon as they know (rfc/5228#5.2, rfc/5228#5.3)', () => {
  const script = `require ["variables", "fileinto"];
    if anyof (header :matches "subject" "Con*", header :matches "subject" "*classe") { fileinto "\${1}"; }`;
  assert.deepEqual(trial(script), ['fileinto seil de classe']);
  assert.deepEqual(trial('if not allof (true, false) { discard; }'), ['discard']);
});

test('wildcards take as little as they can, and a backslash makes them plain (rfc/5228#2.7.1)', () => {
  const holds = (pattern: string, subject: string) =>
    trial(`if header :matches "subject" "${pattern}" { discard; }`, {
      message: mail(`Subject: ${subject}`, '', ''),
    })[0] === 'discard';
  assert.ok(holds('*', ''));
  assert.ok(holds('a?c*', 'abcd'));
  assert.ok(holds('*b*b*', 'abab'));
  assert.ok(!holds('*b*b*b', 'abab'));
  assert.ok(holds('\\\\*\\\\?', '*?'));
  assert.ok(!holds('\\\\*', 'x'));
  assert.ok(holds('????é?', '😀é!'));
  assert.ok(holds('r??union', 'réunion'));
});

test('encoded characters are read only where they are asked for (rfc/5228#2.4.2.4)', () => {
  const script = (require: string) => `${require} if header :contains "subject" "$\{hex:43 6f}nseil" { discard; }`;
  assert.deepEqual(trial(script('require "encoded-character";')), ['discard']);
  assert.deepEqual(trial(script('')), ['keep (implicit)']);
  assert.deepEqual(faultsOf(`require "encoded-character"; redirect "\${unicode:d800}";`), ['1:39 bad-character']);
});

test('a redirection wants an address, and there may only be a few (rfc/5228#4.2, rfc/5228#10)', () => {
  assert.deepEqual(faultsOf('redirect "pas une adresse";'), ['1:10 bad-address']);
  const many = ['a', 'b', 'c', 'd', 'e'].map(name => `redirect "${name}@x.fr";`).join('');
  assert.deepEqual(trial(many), ['keep (implicit)', '! too-many-redirects']);
});

test('what is wrong is told with its place, in French and in English', () => {
  const result = compileScript('require "fileinto";\nif header "subject" {\n  fileinto "A";\n}');
  assert.ok(result.kind === 'faulty');
  assert.deepEqual(result.faults, [
    {
      code: 'wrong-arguments',
      line: 2,
      column: 4,
      fr: '«\u00a0header\u00a0» attend une liste de textes puis une liste de textes à la place de ces arguments.',
      en: '"header" takes a string list then a string list instead of these arguments.',
    },
  ]);
});

const wrong: Record<string, string> = {
  'fileinto "A";': '1:1 missing-require',
  'require "nonsense";': '1:9 unknown-capability',
  'keep; require "fileinto";': '1:7 late-require',
  'frobnicate;': '1:1 unknown-command',
  'if frobnicate { keep; }': '1:4 unknown-test',
  'else { keep; }': '1:1 else-without-if',
  'if true { keep; } keep; else { keep; }': '1:25 else-without-if',
  keep: '1:5 unexpected-end',
  'keep }': '1:6 expected',
  'if true keep;': '1:1 block-expected',
  'if true;': '1:1 block-expected',
  'keep { }': '1:1 block-unexpected',
  'if anyof true { keep; }': '1:4 tests-expected',
  'if not (true, false) { keep; }': '1:4 test-expected',
  'if header :is :contains "a" "b" { keep; }': '1:15 tags-exclude',
  'if header :is :is "a" "b" { keep; }': '1:15 tag-twice',
  'if header "a" :is "b" { keep; }': '1:15 tag-after-operand',
  'if header :over "a" "b" { keep; }': '1:11 unknown-tag',
  'if header :comparator "i;none" "a" "b" { keep; }': '1:23 unknown-comparator',
  'if header "a b" "c" { keep; }': '1:11 bad-header-name',
  'redirect "a@b.fr': '1:10 unclosed-string',
  'reject text:\nx': '1:8 unclosed-text',
  '/* x': '1:1 unclosed-comment',
  'keep §;': '1:6 stray-character',
  'size :over 1;': '1:1 unknown-command',
  'redirect ["a@b.fr"];': '1:1 wrong-arguments',
  'redirect 7;': '1:1 wrong-arguments',
};
for (const [script, fault] of Object.entries(wrong)) {
  test(`${JSON.stringify(script)} is refused: ${fault}`, () => assert.deepEqual(faultsOf(script), [fault]));
}

test('several faults are told at once', () => {
  assert.deepEqual(faultsOf('fileinto "A";\nfrobnicate;\nredirect "x";'), [
    '1:1 missing-require',
    '2:1 unknown-command',
    '3:10 bad-address',
  ]);
});

test('an extension that is required and not used, and a command after stop, are remarks', () => {
  const result = compileScript('require ["fileinto", "copy"]; fileinto "A"; stop; keep;');
  assert.ok(result.kind === 'script');
  assert.deepEqual(result.warnings.map(one => one.code).sort(), ['unreachable', 'unused-require']);
});

test('size, depth and number of commands of a script are bounded', () => {
  const limits = { ...usualLimits, scriptBytes: 100, depth: 4, nodes: 5 };
  assert.deepEqual(faultsOf(`keep; # ${'x'.repeat(100)}`, { limits }), ['1:1 too-large']);
  assert.deepEqual(faultsOf('if not not not true { keep; }', { limits }), ['1:16 too-deep']);
  assert.deepEqual(faultsOf('keep;'.repeat(6), { limits }), ['1:26 too-many-commands']);
  assert.deepEqual(faultsOf(`${'if true {'.repeat(40)}${'}'.repeat(40)}`), ['1:283 too-deep']);
  assert.deepEqual(faultsOf(Buffer.from([0x6b, 0xff])), ['1:1 not-utf8']);
});

test('a run is bounded by its steps, and a failed script keeps the mail', () => {
  const limits = { ...usualLimits, steps: 50 };
  const script = `require "fileinto"; fileinto "A"; ${'if true { }'.repeat(60)}`;
  const decision = decide(script, { limits });
  assert.deepEqual(decision.actions, []);
  assert.ok(decision.implicitKeep);
  assert.deepEqual(
    decision.failures.map(({ fault }) => fault.code),
    ['too-long-run'],
  );
});

const hostile: Record<string, string> = {
  'wildcards over a long body': `require "body"; if body :raw :matches "*${'a'.repeat(2000)}b" { stop; }`,
  'a hostile expression over a long body':
    'require "body"; if body :raw :regex "(a|aa|aaa)+(a+)+$|x(a{1,100}){5}b" { stop; }',
  'an expression with its groups': `require ["body", "regex", "variables"]; if body :raw :regex "((a|aa)+)+b" { stop; }`,
  'a variable that doubles': `require "variables"; set "v" "xxxxxxxx"; ${`set "v" "\${v}\${v}\${v}";`.repeat(3000)}`,
  'many keys over a long body': `require "body"; if body :raw :contains [${'"a1", '.repeat(5000)} "b"] { stop; }`,
  'loops in loops': `require ["foreverypart", "mime"]; ${'foreverypart { '.repeat(10)}${'}'.repeat(10)}`,
};
for (const [what, script] of Object.entries(hostile)) {
  test(`${what}: the run ends by itself, and the mail is kept`, () => {
    const body = `${'a'.repeat(900_000)}\r\n`;
    const message = Buffer.from(`Subject: x\r\n\r\n${body}`);
    const withRegex = script.replace(
      'require "body"; if body :raw :regex',
      'require ["body", "regex"]; if body :raw :regex',
    );
    const { implicitKeep, steps } = decide(withRegex, { message });
    assert.ok(implicitKeep);
    assert.ok(steps <= usualLimits.steps + 200_000);
  });
}

test('long strings, comments and lists are read in one go', () => {
  const limits = { ...usualLimits, scriptBytes: 2 ** 20 };
  for (const text of ['\\\\'.repeat(100_000), 'a'.repeat(500_000), '\n'.repeat(300_000)]) {
    assert.equal(compileScript(`redirect "${text}`, { limits }).kind, 'faulty');
    assert.equal(compileScript(`require "reject"; reject "${text}";`, { limits }).kind, 'script');
  }
  assert.equal(compileScript('#\n \t'.repeat(100_000), { limits }).kind, 'script');
  assert.equal(compileScript(`if header "a" [${'"b", '.repeat(50_000)} "c"] { stop; }`, { limits }).kind, 'script');
  const unreached = compileScript(`stop; ${'keep; stop; '.repeat(2000)}`, { limits });
  assert.equal(unreached.kind === 'script' && unreached.warnings.length, 20);
});

test('the expressions of a script are bounded together', () => {
  const many = `require "regex"; ${'if header :regex "a" "a{255}{15}" { stop; }'.repeat(40)}`;
  assert.ok(faultsOf(many).every(fault => fault.endsWith('bad-regex')));
});

test('scripts follow one another while the message is still to be kept; stop ends its own alone', () => {
  assert.deepEqual(trial(['stop;', 'redirect "a@b.fr";', 'discard;']), ['redirect a@b.fr']);
  assert.deepEqual(trial(['require "copy"; redirect :copy "a@b.fr";', 'keep;']), ['redirect a@b.fr', 'keep']);
});

test('of several scripts only the one that fails is forgotten', () => {
  const failing = 'require ["ihave", "fileinto"]; fileinto "B"; error "non";';
  assert.deepEqual(trial(['require ["copy", "fileinto"]; fileinto :copy "A";', failing]), [
    'fileinto A',
    'keep (implicit)',
    '! said',
  ]);
});

test('the bytes of the message are never touched', () => {
  const before = Buffer.from(plainMail);
  trial('require "editheader"; addheader "X-A" "b"; deleteheader "subject"; keep;', { message: plainMail });
  assert.deepEqual(plainMail, before);
});
