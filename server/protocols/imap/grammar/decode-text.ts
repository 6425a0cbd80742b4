import { isUtf8 } from 'node:buffer';
import type { Reader } from './reader.ts';

/** Text to search for, from the charset the command declares. */
export type DecodeText = (reader: Reader, bytes: Buffer) => string;

export const decodeUtf8: DecodeText = (reader, bytes) =>
  isUtf8(bytes) ? bytes.toString('utf8') : reader.fail('Text is not valid UTF-8', 'charset');
