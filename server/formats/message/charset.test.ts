import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeCharset } from './charset.ts';

const decodes = (latin1: string, charset: string, expected: string) =>
  assert.equal(decodeCharset(Buffer.from(latin1, 'latin1'), charset), expected, charset);

test('the charsets of mail are read, whatever their case', () => {
  decodes('\xe9', 'ISO-8859-1', 'é');
  decodes('\xa4', 'iso-8859-15', '€');
  decodes('\xc3\xa9', 'UTF-8', 'é');
  decodes('\x80', 'windows-1252', '€');
  decodes('\x82', 'IBM850', 'é');
  decodes('+AOk-', 'utf-7', 'é');
  decodes('\x93\xfa', 'cp932', '日');
  decodes('\x1b$BF|\x1b(B\x1b$BK\\\x1b(B', 'iso-2022-jp', '日本');
});

test('a false or missing charset is guessed: UTF-8, else windows-1252', () => {
  decodes('\xe9', 'us-ascii', 'é');
  decodes('\xc3\xa9', '', 'é');
  decodes('\xe9t\xe9', 'utf-8', 'été');
  decodes('\x80', 'no-such-charset', '€');
});

test('one wrong byte does not spoil a text of UTF-8', () => {
  decodes('\xc3\xa9t\xc3\xa9 \xe9', 'utf-8', 'été \ufffd');
});

test('a character cut at the end is left out where the text is known to be cut', () => {
  assert.equal(decodeCharset(Buffer.from('a\xc3', 'latin1'), 'utf-8', true), 'a');
});

test('NULs become visible', () => decodes('a\0', 'utf-8', 'a\ufffd'));
