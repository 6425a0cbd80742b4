import type { Field } from '../../formats/message/header.ts';
import { rawValue } from '../../formats/message/header.ts';

/**
 * The message without the fields that only this house may write: results that claim to be ours, scores, trace lines of
 * our deliveries. rfc/8601#5 All else stays as it came.
 */
export function withoutForgedFields(bytes: Buffer, fields: readonly Field[], hostName: string): Buffer {
  const pieces: Buffer[] = [];
  let from = 0;
  for (const field of fields) {
    if (!isForged(bytes, field, hostName)) continue;
    pieces.push(bytes.subarray(from, field.start));
    from = field.end;
  }
  return from === 0 ? bytes : Buffer.concat([...pieces, bytes.subarray(from)]);
}

const ours = new Set(['x-vaguemestre-score', 'x-phishing-verdict', 'return-path']);

function isForged(bytes: Buffer, field: Field, hostName: string): boolean {
  if (ours.has(field.name)) return true;
  if (field.name !== 'authentication-results') return false;
  const author = /^\s*"?([^\s;"]*)/.exec(rawValue(bytes, field))?.[1] ?? '';
  return author.toLowerCase() === hostName.toLowerCase();
}
