import { parseMessage } from '../../formats/message/parse.ts';

/** ASCII, for it stands in a field that may be encoded or not. */
const mark = '[SUSPECT]';

/** The message with a mark before its subject. Signatures over the subject no longer hold: only where the house wants it. */
export function markSubject(bytes: Buffer): Buffer {
  const subject = parseMessage(bytes).fields.find(({ name }) => name === 'subject');
  if (subject === undefined) return Buffer.concat([Buffer.from(`Subject: ${mark}\r\n`), bytes]);
  return Buffer.concat([bytes.subarray(0, subject.value), Buffer.from(` ${mark}`), bytes.subarray(subject.value)]);
}
