import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMessage } from './parse.ts';
import { preview, previewLength } from './preview.ts';

const of = (...lines: string[]) => {
  const bytes = Buffer.from(lines.join('\r\n'));
  return preview(bytes, parseMessage(bytes).part);
};
const plain = (...lines: string[]) => of('Content-Type: text/plain; charset=utf-8', '', ...lines);
const html = (text: string) => of('Content-Type: text/html; charset=utf-8', '', text);

test('the preview is the first words on one line', () => {
  assert.equal(
    plain('Bonjour,', '', '  le conseil\test reporté. ', '-- ', 'La direction'),
    'Bonjour, le conseil est reporté.',
  );
});

test('quotations and what announces them are passed over', () => {
  assert.equal(plain('Le 3 mars 2026, Anne Dupont <a@x.fr>', 'a écrit :', '> Viendras-tu ?', '', 'Oui.'), 'Oui.');
  assert.equal(plain('> Viendras-tu ?', 'Oui.', '-----Message d’origine-----', 'De : x'), 'Oui.');
});

test('a message that is all quotation shows it', () => {
  assert.equal(plain('> Viendras-tu', '> ce soir ?'), 'Viendras-tu ce soir ?');
  assert.equal(html('<blockquote>Viendras-tu ?</blockquote>'), 'Viendras-tu ?');
});

test('plain text is preferred among alternatives, HTML read where it is empty', () => {
  const alternative = (text: string) =>
    of(
      'Content-Type: multipart/alternative; boundary=b',
      '',
      '--b',
      'Content-Type: text/html',
      '',
      '<p>riche',
      '--b',
      '',
      text,
      '--b--',
    );
  assert.equal(alternative('simple'), 'simple');
  assert.equal(alternative(' '), 'riche');
});

test('HTML is stripped, padding characters too', () => {
  assert.equal(html(`<style>x</style><p>Offre&nbsp;d’été${'&zwnj;&nbsp;'.repeat(50)}<p>Suite`), 'Offre d’été Suite');
});

test('an attached text is read only where nothing else is there', () => {
  const mixed = (...first: string[]) =>
    of(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      ...first,
      '--b',
      'Content-Disposition: attachment',
      '',
      'joint',
      '--b--',
    );
  assert.equal(mixed('', 'dit'), 'dit');
  assert.equal(mixed('Content-Type: image/png', '', 'x'), 'joint');
  assert.equal(of('Content-Type: image/png', '', 'x'), '');
});

test('a forwarded message is previewed where the rest says nothing', () => {
  assert.equal(of('Content-Type: message/rfc822', '', 'Subject: s', '', 'dedans'), 'dedans');
});

test('it is cut at its length in characters, none of them halved', () => {
  const text = plain('😀'.repeat(300));
  assert.equal([...text].length, previewLength);
  assert.ok(text.isWellFormed());
  assert.equal(plain('a'.repeat(100_000)).length, previewLength);
});
