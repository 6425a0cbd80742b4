import { useEffect, useState } from 'react';
import type { BodyPart } from '../../jmap/objects.ts';
import { useStore } from '../shell/use-store.ts';

const none: ReadonlyMap<string, string> = new Map();

/** What a mail shows of its own attachments, by content id, as addresses of this page. rfc/2392 */
export function usePictures(cids: readonly string[], parts: readonly BodyPart[]): ReadonlyMap<string, string> {
  const { jmap } = useStore();
  const [pictures, setPictures] = useState(none);
  useEffect(() => {
    const stop = new AbortController();
    const urls: string[] = [];
    for (const cid of new Set(cids)) {
      const part = parts.find(each => each.cid === cid);
      // A type of ours: what calls itself a picture and is a page must not be opened as one.
      if (part?.blobId == null || !/^image\/(?:png|jpe?g|gif|webp|bmp)$/.test(part.type)) continue;
      jmap.download({ blobId: part.blobId, type: part.type }, stop.signal).then(
        blob => {
          const url = URL.createObjectURL(blob);
          urls.push(url);
          setPictures(before => new Map([...before, [cid, url]]));
        },
        () => {
          // The picture stays an empty box; the attachment is listed below all the same.
        },
      );
    }
    return () => {
      stop.abort();
      for (const url of urls) URL.revokeObjectURL(url);
      setPictures(none);
    };
  }, [cids, parts, jmap]);
  return pictures;
}
