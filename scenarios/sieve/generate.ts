/** Scripts and messages drawn at random, of the kind people write. */
import fc from 'fast-check';
import { mail } from '../../server/formats/sieve/trial.ts';

export const envelope = { from: 'lea.roux+news@example.org', to: 'anne.dupont@ac-exemple.fr' };

export const messages: readonly Buffer[] = [
  mail(
    'From: "Roux, Lea" <Lea.Roux+news@Example.org>',
    'To: Anne Dupont <anne.dupont@ac-exemple.fr>, chef@ac-exemple.fr',
    'Cc: x@example.net',
    'Subject: =?utf-8?Q?R=C3=A9union_de_rentr=C3=A9e?=',
    'Date: Wed, 02 Sep 2026 23:30:00 -0200',
    'X-Score: 0042',
    'X-Score: 7',
    'X-Empty:',
    '',
    'Bonjour, la réunion a lieu jeudi.',
    'Cordialement',
  ),
  mail(
    'From: bounce@example.com',
    'To: liste@example.com',
    'Subject: [Liste] a*b?c \\ "d"',
    'List-Id: <liste.example.com>',
    'Date: Tue, 01 Jan 2030 00:00:00 +0000',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="b"',
    '',
    'prologue',
    '--b',
    'Content-Type: text/plain; charset=iso-8859-1',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'caf=E9 noir',
    '--b',
    'Content-Type: application/pdf; name="a.pdf"',
    'Content-Disposition: attachment; filename="a.pdf"',
    'Content-Transfer-Encoding: base64',
    '',
    'JVBERi0xLjQ=',
    '--b--',
  ),
  mail('From: anne.dupont@ac-exemple.fr', 'Subject: ', 'X-Score: abc', '', ''),
  // Groups whose members are tested as any address. One without members is left out: Dovecot makes an address of its
  // name, where rfc/5228#5.1 has only addresses tested and counted.
  mail(
    'From: lea.roux@example.org',
    'To: Équipe: anne.dupont@ac-exemple.fr, "Chef" <chef@ac-exemple.fr>;, x@example.net',
    'Cc: Amis: Lea.Roux+news@example.org;',
    'Subject: Liste',
    'Date: Tue, 24 Nov 2026 08:20:00 +0100',
    '',
    'Bonjour.',
  ),
];

const string = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;
const list = (texts: readonly string[]) => `[${texts.map(string).join(', ')}]`;
const some = (from: readonly string[], most = 3) =>
  fc.uniqueArray(fc.constantFrom(...from), { minLength: 1, maxLength: most }).map(list);

const fields = ['Subject', 'from', 'X-Score', 'X-Empty', 'X-None', 'List-Id', 'Content-Type', 'Date'];
const texts = [
  'réunion de rentrée',
  'rentrée',
  'LISTE',
  '',
  'a*b',
  '42',
  'example',
  'multipart/mixed',
  'Bounce@example.com',
];
const patterns = ['*', '*r?union*', '*r??union*', '[Liste] *', '*\\*b\\?*', '?', '*@*.org*', '4*', '*\\\\*', ''];
// Nothing here may match an accent alone: Dovecot's expressions cut characters into octets. Nor does any have a
// shorter alternative first: POSIX takes the longest match, we take the first one, as RE2 and everything newer does.
const expressions = [
  '^\\[([a-z]+)\\]',
  'de .entr',
  '(ab|a)(bcd|c)?',
  '[[:digit:]]{2,4}',
  '^$',
  '@(example|test)\\.(org|com)',
  '[0-9][^a-z]?',
];
const addresses = [
  'anne.dupont@ac-exemple.fr',
  'Lea.Roux+news@example.org',
  'lea.roux',
  'example.org',
  'example',
  'news',
  'x@example.net',
];
const addressPatterns = ['*@example.*', 'anne*', '*+*', '*.fr', '?*'];

const comparator = fc.constantFrom('', '', ':comparator "i;octet"', ':comparator "i;ascii-casemap"');
const relation = fc.constantFrom('gt', 'ge', 'lt', 'le', 'eq', 'ne').map(string);

/** A match and its keys. No order without case: Dovecot orders by octets there, against rfc/4790#9.2.1. */
const compared = (keys: readonly string[], wild: readonly string[]) =>
  fc.oneof(
    fc.tuple(fc.constantFrom(':is', ':contains', ''), comparator, some(keys)),
    fc.tuple(fc.constant(':matches'), comparator, some(wild)),
    fc.tuple(fc.constant(':regex'), comparator, some(expressions, 2)),
    fc.tuple(
      relation.map(name => `:count ${name}`),
      fc.constant(':comparator "i;ascii-numeric"'),
      some(['0', '1', '2', '3'], 2),
    ),
    fc.tuple(
      relation.map(name => `:value ${name}`),
      fc.constantFrom(':comparator "i;ascii-numeric"', ':comparator "i;octet"'),
      some([...keys, '7', '41'], 2),
    ),
  );

const headerTest = fc
  .tuple(compared(texts, patterns), some(fields))
  .map(([[match, how, keys], names]) => `header ${match} ${how} ${names} ${keys}`);
// Not counted: of one field picked by its index Dovecot counts none, where rfc/5260#6 leaves that one.
const indexTest = fc
  .tuple(
    fc.integer({ min: 1, max: 3 }),
    fc.boolean(),
    compared(texts, patterns).filter(([match]) => !match.startsWith(':count')),
    fc.constantFrom('X-Score', 'Subject'),
  )
  .map(
    ([index, last, [match, how, keys], name]) =>
      `header :index ${index} ${last ? ':last' : ''} ${match} ${how} "${name}" ${keys}`,
  );
const part = fc.constantFrom('', ':all', ':localpart', ':domain', ':user', ':detail');
const addressTest = fc
  .tuple(part, compared(addresses, addressPatterns), some(['from', 'to', 'cc', 'bcc', 'sender']))
  .map(([which, [match, how, keys], names]) => `address ${which} ${match} ${how} ${names} ${keys}`);
const envelopeTest = fc
  .tuple(part, compared(addresses, addressPatterns), some(['from', 'to']))
  .map(([which, [match, how, keys], names]) => `envelope ${which} ${match} ${how} ${names} ${keys}`);
const dateParts = [
  'year',
  'month',
  'day',
  'date',
  'julian',
  'hour',
  'minute',
  'second',
  'time',
  'iso8601',
  'zone',
  'weekday',
];
const dateKeys = ['2026', '09', '02', '03', '2026-09-03', '01', '30', '23', '+0000', '-0200', '3', '4', '61286'];
const dateTest = fc
  .tuple(
    fc.constantFrom(':zone "+0000"', ':zone "+0530"', ':originalzone'),
    fc.constantFrom(...dateParts),
    compared(dateKeys, ['20*', '*0*', '??']),
  )
  .map(([zone, name, [match, how, keys]]) => `date ${zone} ${match} ${how} "date" "${name}" ${keys}`);
const bodyTest = fc
  .tuple(
    fc.constantFrom(':raw', ':text', ':content "text"', ':content "text/plain"', ':content "application/pdf"'),
    fc.constantFrom(':contains', ':is'),
    some(['café noir', 'Bonjour', 'caf=E9', '%PDF-1.4', 'prologue', 'JVBER'], 2),
  )
  .map(([what, match, keys]) => `body ${what} ${match} ${keys}`);
// No true nor false: Dovecot decides them first, and then leaves out tests whose match values we would keep.
const otherTest = fc.oneof(
  some(fields).map(names => `exists ${names}`),
  fc
    .tuple(fc.constantFrom(':over', ':under'), fc.constantFrom('10', '1K', '320'))
    .map(([than, n]) => `size ${than} ${n}`),
  compared(texts, patterns).map(([match, how, keys]) => `string ${match} ${how} ["\${v}", "a\${w}"] ${keys}`),
  fc.constantFrom(
    'hasflag "un"',
    'hasflag :contains "\\\\see"',
    'hasflag :count "ge" :comparator "i;ascii-numeric" "1"',
  ),
);

const test = fc.letrec<{ test: string }>(tie => ({
  test: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(headerTest, headerTest, indexTest, addressTest, envelopeTest, dateTest, bodyTest, otherTest),
    tie('test').map(one => `not ${one}`),
    fc
      .tuple(fc.constantFrom('allof', 'anyof'), fc.array(tie('test'), { minLength: 1, maxLength: 3 }))
      .map(([name, tests]) => `${name} (${tests.join(', ')})`),
  ),
})).test;

const flags = fc.constantFrom('"un"', '"\\\\Seen deux"', '["\\\\Flagged", "un"]', '""');
const action = fc.oneof(
  fc.constantFrom('keep;', 'discard;', 'stop;', 'fileinto "A";', 'fileinto :copy "B";', 'fileinto "A/C";'),
  flags.map(given => `keep :flags ${given};`),
  flags.map(given => `fileinto :flags ${given} "A";`),
  fc.tuple(fc.constantFrom('setflag', 'addflag', 'removeflag'), flags).map(([name, given]) => `${name} ${given};`),
  fc.constantFrom('redirect "un@example.net";', 'redirect :copy "deux@example.net";'),
  fc.constantFrom(
    `fileinto "x\${v}";`,
    `fileinto "m\${1}x\${2}";`,
    `set "v" "\${v}\${1}a";`,
    `set :upper "w" "\${v}b";`,
    `set :length "v" "\${0}";`,
  ),
  fc.constantFrom(
    'addheader "X-None" "example";',
    'deleteheader "x-score";',
    'deleteheader :index 1 "x-score";',
    'addheader :last "X-Score" "42";',
  ),
);

const command = fc.letrec<{ block: string; command: string }>(tie => ({
  block: fc.array(tie('command'), { minLength: 1, maxLength: 3 }).map(all => all.join('\n')),
  command: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    action,
    fc
      .tuple(test, tie('block'), fc.option(fc.tuple(test, tie('block'))), fc.option(tie('block')))
      .map(
        ([one, first, more, last]) =>
          `if ${one} {\n${first}\n}${more ? ` elsif ${more[0]} {\n${more[1]}\n}` : ''}${last === null ? '' : ` else {\n${last}\n}`}`,
      ),
  ),
})).block;

const required = [
  ...['fileinto', 'copy', 'imap4flags', 'variables', 'envelope', 'subaddress', 'relational', 'regex', 'date', 'index'],
  ...['body', 'editheader', 'comparator-i;ascii-numeric'],
];

/** A whole script: one condition at least. */
export const script = fc
  .tuple(test, command, command)
  .map(([first, inside, after]) => `require ${list(required)};\nif ${first} {\n${inside}\n}\n${after}\n`);
