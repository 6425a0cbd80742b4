import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMessage } from './parse.ts';

const parse = (...lines: string[]) => parseMessage(Buffer.from(lines.join('\r\n'), 'latin1'));

test('a message of plain text is one leaf whose offsets and lines are those of its body', () => {
  const { part, headerEnd, size } = parse('Subject: a', '', 'one', 'two', '');
  assert.deepEqual(part, {
    header: 0,
    body: 14,
    end: 24,
    lines: 2,
    type: 'text',
    subtype: 'plain',
    params: {},
    encoding: '7bit',
  });
  assert.deepEqual([headerEnd, size], [14, 24]);
});
