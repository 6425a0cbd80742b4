import { useCallback, useState } from 'react';
import { size } from '../../words/dates.ts';
import { roomLeft } from '../before-sending/warnings.ts';
import type { Writing } from '../desk/writing.ts';
import { useComposeWords } from '../words/use-compose-words.ts';

export type Files = {
  /** Puts files with the letter. */
  attach(files: readonly File[]): void;
  /** Puts pictures into its text. */
  insert(files: readonly File[]): void;
  /** Why some could not be: told before anything of them is sent. */
  readonly complaints: readonly string[];
};

/** `put`: shows a picture where the cursor is. */
export function useFiles(writing: Writing, most: number, put: (cid: string, url: string, name: string) => void): Files {
  const { t, language } = useComposeWords();
  const [complaints, setComplaints] = useState<readonly string[]>([]);

  const fitting = useCallback(
    (files: readonly File[], take: (file: File) => void) => {
      const wrong: string[] = [];
      for (const file of files) {
        const left = roomLeft(writing.letter.get(), most);
        // A folder that is dropped has no bytes either.
        if (file.size === 0) wrong.push(t('files.empty', { name: file.name }));
        else if (file.size > left) {
          const values = { name: file.name, size: size(file.size, language), left: size(left, language) };
          wrong.push(t('files.tooBig', values));
        } else take(file);
      }
      setComplaints(wrong);
    },
    [writing, most, t, language],
  );

  const attach = useCallback(
    (files: readonly File[]) => fitting(files, file => void writing.attach(file, file.name, null)),
    [fitting, writing],
  );
  const insert = useCallback(
    (files: readonly File[]) =>
      fitting(files, file => {
        const cid = `${crypto.randomUUID()}@courrier`;
        writing.attach(file, file.name, cid);
        put(cid, URL.createObjectURL(file), file.name);
      }),
    [fitting, writing, put],
  );
  return { attach, insert, complaints };
}
