import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Identity } from '../../../jmap/objects.ts';
import { type Attached, blank, type Letter } from './letter.ts';
import { describeDraft, typedInstead, wholeHtml } from './outgoing.ts';

const identity: Identity = {
  id: 'I1',
  name: 'Marie Martin',
  email: 'marie@a.fr',
  replyTo: null,
  bcc: null,
  textSignature: '',
  htmlSignature: '',
  mayDelete: false,
};
const letter: Letter = { ...blank, messageId: 'm@a', subject: 'S', to: [{ name: null, email: 'p@a.fr' }] };
const file: Attached = { key: '1', name: 'a.pdf', type: 'application/pdf', size: 3, cid: null, blobId: 'B1' };
const draft = (change: Partial<Letter>, texts = { text: 't', html: '<p>t</p>' as string | null }) =>
  describeDraft({ ...letter, ...change }, identity, texts, 'D') as Record<string, never>;

test('a draft has both versions of its text, its author and its id', () => {
  assert.deepEqual(draft({}), {
    mailboxIds: { D: true },
    keywords: { $draft: true, $seen: true },
    from: [{ name: 'Marie Martin', email: 'marie@a.fr' }],
    to: [{ name: null, email: 'p@a.fr' }],
    subject: 'S',
    messageId: ['m@a'],
    bodyValues: { text: { value: 't' }, html: { value: '<p>t</p>' } },
    textBody: [{ partId: 'text', type: 'text/plain' }],
    htmlBody: [{ partId: 'html', type: 'text/html' }],
  });
  assert.equal('htmlBody' in draft({}, { text: 't', html: null }), false);
});

test('files travel by their blobs; one that is not there yet, and a picture taken out, do not', () => {
  const shown = { ...file, key: '2', cid: 'c1', type: 'image/png; x=1', blobId: 'B2' };
  const files = [file, { ...file, blobId: null }, shown, { ...shown, cid: 'c2' }];
  assert.deepEqual(draft({ files }, { text: '', html: '<img src="cid:c1">' }).attachments, [
    { blobId: 'B1', name: 'a.pdf', type: 'application/pdf', disposition: 'attachment' },
    { blobId: 'B2', name: 'a.pdf', type: 'image/png', disposition: 'inline', cid: 'c1' },
  ]);
});

test('an address to be mended is kept in the draft as it was typed', () => {
  const { to } = draft({ to: [{ name: null, email: 'paul @ici', wrong: 'space' }] });
  const [kept] = to as unknown as { name: string; email: string }[];
  assert.equal(typedInstead(kept!), 'paul @ici');
  assert.equal(typedInstead({ name: 'P', email: 'p@a.fr' }), null);
});

test('an important mail says so in both ways; the document names its language', () => {
  assert.equal(draft({ important: true })['header:Importance:asText'], 'High');
  assert.match(wholeHtml('x', 'fr'), /<html lang="fr">.*<body>x<\/body>/);
});
