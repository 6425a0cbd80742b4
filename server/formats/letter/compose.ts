/**
 * The letters of a batch as one PDF, a page a person: tagged (PDF/UA), with embedded letterforms made to be told apart,
 * folded in three for an envelope whose window is on the right. What is written is streamed and kept nowhere.
 */
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import PDFDocument from 'pdfkit';
import { drawFoldMarks, drawPassword, drawQrCode, millimetres, paper } from './draw.ts';
import { type LetterWords, wordsOf } from './words.ts';

/** What all letters of a house say. */
export type LetterHouse = {
  readonly name: string;
  readonly portalName: string;
  /** Where an account is activated: printed, and behind the QR code. */
  readonly activationUrl: string;
  /** The official channels of help, one a line (R41). */
  readonly channels: readonly string[];
};

export type Letter = {
  readonly title: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly schoolName: string;
  readonly town: string;
  readonly address: string;
  /** In groups, as it is to be read. */
  readonly password: string;
  /** `YYYY-MM-DD` in Paris. */
  readonly validUntil: string;
  readonly madeOn: string;
  /** What the activation asks beside the letter (R6). */
  readonly proof: 'numen' | 'birth-date';
};

/** Letterforms, as font files: text, its bold, and the fixed pitch of passwords. */
export type Letterforms = { readonly regular: Buffer; readonly bold: Buffer; readonly fixed: Buffer };

/** Writes the batch; resolves when `out` has all of it. @returns how many letters */
export async function composeLetters(
  house: LetterHouse,
  letters: AsyncIterable<Letter>,
  letterforms: Letterforms,
  out: Writable,
): Promise<number> {
  const options: PDFKit.PDFDocumentOptions = {
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: 'fr-FR',
    info: { Title: 'Lettres d’activation', Author: house.name },
  };
  // Its types do not know that it writes PDF/UA.
  const pdf = new PDFDocument({ ...options, ...({ subset: 'PDF/UA' } as object) });
  pdf.registerFont('regular', letterforms.regular);
  pdf.registerFont('bold', letterforms.bold);
  pdf.registerFont('fixed', letterforms.fixed);
  pdf.pipe(out);
  const written = finished(out);
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  let count = 0;
  for await (const letter of letters) {
    pdf.addPage();
    drawLetter(pdf, root, house, letter, wordsOf(house, letter));
    count += 1;
  }
  if (count === 0) pdf.addPage();
  root.end();
  pdf.end();
  await written;
  return count;
}

function drawLetter(
  pdf: PDFKit.PDFDocument,
  root: PDFKit.PDFStructureElement,
  house: LetterHouse,
  letter: Letter,
  words: LetterWords,
): void {
  const page = pdf.struct('Sect', { title: letter.address });
  root.add(page);
  const left = paper.margin;
  const width = paper.width - 2 * paper.margin;
  const place = (kind: 'H1' | 'H2' | 'P', draw: () => void) => page.add(pdf.struct(kind, {}, draw));
  drawFoldMarks(pdf);

  /** A block of short lines, each a paragraph of its own to who listens. */
  function lines(texts: readonly string[], x: number, y: number, width: number): void {
    for (const [index, text] of texts.entries()) {
      place('P', () => pdf.text(text, x, index === 0 ? y : pdf.y + 2, { width }));
    }
  }

  pdf.font('bold').fontSize(11);
  lines(house.name.split('\n'), left, millimetres(20), millimetres(80));
  // The window of a DL envelope, for a sheet folded in three: 20 mm from the right edge, 45 to 80 mm from the top.
  const room = { width: millimetres(85), height: millimetres(30) };
  pdf.font('regular').fontSize(11);
  const tall = words.addressee.reduce((sum, text) => sum + pdf.heightOfString(text, room) + 2, 0);
  if (tall > room.height) pdf.fontSize(7);
  lines(words.addressee, millimetres(105), millimetres(50), room.width);
  place('P', () => pdf.fontSize(10).text(words.date, millimetres(105), millimetres(86), { width: millimetres(85) }));

  place('H1', () => pdf.font('bold').fontSize(15).text(words.title, left, millimetres(103), { width }));
  pdf.font('regular').fontSize(10.5);
  for (const text of words.opening) place('P', () => pdf.text(text, left, pdf.y + 8, { width, lineGap: 1.5 }));
  drawPassword(pdf, page, words);

  const top = pdf.y;
  place('H2', () =>
    pdf
      .font('bold')
      .fontSize(12)
      .text(words.stepsTitle, left, top, { width: width - millimetres(46) }),
  );
  const list = pdf.struct('L');
  page.add(list);
  words.steps.forEach((step, index) => {
    const item = pdf.struct('LI');
    list.add(item);
    const y = pdf.y + 3;
    pdf.font('regular').fontSize(10.5);
    item.add(pdf.struct('Lbl', {}, () => pdf.text(`${index + 1}.`, left, y, { width: millimetres(6) })));
    item.add(
      pdf.struct('LBody', {}, () =>
        pdf.text(step, left + millimetres(6), y, { width: width - millimetres(52), lineGap: 1 }),
      ),
    );
    item.end();
  });
  list.end();
  const bottom = pdf.y;
  const size = millimetres(40);
  const x = paper.width - paper.margin - size;
  const figure = { alt: words.qrAlt, bbox: [x, top, x + size, top + size] };
  page.add(pdf.struct('Figure', figure, () => drawQrCode(pdf, house.activationUrl, x, top, size)));
  pdf.y = Math.max(bottom, top + millimetres(42)) + 8;
  place('H2', () => pdf.font('bold').fontSize(12).text(words.helpTitle, left, pdf.y, { width }));
  pdf.font('regular').fontSize(10.5);
  lines(house.channels, left, pdf.y + 3, width);
  place('P', () => pdf.font('bold').text(words.never, left, pdf.y + 8, { width, lineGap: 1.5 }));
  page.end();
}
