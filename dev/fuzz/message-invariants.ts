/** What must be true of the message functions for any bytes whatever. */
import assert from 'node:assert/strict';
import { listMailboxes } from '../../server/formats/address/parse.ts';
import { parseDate } from '../../server/formats/message/date.ts';
import { decodeRange, decodeText } from '../../server/formats/message/decode.ts';
import { readListId, readMessageIds } from '../../server/formats/message/envelope.ts';
import { casemap, fold } from '../../server/formats/message/fold.ts';
import { decodedValue } from '../../server/formats/message/header.ts';
import { maxDepth, maxParts, type ParsedMessage, parseMessage } from '../../server/formats/message/parse.ts';
import { fileName, leaves, type Part } from '../../server/formats/message/part.ts';
import { preview, previewLength } from '../../server/formats/message/preview.ts';
import { baseSubject } from '../../server/formats/message/subject.ts';
import { searchableText } from '../../server/formats/message/text.ts';
import { decodeWords } from '../../server/formats/message/words.ts';

/** Parses the bytes, reads everything from them that can be read, and throws where an invariant does not hold. */
export function checkMessage(bytes: Buffer): ParsedMessage {
  const message = parseMessage(bytes);
  checkTree(bytes, message);
  checkFields(bytes, message);
  checkStored({ part: message.part, envelope: message.envelope });
  checkTexts(bytes, message);
  return message;
}

function checkTree(bytes: Buffer, { part, headerEnd, size }: ParsedMessage): void {
  assert.deepEqual([part.header, part.body, part.end, size], [0, headerEnd, bytes.length, bytes.length]);
  const newlines: number[] = [0];
  for (let i = 0; i < bytes.length; i++) newlines.push(newlines[i]! + (bytes[i] === 10 ? 1 : 0));
  let count = 0;
  const visit = (node: Part, start: number, end: number, depth: number) => {
    count++;
    assert.ok(depth <= maxDepth, 'too deep');
    assert.ok(
      start <= node.header && node.header <= node.body && node.body <= node.end && node.end <= end,
      'out of place',
    );
    assert.ok(node.header === 0 || bytes[node.header - 1] === 10 || node.header === bytes.length, 'not at a line');
    assert.equal(node.lines, newlines[node.end]! - newlines[node.body]!, 'lines');
    assert.equal(node.type === 'multipart', node.children !== undefined, 'multipart without children');
    const enclosing = node.type === 'message' && (node.subtype === 'rfc822' || node.subtype === 'global');
    assert.equal(enclosing, node.message !== undefined, 'message without message');
    if (node.message) {
      assert.equal(node.message.part.header, node.body);
      assert.equal(node.message.part.end, node.end);
      visit(node.message.part, node.body, node.end, depth + 1);
    }
    let last = node.body;
    for (const child of node.children ?? []) {
      visit(child, last, node.end, depth + 1);
      last = child.end;
    }
    assert.notEqual(node.children?.length, 0);
  };
  visit(part, 0, bytes.length, 1);
  assert.ok(count <= maxParts, 'too many parts');
}

function checkFields(bytes: Buffer, { fields, headerEnd }: ParsedMessage): void {
  let last = 0;
  for (const field of fields) {
    assert.ok(last <= field.start && field.start < field.value && field.value <= field.end && field.end <= headerEnd);
    assert.ok(!/[\r\n\0]/.test(decodedValue(bytes, field)), 'a field of several lines');
    last = field.end;
  }
  readMessageIds(bytes, fields, 'references');
  readListId(bytes, fields);
}

/** What is stored goes through JSON unchanged, and PostgreSQL takes it: no U+0000, no lone surrogate. */
function checkStored(stored: unknown): void {
  const json = JSON.stringify(stored);
  assert.deepEqual(JSON.parse(json), stored);
  assert.ok(!/\\u(?:0000|d[89a-f])/.test(json.replaceAll('\\\\', '')), 'a character that cannot be stored');
}

function checkTexts(bytes: Buffer, message: ParsedMessage): void {
  const { part, envelope } = message;
  const shown = preview(bytes, part);
  assert.ok([...shown].length <= previewLength && shown.isWellFormed() && !/[\0\r\n]/.test(shown), 'preview');
  const texts = searchableText(bytes, message, 100_000);
  for (const text of Object.values(texts)) casemap(fold(text));
  const subject = decodeWords(envelope.subject ?? '');
  assert.equal(baseSubject(baseSubject(subject).base).base, baseSubject(subject).base, 'base subject');
  parseDate(envelope.date ?? '');
  listMailboxes([...envelope.from, ...envelope.to, ...envelope.cc, ...envelope.bcc]);
  for (const leaf of leaves(part, true)) {
    fileName(leaf);
    assert.ok(decodeText(bytes, leaf).isWellFormed());
    assert.ok(decodeRange(bytes, leaf, 3, 5).length <= 5);
  }
}
