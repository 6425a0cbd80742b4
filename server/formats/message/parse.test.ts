import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maxHeaderBytes } from './header.ts';
import { maxDepth, maxParts, parseMessage } from './parse.ts';
import { leaves, type Part } from './part.ts';

const message = (...lines: string[]) => Buffer.from(lines.join('\r\n'), 'latin1');
const parse = (...lines: string[]) => parseMessage(message(...lines));
const body = (bytes: Buffer, part: Part) => bytes.toString('latin1', part.body, part.end);

/** The tree as text: `mixed(plain, rfc822[plain])`. */
function shape(part: Part): string {
  if (part.children) return `${part.subtype}(${part.children.map(shape).join(', ')})`;
  return part.message ? `${part.subtype}[${shape(part.message.part)}]` : part.subtype;
}

test('a message of plain text is one leaf whose offsets and lines are those of its body', () => {
  const { part, headerEnd, size } = parse('Subject: a', '', 'one', 'two', '');
  assert.deepEqual(part, {
    header: 0,
    body: 14,
    end: 24,
    lines: 2,
    type: 'text',
    subtype: 'plain',
    params: {},
    encoding: '7bit',
  });
  assert.deepEqual([headerEnd, size], [14, 24]);
});

test('the line end before a boundary belongs to the boundary, preamble and epilogue to no part', () => {
  const bytes = message(
    'Content-Type: multipart/mixed; boundary=b',
    '',
    'preamble',
    '--b',
    '',
    'one',
    '',
    '--b',
    'Content-Type: text/html',
    '',
    '<p>',
    '--b--',
    'epilogue',
    '',
  );
  const { part } = parseMessage(bytes);
  assert.equal(shape(part), 'mixed(plain, html)');
  assert.deepEqual(
    part.children!.map(child => [body(bytes, child), child.lines]),
    [
      ['one\r\n', 1],
      ['<p>', 0],
    ],
  );
  assert.equal(part.end, bytes.length);
  assert.equal(part.lines, 11);
});

test('a message within has its own envelope, and its parts count from the outermost byte', () => {
  const bytes = message(
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: message/rfc822',
    '',
    'From: a@example.org',
    'Subject: within',
    '',
    'hello',
    'you',
    '--b--',
    '',
  );
  const { part } = parseMessage(bytes);
  const enclosed = part.children![0]!;
  assert.equal(shape(part), 'mixed(rfc822[plain])');
  assert.equal(enclosed.message!.envelope.subject, 'within');
  assert.equal(body(bytes, enclosed.message!.part), 'hello\r\nyou');
  assert.equal(body(bytes, enclosed), 'From: a@example.org\r\nSubject: within\r\n\r\nhello\r\nyou');
  assert.equal(enclosed.lines, 4);
});

test('an encoded message within is a file, for it has no offsets to give', () => {
  const { part } = parse('Content-Type: message/rfc822', 'Content-Transfer-Encoding: base64', '', 'U3ViamVjdDogYQ==');
  assert.deepEqual([part.type, part.subtype, part.message], ['application', 'octet-stream', undefined]);
});

test('parts of a digest are messages unless they say otherwise', () => {
  const { part } = parse(
    'Content-Type: multipart/digest; boundary=b',
    '',
    '--b',
    '',
    'Subject: 1',
    '',
    'one',
    '--b',
    'Content-Type: text/plain',
    '',
    'two',
    '--b--',
  );
  assert.equal(shape(part), 'digest(rfc822[plain], plain)');
});

test('the boundary of a parent ends every part that is still open within', () => {
  const { part } = parse(
    'Content-Type: multipart/mixed; boundary=a',
    '',
    '--a',
    'Content-Type: multipart/alternative; boundary=ab',
    '',
    '--ab',
    '',
    'never closed',
    '--a',
    'Content-Type: text/csv',
    '',
    'x',
    '--a--',
  );
  assert.equal(shape(part), 'mixed(alternative(plain), csv)');
});

test('a boundary that begins like another is not the other, and spaces after a boundary do not count', () => {
  const bytes = message(
    'Content-Type: multipart/mixed; boundary=a',
    '',
    '--a \t',
    '',
    '--ab',
    '--a-',
    '-- a',
    '--a--',
    '--a',
  );
  const { part } = parseMessage(bytes);
  assert.deepEqual(
    part.children!.map(child => body(bytes, child)),
    ['--ab\r\n--a-\r\n-- a'],
  );
});

test('a part whose boundary equals that of its parent keeps its own parts', () => {
  const { part } = parse(
    'Content-Type: multipart/mixed; boundary=a',
    '',
    '--a',
    'Content-Type: multipart/related; boundary=a',
    '',
    '--a',
    '',
    'in',
    '--a--',
    '--a',
    'Content-Type: text/csv',
    '',
    'out',
    '--a--',
  );
  assert.equal(shape(part), 'mixed(related(plain), csv)');
});

test('a boundary with 8-bit, dashes or continuations is found', () => {
  for (const [param, line] of [
    ['boundary="--x--"', '----x--'],
    ['boundary="\xc3\xa9"', '--\xc3\xa9'],
    ['boundary*0=on; boundary*1=e', '--one'],
    ['boundary="a b:c=?"', '--a b:c=?'],
  ]) {
    const { part } = parse(`Content-Type: multipart/mixed; ${param}`, '', line!, '', 'x', `${line}--`, '');
    assert.equal(shape(part), 'mixed(plain)', param);
  }
});

test('a multipart without boundary or without parts is the text it holds', () => {
  for (const type of [
    'multipart/mixed',
    'multipart/mixed; boundary=""',
    'multipart/mixed; boundary=missing; charset=utf-8',
  ]) {
    const bytes = message(`Content-Type: ${type}`, '', 'read me');
    const { part } = parseMessage(bytes);
    assert.deepEqual(
      [part.type, part.subtype, part.children, body(bytes, part)],
      ['text', 'plain', undefined, 'read me'],
    );
  }
});

test('a final boundary that is missing ends with the message', () => {
  const bytes = message('Content-Type: multipart/mixed; boundary=a', '', '--a', '', 'x', '--a', '', 'y', '');
  const { part } = parseMessage(bytes);
  assert.deepEqual(
    part.children!.map(child => body(bytes, child)),
    ['x', 'y\r\n'],
  );
});

test('bare line feeds are lines', () => {
  const bytes = Buffer.from('Content-Type: multipart/mixed; boundary=a\n\n--a\n\nx\ny\n--a--\n');
  const { part } = parseMessage(bytes);
  assert.deepEqual(
    part.children!.map(child => [body(bytes, child), child.lines]),
    [['x\ny', 1]],
  );
});

test('a part without blank line ends at the next boundary, header or text', () => {
  const bytes = message(
    'Content-Type: multipart/mixed; boundary=a',
    '',
    '--a',
    'Content-Type: text/html',
    '--a',
    'no header at all',
    '--a--',
  );
  const { part } = parseMessage(bytes);
  assert.equal(shape(part), 'mixed(html, plain)');
  assert.deepEqual(
    part.children!.map(child => body(bytes, child)),
    ['', 'no header at all'],
  );
});

test('NULs and 8-bit bytes come out as text that JSON and PostgreSQL can keep', () => {
  const { part, envelope } = parse('Subject: a\0b \xe9t\xe9', 'Content-Type: text/plain; name="\0\xc3\xa9"', '', '\0');
  assert.equal(envelope.subject, 'a\ufffdb été');
  assert.equal(part.params.name, '\ufffdé');
});

test('an unreadable type is text when it says so or nothing, else bytes', () => {
  const type = (value: string) => {
    const { part } = parse(`Content-Type: ${value}`, '', '');
    return `${part.type}/${part.subtype}`;
  };
  assert.deepEqual(['text', '', 'pdf', 'TEXT / Html', 'a/b/c', 'text/plain (really)'].map(type), [
    'text/plain',
    'text/plain',
    'application/octet-stream',
    'text/html',
    'application/octet-stream',
    'text/plain',
  ]);
});

test('what a part says of itself is read whole', () => {
  const { part } = parse(
    'Content-Type: image/png; name=a.png',
    'Content-ID: <1@x>',
    'Content-Description: a picture',
    'Content-Disposition: INLINE; filename="b.png"',
    'Content-Language: fr, en',
    'Content-Location: http://x/',
    ' y.png',
    'Content-MD5: Q2hlY2sgSW50ZWdyaXR5IQ==',
    'Content-Transfer-Encoding: BASE64 (of course)',
    '',
    '',
  );
  const { header, body: _, end, lines, ...content } = part;
  assert.deepEqual(content, {
    type: 'image',
    subtype: 'png',
    params: { name: 'a.png' },
    encoding: 'base64',
    id: '<1@x>',
    description: 'a picture',
    disposition: { type: 'inline', params: { filename: 'b.png' } },
    language: ['fr', 'en'],
    location: 'http://x/y.png',
    md5: 'Q2hlY2sgSW50ZWdyaXR5IQ==',
  });
});

test('parts deeper than the limit are text', () => {
  const nested = Array.from({ length: 200 }, (_, i) => [
    `Content-Type: multipart/mixed; boundary=b${i}`,
    '',
    `--b${i}`,
  ]);
  const { part } = parse(...nested.flat(), '', 'deep');
  let depth = 1;
  let deepest = part;
  for (; deepest.children; depth++) deepest = deepest.children[0]!;
  assert.equal(depth, maxDepth);
  assert.equal(`${deepest.type}/${deepest.subtype}`, 'text/plain');
});

test('messages within messages stop at the same depth', () => {
  const { part } = parse(...Array.from({ length: 200 }, () => ['Content-Type: message/rfc822', '']).flat(), 'deep');
  let depth = 1;
  let deepest = part;
  for (; deepest.message; depth++) deepest = deepest.message.part;
  assert.deepEqual([depth, deepest.type], [maxDepth, 'application']);
});

test('from the last part allowed on, all is its text', () => {
  const bytes = message(
    'Content-Type: multipart/mixed; boundary=b',
    '',
    ...Array(2000).fill(['--b', '', 'x']).flat(),
    '--b--',
  );
  const { part } = parseMessage(bytes);
  const all = [...leaves(part)];
  assert.equal(all.length, maxParts - 1);
  assert.equal(all.at(-1)!.end, bytes.length);
});

test('a header block past its limit is cut at a line, and the rest is text', () => {
  const line = `X: ${'a'.repeat(1000)}\r\n`;
  const bytes = Buffer.from(
    `Content-Type: multipart/mixed; boundary=b\r\n${line.repeat(2000)}\r\n--b\r\n\r\nx\r\n--b--`,
  );
  const { part, fields } = parseMessage(bytes);
  assert.equal(part.type, 'text');
  assert.ok(part.body <= maxHeaderBytes && part.body > maxHeaderBytes - line.length);
  assert.equal(fields.at(-1)!.end, part.body);
});

test('nothing at all is an empty text', () => {
  const { part, size } = parseMessage(Buffer.alloc(0));
  assert.deepEqual([part.header, part.body, part.end, part.lines, size], [0, 0, 0, 0, 0]);
});
