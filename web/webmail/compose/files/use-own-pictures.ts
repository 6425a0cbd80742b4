import { useEffect, useRef, useState } from 'react';
import { JmapFault } from '../../../jmap/fault.ts';
import { useStore } from '../../shell/use-store.ts';
import type { Writing } from '../desk/writing.ts';
import type { Attached } from '../letter/letter.ts';

const none: ReadonlyMap<string, string> = new Map();

/** Pictures of a letter as addresses of this page, by content id: those just put in from here, others from the server. */
export function useOwnPictures(writing: Writing, files: readonly Attached[]): ReadonlyMap<string, string> {
  const { jmap } = useStore();
  const [pictures, setPictures] = useState(none);
  const asked = useRef(new Set<string>());
  const urls = useRef<string[]>([]);

  useEffect(() => {
    const put = (cid: string, blob: Blob) => {
      const url = URL.createObjectURL(blob);
      urls.current.push(url);
      setPictures(before => new Map([...before, [cid, url]]));
    };
    for (const { key, cid, blobId, type } of files) {
      if (cid === null || asked.current.has(cid)) continue;
      const blob = writing.uploads.blob(key);
      if (blob === undefined && blobId === null) continue;
      asked.current.add(cid);
      if (blob !== undefined) put(cid, blob);
      else if (/^image\/(?:png|jpe?g|gif|webp|bmp)$/.test(type))
        jmap.download({ blobId: blobId!, type }).then(
          got => put(cid, got),
          (error: unknown) => {
            if (!(error instanceof JmapFault)) throw error;
            // It stays an empty box, and travels all the same: the server has it.
            asked.current.delete(cid);
          },
        );
    }
  }, [files, writing, jmap]);
  useEffect(
    () => () => {
      for (const url of urls.current) URL.revokeObjectURL(url);
    },
    [],
  );
  return pictures;
}
