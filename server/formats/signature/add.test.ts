import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeText } from '../message/decode.ts';
import { parseMessage } from '../message/parse.ts';
import { leaves } from '../message/part.ts';
import { addSignature } from './add.ts';
import type { Signature } from './signature.ts';
import { fillTemplate, usualTemplate } from './template.ts';

const signature = fillTemplate(usualTemplate, {
  prenom: 'Marie',
  nom: 'Durand',
  fonction: 'Professeure certifiée',
  etablissement: 'Collège Jules-Verne',
  commune: 'Amiens',
  adresse: 'marie.durand@ac-amiens.test',
  lignes: '',
}) as Signature;

const header = 'From: marie.durand@ac-amiens.test\nTo: a@b.example\nSubject: x\nMIME-Version: 1.0\n';

function bytesOf(text: string): Buffer {
  return Buffer.from(text.replaceAll('\n', '\r\n'));
}

function add(text: string) {
  const bytes = bytesOf(text);
  return addSignature(bytes, parseMessage(bytes), signature);
}

/** The texts of a message once signed, LF line ends. */
function signed(text: string): string[] {
  const outcome = add(text);
  assert.equal(outcome.kind, 'added', outcome.kind === 'left' ? outcome.why : '');
  const bytes = outcome.kind === 'added' ? outcome.bytes : Buffer.alloc(0);
  const again = addSignature(bytes, parseMessage(bytes), signature);
  assert.deepEqual(again, { kind: 'left', why: 'signed' }, 'never twice');
  assert.doesNotMatch(bytes.toString('latin1'), /[^\r]\n/, 'strict line ends');
  return [...leaves(parseMessage(bytes).part)]
    .filter(part => part.type === 'text')
    .map(part => decodeText(bytes, part).replaceAll('\r\n', '\n'));
}

function why(text: string): string {
  const outcome = add(text);
  return outcome.kind === 'left' ? outcome.why : outcome.kind;
}

const words = 'Marie Durand\nProfesseure certifiée\nCollège Jules-Verne, Amiens';
const plain = `${header}Content-Type: text/plain; charset=utf-8; format=flowed\nContent-Transfer-Encoding: 8bit\n\n`;
const html = `${header}Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n`;

/** What comes before and after the signature of an HTML text, tags between. */
function around(text: string, before: RegExp, after: RegExp): void {
  const at = text.indexOf('<div class="vaguemestre-signature"');
  assert.ok(at >= 0, text);
  assert.match(text.slice(0, at), before);
  assert.match(text.slice(text.indexOf('</div>', at)), after);
  assert.equal(text.indexOf('vaguemestre-signature', at + 20), -1);
}

test('a phone’s plain text without any MIME header is signed at its end, behind a delimiter', () => {
  const [text] = signed('From: marie.durand@ac-amiens.test\nSubject: x\n\nBonjour\nà demain\n\n\n');
  assert.equal(text, `Bonjour\nà demain\n\n-- \n${words}\n`);
});

test('format=flowed stays, in the charset that can say it all', () => {
  const outcome = add(
    `${header}Content-Type: text/plain; charset=us-ascii; format=flowed; delsp=yes\n\nBonjour, \nvoila.\n`,
  );
  assert.ok(outcome.kind === 'added');
  const { part } = parseMessage(outcome.bytes);
  assert.deepEqual(part.params, { charset: 'utf-8', format: 'flowed', delsp: 'yes' });
  assert.ok(decodeText(outcome.bytes, part).startsWith('Bonjour, \r\nvoila.'));
});

test('a text in an old charset, and one in base64, are read and written anew', () => {
  const latin = Buffer.concat([
    bytesOf(`${header}Content-Type: text/plain; charset=iso-8859-15\nContent-Transfer-Encoding: 8bit\n\n`),
    Buffer.from('d\xe9j\xe0 \xa4\r\n', 'latin1'),
  ]);
  const outcome = addSignature(latin, parseMessage(latin), signature);
  assert.ok(outcome.kind === 'added');
  assert.ok(decodeText(outcome.bytes, parseMessage(outcome.bytes).part).startsWith('déjà €'));
  const base64 = `${header}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n${Buffer.from('été').toString('base64')}\n`;
  assert.equal(signed(base64)[0], `été\n\n-- \n${words}\n`);
});

test('a reply above its quotation: between the two, the line that says who wrote included', () => {
  const quoted = 'Le mar. 24 nov. 2026 à 10:00, Léa Roux <lea@example.org> a écrit :\n\n> Bonjour\n>\n> -- \n> Léa\n';
  assert.equal(signed(`${plain}Oui.\n\n${quoted}`)[0], `Oui.\n\n${words}\n\n${quoted}`);
});

test('a line about the quotation that was folded on the way stays with it', () => {
  const quoted = 'Le mar. 24 nov. 2026 à 10:00, Léa Roux\n<lea.roux@example.org> a\nécrit :\n> Bonjour\n';
  assert.equal(signed(`${plain}Oui.\n\n${quoted}`)[0], `Oui.\n\n${words}\n\n${quoted}`);
});

test('a reply below its quotation, and one between its lines, are signed at the end', () => {
  const below = 'Le 24/11/2026 à 10:00, Léa Roux a écrit :\n> Bonjour\n\nOui.\n';
  assert.equal(signed(plain + below)[0], `${below}\n-- \n${words}\n`);
  const between = '> Viendrez-vous ?\nOui.\n> À quelle heure ?\nMidi.\n';
  assert.equal(signed(plain + between)[0], `${between}\n-- \n${words}\n`);
});

for (const [program, quoted] of [
  ['Outlook', '-----Message d’origine-----\nDe : Léa Roux\nEnvoyé : mardi\nObjet : x\n\nBonjour\n'],
  [
    'Outlook on a phone',
    '________________________________\nDe : Léa Roux <l@e.org>\nEnvoyé : mardi 24 novembre\nÀ : Marie\nObjet : x\n\nBonjour\n',
  ],
  ['Thunderbird forwarding', '-------- Message transféré --------\nSujet : x\nDe : Léa\n\nBonjour\n'],
  ['Gmail forwarding', '---------- Forwarded message ---------\nDe : Léa\n\nBonjour\n'],
  ['Apple Mail forwarding', 'Début du message réexpédié :\n\n> De: Léa\n> Bonjour\n'],
] as const) {
  test(`plain text of ${program}: above the older message`, () => {
    assert.equal(signed(`${plain}Voir plus bas.\n\n${quoted}`)[0], `Voir plus bas.\n\n${words}\n\n${quoted}`);
  });
}

test('Thunderbird, its reply above the quotation', () => {
  const body =
    '<!DOCTYPE html>\n<html>\n<head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"></head>\n<body>\n<p>Oui.</p>\n<div class="moz-cite-prefix">Le 24/11/2026 à 10:00, Léa a écrit :<br></div>\n<blockquote type="cite" cite="mid:1@e"><p>Bonjour</p><blockquote type="cite">plus vieux</blockquote></blockquote>\n<br>\n</body>\n</html>\n';
  around(signed(html + body)[0]!, /<p>Oui\.<\/p>\s*<br>\s*$/, /^<\/div>\s*<br>\s*<div class="moz-cite-prefix">/);
});

test('Thunderbird, its reply below the quotation, as it comes', () => {
  const body =
    '<html><body><div class="moz-cite-prefix">Le 24/11/2026, Léa a écrit :<br></div><blockquote type="cite"><p>Bonjour</p></blockquote><p>Oui.</p></body></html>\n';
  around(signed(html + body)[0]!, /<p>Oui\.<\/p><br>\s*$/, /^<\/div>\s*<\/body>/);
});

test('Apple Mail and the phone: above the quotation that holds its own first line', () => {
  const mac =
    '<html><body style="overflow-wrap: break-word;">Oui.<div><br><blockquote type="cite"><div>Le 24 nov. 2026 à 10:00, Léa a écrit :</div><br class="Apple-interchange-newline"><div>Bonjour</div></blockquote></div><br></body></html>';
  around(signed(html + mac)[0]!, /Oui\.<div><br><br>\s*$/, /^<\/div>\s*<br>\s*<blockquote type="cite">/);
  const phone =
    '<html><body dir="auto">Oui.<br id="lineBreakAtBeginningOfSignature"><div dir="ltr">Envoyé de mon iPhone</div><div dir="ltr"><br><blockquote type="cite">Le 24 nov. 2026, Léa a écrit :<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">Bonjour</div></blockquote></body></html>';
  around(
    signed(html + phone)[0]!,
    /Envoyé de mon iPhone<\/div><div dir="ltr"><br><br>\s*$/,
    /^<\/div>\s*<br>\s*<blockquote/,
  );
});

test('Outlook in its shapes: above its rule, its mark or its border', () => {
  const web =
    '<html><head><style>p{margin:0}</style></head><body dir="ltr"><div class="elementToProof">Oui.</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><b>De :</b> Léa<br></div><div>Bonjour</div></body></html>';
  around(signed(html + web)[0]!, /Oui\.<\/div><br>\s*$/, /^<\/div>\s*<br>\s*<div id="appendonsend">/);
  const older =
    '<html><body><div>Oui.</div>\n<hr tabindex="-1"><div id="divRplyFwdMsg"><b>De :</b> Léa</div><div>Bonjour</div></body></html>';
  around(signed(html + older)[0]!, /Oui\.<\/div>\s*<br>\s*$/, /^<\/div>\s*<br>\s*<hr tabindex/);
  const desktop =
    "<html><body lang=FR><div class=WordSection1><p class=MsoNormal>Oui.<o:p></o:p></p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b>De :</b> Léa</p></div></div><p>Bonjour</p></div></body></html>";
  around(
    signed(html + desktop)[0]!,
    /Oui\.<o:p><\/o:p><\/p><div><br>\s*$/,
    /^<\/div>\s*<br>\s*<div style='border:none/,
  );
});

test('Gmail, Roundcube, and programs that only write a line above a quotation', () => {
  const gmail =
    '<div dir="ltr">Oui.</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Le mar. a écrit :<br></div><blockquote class="gmail_quote">Bonjour</blockquote></div>';
  around(signed(html + gmail)[0]!, /Oui\.<\/div><br><br>\s*$/, /^<\/div>\s*<br>\s*<div class="gmail_quote">/);
  const roundcube =
    '<html><body><p>Oui.</p><p id="reply-intro">Le 2026-11-24, Léa a écrit :</p><blockquote type="cite">Bonjour</blockquote></body></html>';
  around(signed(html + roundcube)[0]!, /Oui\.<\/p><br>\s*$/, /^<\/div>\s*<br>\s*<p id="reply-intro">/);
  const bare = '<div>Oui.</div><p>Le 24, Léa a écrit :</p>\n<blockquote type="cite">Bonjour</blockquote>';
  around(signed(html + bare)[0]!, /Oui\.<\/div><br>\s*$/, /^<\/div>\s*<br>\s*<p>Le 24, Léa a écrit :/);
});

test('an indented passage of one’s own is no quotation', () => {
  around(
    signed(`${html}<p>Le texte :</p><blockquote>citation choisie</blockquote>`)[0]!,
    /choisie<\/blockquote><br>\s*$/,
    /^<\/div>\s*$/,
  );
});

const alternative = (text: string, page: string) =>
  `Content-Type: multipart/alternative; boundary=alt\n\n--alt\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n${text}\n--alt\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n${page}\n--alt--\n`;

test('both alternatives are signed, within a mixed message too; the attachment stays as it was', () => {
  const [text, page] = signed(header + alternative('Oui.', '<p>Oui.</p>'));
  assert.equal(text, `Oui.\n\n-- \n${words}\n`);
  around(page!, /Oui/, /^<\/div>/);
  const file = '--mix\nContent-Type: text/plain; name=notes.txt\nContent-Disposition: attachment\n\nnotes\n--mix--\n';
  const mixed = `${header}Content-Type: multipart/mixed; boundary=mix\n\n--mix\n${alternative('Oui.', '<p>Oui.</p>')}\n${file}`;
  const [first, second, notes] = signed(mixed);
  assert.equal(first, `Oui.\n\n-- \n${words}\n`);
  around(second!, /Oui/, /^<\/div>/);
  assert.equal(notes, 'notes');
});

test('a page with its pictures, and a text Apple Mail cuts around a picture', () => {
  const related =
    'Content-Type: multipart/related; boundary=rel\n\n--rel\nContent-Type: text/html; charset=utf-8\n\n<p>Oui.</p><img src="cid:1">\n--rel\nContent-Type: image/png\nContent-ID: <1>\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--rel--\n';
  around(signed(header + related)[0]!, /cid:1">\s*<br>\s*$/, /^<\/div>/);
  const cut =
    'Content-Type: multipart/mixed; boundary=mix\n\n--mix\nContent-Type: text/plain; charset=utf-8\n\nVoici :\n--mix\nContent-Type: image/jpeg; name=p.jpg\nContent-Disposition: inline; filename=p.jpg\nContent-Transfer-Encoding: base64\n\n/9j/\n--mix\nContent-Type: text/plain; charset=utf-8\n\nMerci.\n--mix--\n';
  assert.deepEqual(signed(header + cut), ['Voici :', `Merci.\n\n-- \n${words}\n`]);
});

test('an empty part is signed, its boundary whole', () => {
  assert.equal(signed(header + alternative('', ''))[0], `-- \n${words}\n`);
});

test('never in what is signed or encrypted, at any depth', () => {
  const inside = '--s\nContent-Type: text/plain\n\nOui.\n--s\nContent-Type: application/pgp-signature\n\nx\n--s--\n';
  assert.equal(why(`${header}Content-Type: multipart/signed; boundary=s\n\n${inside}`), 'sealed');
  assert.equal(why(`${header}Content-Type: multipart/encrypted; boundary=s\n\n${inside}`), 'sealed');
  assert.equal(why(`${header}Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nx\n`), 'sealed');
  const deep = `${header}Content-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: multipart/signed; boundary=s\n\n${inside}\n--m--\n`;
  assert.equal(why(deep), 'sealed');
  for (const what of ['MESSAGE', 'SIGNED MESSAGE']) {
    assert.equal(why(`${plain}-----BEGIN PGP ${what}-----\n\nx\n-----END PGP ${what}-----\n`), 'sealed');
  }
  assert.equal(why(`DKIM-Signature: v=1; d=x\n${plain}Oui.\n`), 'sealed');
});

test('a signed message that is only attached does not seal the one around it', () => {
  const forwarded =
    'Content-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: text/plain\n\nVoir.\n--m\nContent-Type: message/rfc822\n\nFrom: l@e\nContent-Type: multipart/signed; boundary=s\n\n--s\n\nx\n--s--\n\n--m--\n';
  assert.equal(signed(header + forwarded)[0], `Voir.\n\n-- \n${words}\n`);
});

test('never in receipts, reports, invitations, automatic mail nor what is sent again', () => {
  assert.equal(why(`${header}Content-Type: multipart/report; boundary=r\n\n--r\n\nlu\n--r--\n`), 'automatic');
  const invitation = `${header}Content-Type: multipart/alternative; boundary=a\n\n--a\n\nx\n--a\nContent-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\n--a--\n`;
  assert.equal(why(invitation), 'automatic');
  assert.equal(why(`Auto-Submitted: auto-generated\n${plain}x\n`), 'automatic');
  assert.equal(why(`Resent-From: x@y\n${plain}x\n`), 'automatic');
  assert.equal(why(`Auto-Submitted: no\n${plain}x\n`), 'added');
});

test('a picture alone, and a text nobody can read, are left', () => {
  assert.equal(why(`${header}Content-Type: image/jpeg\nContent-Transfer-Encoding: base64\n\n/9j/\n`), 'no-text');
  assert.equal(why(`${header}Content-Type: text/plain\nContent-Transfer-Encoding: x-uue\n\nx\n`), 'not-understood');
});

test('somebody who has signed is not signed for: delimiter, mark of a program, or the house’s own words', () => {
  assert.equal(why(`${plain}Oui.\n\n-- \nMarie D.\n`), 'signed');
  assert.equal(why(`${plain}Oui.\n\n-- \nMarie D.\n\nLe 24, Léa a écrit :\n> Bonjour\n`), 'signed');
  assert.equal(why(`${plain}Oui.\n\nmarie  DURAND\nProfesseure certifiée\n`), 'signed');
  assert.equal(why(`${html}<p>Oui.</p><pre class="moz-signature" cols="72">-- \nMarie</pre>`), 'signed');
  assert.equal(why(`${html}<p>Oui.</p><div class="gmail_signature"><div>Marie</div></div>`), 'signed');
  assert.equal(why(`${html}<p>Oui.</p><div id="Signature"><p>Marie</p></div>`), 'signed');
  assert.equal(why(`${html}<div>Oui.</div><div>${signature.html}</div>`), 'signed');
  // One alternative is enough.
  assert.equal(why(header + alternative('Oui.', '<p>Oui.</p><div class="moz-signature">Marie</div>')), 'signed');
});

test('a signature that stands only in the quotation has not signed the reply', () => {
  const quoted = `Le 24, Marie Durand a écrit :\n> Bonjour\n> -- \n${words.replace(/^/gm, '> ')}\n`;
  assert.ok(add(`${plain}Suite.\n\n${quoted}`).kind === 'added');
  const page = `<p>Suite.</p><div class="moz-cite-prefix">a écrit :</div><blockquote type="cite">x<div class="moz-signature">${signature.html}</div></blockquote>`;
  assert.ok(add(html + page).kind === 'added');
});

test('what a device says of itself is no signature of anybody', () => {
  const device = 'Envoyé de mon appareil Android avec Courriel K-9 Mail. Veuillez excuser ma brièveté.';
  const [text] = signed(`${plain}Oui.\n-- \n${device}\n`);
  assert.equal(text, `Oui.\n-- \n${device}\n\n${words}\n`);
  const phone =
    '<div>Oui.</div><div id="ms-outlook-mobile-signature">Envoyé à partir de <a href="x">Outlook pour iOS</a></div>';
  around(signed(html + phone)[0]!, /Outlook pour iOS<\/a><\/div><br>\s*$/, /^<\/div>/);
});

test('whatever the body, what its author wrote is all there, around the signature, and nothing is signed twice', () => {
  const piece = fc.constantFrom(
    'Oui',
    '> a',
    'Le 24, L a écrit :',
    '',
    '-- ',
    'De : x',
    'Envoyé : y',
    'Objet : z',
    'é €',
  );
  const tag = fc.constantFrom(
    '<p>',
    '</p>',
    '<blockquote type="cite">',
    '</blockquote>',
    '<div id="Signature">',
    '<!--',
  );
  const more = fc.constantFrom('<hr>', '</body>', '<div class="gmail_quote">', '</div>', 'mot', '<', 'a écrit :', '"');
  const squeeze = (text: string) => text.replace(/\s+/g, '');
  fc.assert(
    fc.property(fc.boolean(), fc.array(fc.oneof(piece, tag, more), { maxLength: 30 }), (page, pieces) => {
      const body = pieces.join(page ? '' : '\n');
      const bytes = bytesOf((page ? html : plain) + body);
      const outcome = addSignature(bytes, parseMessage(bytes), signature);
      if (outcome.kind === 'left') return;
      const text = decodeText(outcome.bytes, parseMessage(outcome.bytes).part);
      const ours = squeeze(page ? signature.html : signature.text);
      const at = squeeze(text).lastIndexOf(ours);
      assert.ok(at >= 0);
      const rest = squeeze(text).replace(ours, '').replaceAll('<br>', '').replace(/--/g, '');
      assert.equal(rest, squeeze(body).replace(/--/g, ''));
    }),
    { seed: 24, numRuns: 400 },
  );
});

test('any bytes at all are signed or left, and hostile ones take no time', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), noise => {
      const bytes = Buffer.concat([bytesOf(html), noise]);
      addSignature(bytes, parseMessage(bytes), signature);
    }),
    { seed: 24, numRuns: 300 },
  );
  for (const unit of ['<a ', '<!-', '<blockquote type="cite">', '> ', 'De : x\n', '<div class="', '-- \n', '<hr>']) {
    for (const start of [html, plain]) {
      const bytes = bytesOf(start + unit.repeat(900_000 / unit.length));
      addSignature(bytes, parseMessage(bytes), signature);
    }
  }
});
