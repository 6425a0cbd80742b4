/**
 * Every mail of a real corpus, read by us and by two parsers of others. Where those two agree, we must agree with them,
 * but for the mails named here with the reason.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';
import { corpusMessages } from '../../../dev/fuzz/message-corpus.ts';
import { decodeText } from './decode.ts';
import { decodedHeader } from './header.ts';
import { parseMessage } from './parse.ts';
import { leaves, type Part } from './part.ts';

type Reading = { subject: string; text: string; html: string; files: number };

/** Where we differ from both on purpose. */
const explained: Readonly<Record<string, string>> = {
  'easy-ham-2/00721.39d6783c5838169bfa901056e6c8a5b2.txt':
    'a message/rfc822 part: they attach it whole, we give its parts offsets, and so count its text',
  'spam-1/00467.5b733c506b7165424a0d4a298e67970f.txt':
    'the boundary declared never shows (the sender added a space): they show nothing, we show the text',
  'spam-2/01214.973b4598b630a989967ff69b19f95d4a.txt': 'the same mistake of the same sender',
  'spam-2/00853.ee1fe2f2d16e8b27be79a670b8597252.txt':
    'a footer after a base64 body: they decode it to rubbish, for us padding or a rule is the end',
  'spam-1/00313.fab744bfd5a128fca39b69df9811c086.txt': 'the same, another list',
  'spam-2/01309.4da3e5f7445fe71bdb9a145b3c704cc3.txt': 'the same, another list',
  'spam-2/00737.af5f503fe444ae773bfeb4652d122349.txt':
    'HTML whose charset (big5) only its own <meta> declares: they ignore it, we believe it',
  'spam-2/00880.f1a18307c9d2a5ccf7a7a2318bdb0509.txt': 'the same',
  'spam-2/00959.016c91a5c76f15d7f67b01a24645b624.txt': 'the same',
  'spam-2/00987.8484b70619c4be1cc4afed570490de26.txt': 'the same',
  'spam-2/00988.464959d4fcdd919a51e6220a909eb41c.txt': 'the same',
};

const oneSpace = (text: string | undefined) => (text ?? '').replaceAll('\0', '\ufffd').replace(/\s+/g, ' ').trim();
const ascii = (text: string) => text.replace(/[^\x21-\x7e]+/g, '');

const isShown = (part: Part) =>
  part.type === 'text' && /^(?:plain|html)$/.test(part.subtype) && part.disposition?.type !== 'attachment';

/**
 * Equal; or equal but for characters they could not read, since bytes without a truthful charset are U+FFFD to them and
 * windows-1252 to us.
 */
const agrees = (ours: string, theirs: string) =>
  ours === theirs || (theirs.includes('\ufffd') && ascii(ours) === ascii(theirs));

function ourReading(bytes: Buffer): Reading {
  const { part, fields } = parseMessage(bytes);
  const all = [...leaves(part, true)];
  const plain = all.filter(leaf => isShown(leaf) && leaf.subtype === 'plain');
  const html = all.filter(leaf => isShown(leaf) && leaf.subtype === 'html');
  return {
    subject: oneSpace(decodedHeader(bytes, fields, 'subject') ?? ''),
    text: oneSpace(plain.map(leaf => decodeText(bytes, leaf)).join('\n')),
    html: oneSpace(html.map(leaf => decodeText(bytes, leaf)).join('\n')),
    files: all.filter(leaf => !isShown(leaf)).length,
  };
}

async function mailparserReading(bytes: Buffer): Promise<Reading> {
  const options = { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true, skipTextLinks: true };
  const { subject, text, html, attachments } = await simpleParser(bytes, options);
  return { subject: oneSpace(subject), text: oneSpace(text), html: oneSpace(html || ''), files: attachments.length };
}

async function postalMimeReading(bytes: Buffer): Promise<Reading> {
  const { subject, text, html, attachments } = await PostalMime.parse(bytes);
  return { subject: oneSpace(subject), text: oneSpace(text), html: oneSpace(html), files: attachments.length };
}

test('wherever mailparser and postal-mime agree on a mail of the corpus, we agree with them', async () => {
  const differing: Record<string, string> = {};
  const compared = { mails: 0, subject: 0, text: 0, html: 0, files: 0 };
  for (const { name, bytes } of corpusMessages()) {
    const ours = ourReading(bytes);
    const [one, other] = await Promise.all([mailparserReading(bytes), postalMimeReading(bytes)]);
    const differences: string[] = [];
    compared.mails++;
    for (const what of ['subject', 'text', 'html', 'files'] as const) {
      if (one[what] !== other[what]) continue;
      compared[what]++;
      if (!agrees(String(ours[what]), String(one[what]))) differences.push(what);
    }
    if (differences.length > 0) differing[name] = differences.join(', ');
  }
  assert.deepEqual(Object.keys(differing).sort(), Object.keys(explained).sort(), JSON.stringify(differing));
  assert.equal(compared.mails, 6046);
  assert.ok(
    compared.subject > 6000 && compared.text > 5800 && compared.html > 5000 && compared.files > 6000,
    JSON.stringify(compared),
  );
});
