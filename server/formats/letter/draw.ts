/** What is drawn on a letter beside its text. Lengths are points; `millimetres` makes them. */
import QRCode from 'qrcode';
import type { LetterWords } from './words.ts';

export const millimetres = (length: number): number => (length * 72) / 25.4;

export const paper = { width: millimetres(210), height: millimetres(297), margin: millimetres(20) } as const;

/** Thirds of the sheet, for who folds by hand. */
export function drawFoldMarks(pdf: PDFKit.PDFDocument): void {
  pdf.markContent('Artifact', { type: 'Layout' });
  for (const y of [millimetres(99), millimetres(198)]) {
    pdf.moveTo(millimetres(4), y).lineTo(millimetres(9), y).lineWidth(0.5).stroke('#777777');
  }
  pdf.endMarkedContent();
}

/** The frame with the address and the password, under the current position; leaves it below. */
export function drawPassword(pdf: PDFKit.PDFDocument, page: PDFKit.PDFStructureElement, words: LetterWords): void {
  const left = paper.margin;
  const width = paper.width - 2 * paper.margin;
  const inner = left + millimetres(5);
  const top = pdf.y + 10;
  const height = millimetres(40);
  pdf.markContent('Artifact', { type: 'Layout' });
  pdf.roundedRect(left, top, width, height, 6).lineWidth(1).stroke('#1b3a5c');
  pdf.endMarkedContent();
  const room = width - millimetres(10);
  const line = (font: string, size: number, text: string, y: number) => {
    pdf.font(font).fontSize(fitting(pdf.font(font), text, size, room));
    page.add(pdf.struct('P', {}, () => pdf.text(text, inner, y, { width: room, lineBreak: false })));
  };
  line('regular', 9.5, words.addressLabel, top + 9);
  line('bold', 14, words.address, top + 21);
  line('regular', 9.5, words.passwordLabel, top + 46);
  line('fixed', 22, words.password, top + 58);
  line('regular', 9, words.passwordNote, top + 90);
  pdf.font('regular');
  pdf.y = top + height + 14;
}

/** The size, or the smaller one in which the text keeps to one line. */
function fitting(pdf: PDFKit.PDFDocument, text: string, size: number, room: number): number {
  return Math.min(size, (size * room) / pdf.fontSize(size).widthOfString(text));
}

/** The code as squares: sharp at any size, and no picture to decode. */
export function drawQrCode(pdf: PDFKit.PDFDocument, url: string, x: number, y: number, size: number): void {
  const { modules } = QRCode.create(url, { errorCorrectionLevel: 'M' });
  // Four modules of white around it belong to the code.
  const square = size / (modules.size + 8);
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (!modules.get(row, column)) continue;
      pdf.rect(x + (column + 4) * square, y + (row + 4) * square, square, square);
    }
  }
  pdf.fill('black');
}
