/**
 * Encoded words of headers. rfc/2047#6.2. Adjacent words of one charset are joined as bytes before they are decoded,
 * because mailers cut multi-byte characters between words although they must not. One forward pass, never throws.
 */
import { decodeCharset, oneLine } from './charset.ts';

type Word = { start: number; end: number; charset: string; bytes: Buffer };

/** The text with its encoded words decoded; anything that is not quite an encoded word stays as it is. */
export function decodeWords(text: string): string {
  if (!text.includes('=?')) return text;
  let out = '';
  let done = 0;
  let run: Word[] = [];
  const flush = () => {
    if (run.length > 0) out += oneLine(decodeCharset(Buffer.concat(run.map(word => word.bytes)), run[0]!.charset));
    run = [];
  };
  for (let word = nextWord(text, 0); word; word = nextWord(text, word.end)) {
    const between = text.slice(done, word.start);
    const adjacent = run.length > 0 && /^\s*$/.test(between);
    if (!adjacent || run[0]!.charset !== word.charset) flush();
    if (!adjacent) out += between;
    run.push(word);
    done = word.end;
  }
  flush();
  return out + text.slice(done);
}

/** A charset name longer than this is no charset name; it also keeps the scan for its end bounded. */
const maxCharset = 64;

function nextWord(text: string, from: number): Word | null {
  for (let start = text.indexOf('=?', from); start >= 0; start = text.indexOf('=?', start + 2)) {
    const head = /^=\?([^?\s=]{1,64})\?([bq])\?/i.exec(text.slice(start, start + maxCharset + 6));
    if (!head) continue;
    const body = start + head[0].length;
    const close = text.indexOf('?=', body);
    if (close < 0) return null;
    const encoded = text.slice(body, close);
    const charset = head[1]!.split('*', 1)[0]!.toLowerCase();
    const bytes = head[2]!.toLowerCase() === 'b' ? Buffer.from(encoded, 'base64') : decodeQ(encoded);
    return { start, end: close + 2, charset, bytes };
  }
  return null;
}

function decodeQ(encoded: string): Buffer {
  const raw = Buffer.from(encoded.replaceAll('_', ' '), 'utf8');
  let length = 0;
  for (let i = 0; i < raw.length; i++) {
    let byte = raw[i]!;
    if (byte === 0x3d) {
      const hex = raw.toString('latin1', i + 1, i + 3);
      if (/^[0-9a-f]{2}$/i.test(hex)) {
        byte = Number.parseInt(hex, 16);
        i += 2;
      }
    }
    raw[length++] = byte;
  }
  return raw.subarray(0, length);
}
