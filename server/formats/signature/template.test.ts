import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkTemplate } from './check-template.ts';
import { fillTemplate, type SignatureFields, usualTemplate } from './template.ts';

const fields: SignatureFields = {
  prenom: 'Marie',
  nom: 'Durand',
  fonction: 'Cheffe & proviseure',
  etablissement: 'Lycée <Nord>',
  commune: 'Amiens',
  adresse: 'marie@ac.test',
  lignes: '03 22 00 00 00\nBureau 12',
};

test('the usual template says who writes, in text and in HTML alike', () => {
  const filled = fillTemplate(usualTemplate, fields)!;
  assert.equal(filled.text, 'Marie Durand\nCheffe & proviseure\nLycée <Nord>, Amiens\n03 22 00 00 00\nBureau 12');
  assert.equal(
    filled.html,
    '<div class="vaguemestre-signature" lang="fr">Marie Durand<br>\nCheffe &#38; proviseure<br>\nLycée &#60;Nord&#62;, Amiens<br>\n03 22 00 00 00<br>\nBureau 12</div>',
  );
  assert.deepEqual(checkTemplate(usualTemplate), []);
});

test('a line whose fields are all empty goes, and what parts two fields goes with the missing one', () => {
  const filled = fillTemplate(usualTemplate, { ...fields, fonction: '', commune: '', lignes: '' })!;
  assert.equal(filled.text, 'Marie Durand\nLycée <Nord>');
  const nobody = { prenom: '', nom: '', fonction: '', etablissement: '', commune: '', adresse: '', lignes: '' };
  assert.equal(fillTemplate(usualTemplate, nobody), null);
});

test('what somebody writes in their lines is words, never tags nor fields', () => {
  const filled = fillTemplate(
    { text: '{{lignes}}', html: '<p>{{lignes}}</p>' },
    { ...fields, lignes: '<script>x</script> {{nom}}\n$&' },
  )!;
  assert.equal(filled.text, '<script>x</script> {{nom}}\n$&');
  assert.doesNotMatch(filled.html, /<script|Durand/);
  assert.match(filled.html, /\$&#38;/);
});

const good =
  '<table role="presentation"><tbody><tr><td><img src="https://ac.test/logo.png" alt="Académie d’Exemple" width="80"></td>\n<td style="color:#1f3a5f;font-size:10pt"><strong>{{prenom}} {{nom}}</strong><br><a href="https://ac.test" style="color:#1f3a5f">Site de l’académie</a></td></tr></tbody></table>';

test('a template that everybody can read passes', () => {
  assert.deepEqual(checkTemplate({ text: '{{prenom}} {{nom}}', html: good }), []);
});

for (const [code, html] of [
  ['image-without-text', '<img src="https://ac.test/x.png">'],
  ['image-address', '<img src="data:image/png;base64,x" alt="x">'],
  ['table-of-data', '<table><tbody><tr><td>x</td></tr></tbody></table>'],
  ['link-without-words', '<a href="https://x.test">cliquez ici</a>'],
  ['link-without-words', '<a href="https://x.test"><img src="https://x.test/a.png" alt=""></a>'],
  ['link-address', '<a href="javascript:x">Site</a>'],
  ['weak-contrast', '<p style="color:#999">x</p>'],
  ['weak-contrast', '<div style="background-color:#222"><p>x</p></div>'],
  ['colour-not-read', '<p style="color:hsl(1 2 3)">x</p>'],
  ['colour-not-read', '<p style="color:currentcolor">x</p>'],
  ['too-small', '<p style="font-size:8pt">x</p>'],
  ['unwelcome-element', '<script>x</script>'],
  ['unwelcome-element', '<!-- x -->'],
  ['unwelcome-attribute', '<p onclick="x">x</p>'],
  ['unwelcome-style', '<p style="position:fixed">x</p>'],
  ['unwelcome-style', '<p style="border:url(x)">x</p>'],
  ['unbalanced', '<div><p>x</div>'],
  ['unknown-field', '{{numen}}'],
  ['text-lacks-field', '{{fonction}}'],
  ['field-in-tag', '<a href="https://x.test/{{nom}}">Ma page</a>'],
] as const) {
  test(`a template with ${code} is refused: ${html}`, () => {
    const codes = checkTemplate({ text: '{{prenom}} {{nom}}', html }).map(fault => fault.code);
    assert.ok(codes.includes(code) || (code === 'colour-not-read' && codes.includes('unwelcome-style')), codes.join());
  });
}

test('a template without a text form, or too large, is refused', () => {
  assert.equal(checkTemplate({ text: ' ', html: '<p>x</p>' })[0]?.code, 'no-text');
  assert.equal(checkTemplate({ text: 'x'.repeat(2001), html: '' })[0]?.code, 'too-large');
  assert.equal(checkTemplate({ text: 'x', html: 'x'.repeat(20_001) })[0]?.code, 'too-large');
});

test('any text at all is checked and filled, in French and in English', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '{{',
    '}}',
    'nom',
    '"',
    "'",
    '=',
    '<p',
    '</p>',
    'style="',
    ';',
    '\n',
    '<a ',
    '<!--',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), pieces => {
      const template = { text: pieces.join(''), html: pieces.join('') };
      for (const { fr, en } of checkTemplate(template)) assert.ok(fr !== '' && en !== '');
      fillTemplate(template, fields);
    }),
    { seed: 24, numRuns: 500 },
  );
});
