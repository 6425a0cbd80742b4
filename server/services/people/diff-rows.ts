/** A diff as rows to be read, shown or exported: fields are named, never their values. */
import { createHash } from 'node:crypto';
import type { Difference, FeedDiff } from './diff-feed.ts';

export type DiffRow = {
  readonly what: 'refused' | 'new' | 'leaving' | 'returning' | 'changed' | 'missing';
  /** Null where a refused line names nobody. */
  readonly hrKey: string | null;
  /** Null for who is not in the file. */
  readonly line: number | null;
  /** The fields that change, or why a line is refused. French. */
  readonly detail: string;
};

export function diffRows(diff: FeedDiff): DiffRow[] {
  const moved = (what: DiffRow['what'], list: readonly Difference[]): DiffRow[] =>
    list.map(({ known, said, fields }) => ({ what, hrKey: known.hrKey, line: said.line, detail: fields.join(', ') }));
  return [
    ...diff.refused.map(({ hrKey, line, column, why }) => ({
      what: 'refused' as const,
      hrKey,
      line,
      detail: column === null ? why : `${column} : ${why}`,
    })),
    ...diff.new.map(({ hrKey, line }) => ({ what: 'new' as const, hrKey, line, detail: '' })),
    ...moved('leaving', diff.leaving),
    ...moved('returning', diff.returning),
    ...moved('changed', diff.changed),
    ...diff.missing.map(({ hrKey }) => ({ what: 'missing' as const, hrKey, line: null, detail: '' })),
  ];
}

export const rowWords: Readonly<Record<DiffRow['what'], string>> = {
  refused: 'refusé',
  new: 'nouveau',
  leaving: 'part',
  returning: 'revient',
  changed: 'change',
  missing: 'absent',
};

/** For a spreadsheet: semicolons and a byte order mark, as French ones expect. Formulas are defused. */
export function diffCsv(rows: readonly DiffRow[]): string {
  const cell = (text: string): string => {
    const safe = /^[=+@\t\r-]/.test(text) ? `'${text}` : text;
    return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = rows.map(({ what, hrKey, line, detail }) =>
    [rowWords[what], hrKey ?? '', line === null ? '' : String(line), detail].map(cell).join(';'),
  );
  return `\ufeff${['nature;agent;ligne;détail', ...lines].join('\r\n')}\r\n`;
}

/** What one agrees to in confirming: it is another as soon as the diff is. */
export function fingerprint(rows: readonly DiffRow[]): string {
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 16);
}
