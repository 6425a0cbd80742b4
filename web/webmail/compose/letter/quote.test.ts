import assert from 'node:assert/strict';
import { test } from 'node:test';
import { escapeHtml, quoteForward, quoteReply, signatureHtml, textToHtml } from './quote.ts';

test('a reply bears who wrote, harmless whatever the name, and what was written as a quotation', () => {
  assert.equal(
    quoteReply({ attribution: 'Le lundi, <b>"A" a écrit :', html: '<p>x</p>' }),
    '<div class="quoted"><div>Le lundi, &lt;b&gt;&quot;A&quot; a écrit :</div><blockquote type="cite"><p>x</p></blockquote></div>',
  );
});

test('a mail sent on bears its head', () => {
  const html = quoteForward('Message transféré', [['De :', 'A <a@b.fr>']], '<p>x</p>');
  assert.match(html, /<div><b>De :<\/b> A &lt;a@b\.fr&gt;<\/div><div><br><\/div><p>x<\/p><\/div>$/);
});

test('plain text becomes lines, with its quotations and its spaces', () => {
  assert.equal(
    textToHtml('a & b\n\n> c\n>> d\ne'),
    [
      '<div>a &amp; b</div><div><br></div><blockquote type="cite"><div>c</div>',
      '<blockquote type="cite"><div>d</div></blockquote></blockquote><div>e</div>',
    ].join(''),
  );
  assert.equal(textToHtml('a   b'), '<div>a&nbsp;&nbsp; b</div>');
  assert.equal(escapeHtml('<script>'), '&lt;script&gt;');
});

test('a signature is its HTML, else its text, else nothing', () => {
  assert.equal(signatureHtml({ html: '<b>M</b>', text: 'M' }), '<div class="signature"><b>M</b></div>');
  assert.equal(signatureHtml({ html: '', text: 'M\nN' }), '<div class="signature"><div>M</div><div>N</div></div>');
  assert.equal(signatureHtml({ html: ' ', text: '' }), '');
});
