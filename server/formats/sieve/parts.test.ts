/** Extensions that look into the parts of a message, or change them: a script, a message, and what comes of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openMessage } from './message.ts';
import { decide, faultsOf, mail, type Setting, trial } from './trial.ts';

/** Whether a test holds under these extensions. */
const holds = (require: string, condition: string, setting: Setting = {}) => {
  const [first] = trial(`require [${require}]; if ${condition} { discard; }`, setting);
  assert.ok(first === 'discard' || first === 'keep (implicit)', first);
  return first === 'discard';
};

/** What a script leaves in a variable. */
const value = (require: string, script: string, setting: Setting = {}) =>
  trial(`require ["variables", "fileinto"${require}]; ${script} fileinto "<\${v}>";`, setting).join().slice(10, -1);

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
