import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { htmlToText } from './html.ts';

const words = (html: string) => htmlToText(html).replace(/\s+/g, ' ').trim();

test('tags go, blocks separate, entities are read', () => {
  assert.equal(
    words('<p>Un <b>deu</b>x</p><p>trois&nbsp;&eacute;t&#233;s &#x20AC; &#150; &amp;lt; &bogus;'),
    'Un deux trois étés € – &lt; &bogus;',
  );
  assert.equal(htmlToText('a<br>b<td>c').trim(), 'a\nb c');
});

test('what is no text is left out: styles, scripts, titles, comments', () => {
  assert.equal(
    words('<title>t</title><STYLE>p>a{}</style >a<!-- <b> -->b<script>"</p>"</script>c<!DOCTYPE x>d'),
    'abcd',
  );
  assert.equal(words('a<style>never closed'), 'a');
});

test('signs that open no tag are text, and quoted ones close none', () => {
  assert.equal(words('1 < 2 <3 <a title="x>y">link</a> a<b'), '1 < 2 <3 link a');
  assert.equal(words('<a href="open>x</a> y'), 'x y');
  assert.equal(words("<p class=it's>x"), 'x');
});

test('quotations can be left out', () => {
  assert.equal(
    htmlToText('a<blockquote>b<blockquote>c</blockquote>d</blockquote>e', { quotes: 'skip' }).replace(/\s+/g, ''),
    'ae',
  );
});

test('any text is read, and what is read holds no more than was given', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '<!--',
    '-->',
    '<style>',
    '</style>',
    '"',
    "='",
    '&amp;',
    '&#',
    ';',
    '<p',
    ' ',
    'a',
    '/',
    '\ud800',
  );
  fc.assert(
    fc.property(fc.array(piece), pieces => {
      const html = pieces.join('');
      assert.ok(htmlToText(html).length <= html.length);
    }),
    { numRuns: 2000, seed: 1 },
  );
});

test('a megabyte of things left open is read in one pass', () => {
  for (const unit of ['<', '<a ', '<a="', '<!--', '<style>', '<title>', '<svg', '&', '&#', "<a='"]) {
    htmlToText(unit.repeat(1_000_000 / unit.length));
  }
});
