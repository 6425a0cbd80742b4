/** Has the author signed already? A device that says its own name has not signed for them. */
import type { Signature } from './signature.ts';

const device =
  /^(envoyée?|sent|provenance|obtenir|télécharger|téléchargez|get)\s.*\b(iphone|ipad|android|mobile|outlook|téléphone|smartphone|samsung|galaxy|appareil|device|phone|yahoo|mail|courriel)\b/i;

/** @param signed texts of elements a program marks as a signature */
export function isSigned(own: string, signed: readonly string[], signature: Signature): boolean {
  if (signed.some(isPersonal)) return true;
  const delimiter = /^--[ \u00a0]?$/m.exec(own);
  if (delimiter !== null && isPersonal(own.slice(delimiter.index + delimiter[0].length))) return true;
  return holdsLines(own, signature.text);
}

/** A delimiter of rfc/3676#4.3 stands in it. */
export function hasDelimiter(own: string): boolean {
  return /^--[ \u00a0]?$/m.test(own);
}

function isPersonal(text: string): boolean {
  const lines = text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !/^--[ \u00a0]?$/.test(line));
  return lines.length > 0 && !device.test(lines[0]!);
}

/** Two lines of the signature one after the other, or the only one it has. */
function holdsLines(own: string, signature: string): boolean {
  const wanted = linesOf(signature);
  const written = linesOf(own);
  if (wanted.length === 1) return written.includes(wanted[0]!);
  const pairs = new Set(wanted.slice(1).map((line, index) => `${wanted[index]}\n${line}`));
  return written.some((line, index) => index > 0 && pairs.has(`${written[index - 1]}\n${line}`));
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map(line => line.replace(/\s+/g, ' ').trim().toLowerCase())
    .filter(line => line !== '');
}
