/** Files up and down, with their progress told. rfc/8620#6 */
import { faultOfStatus, JmapFault } from './fault.ts';
import type { Id } from './objects.ts';
import { type Fetch, reach, type Session } from './session.ts';

export type Uploaded = { readonly blobId: Id; readonly type: string; readonly size: number };

/** From 0 to 1. */
export type Progress = (part: number) => void;

/**
 * Sends a file. `fetch` tells no progress of what it sends: the older object does.
 * @throws JmapFault; DOMException AbortError where `signal` was aborted
 */
export function upload(
  session: Pick<Session, 'accountId' | 'uploadPath'>,
  file: Blob,
  { progress, signal }: { progress?: Progress; signal?: AbortSignal } = {},
): Promise<Uploaded> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', session.uploadPath.replace('{accountId}', encodeURIComponent(session.accountId)));
    request.setRequestHeader('content-type', file.type === '' ? 'application/octet-stream' : file.type);
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded, total }) => progress?.(total === 0 ? 1 : loaded / total));
    request.addEventListener('load', () => {
      if (request.status === 201) resolve(request.response as Uploaded);
      else reject(faultOfStatus(request.status));
    });
    request.addEventListener('error', () => reject(new JmapFault('unreachable')));
    request.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
    signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

/** Where a blob is got from: for links that save it under a name. */
export function downloadPath(
  { accountId, downloadPath: template }: Pick<Session, 'accountId' | 'downloadPath'>,
  { blobId, name, type }: { readonly blobId: Id; readonly name: string; readonly type: string },
): string {
  const values: Readonly<Record<string, string>> = { accountId, blobId, name, type };
  return template.replace(/\{(\w+)\}/g, (_all, key: string) => encodeURIComponent(values[key] ?? ''));
}

/** The bytes of a blob, as a file of the type that is asked. @throws JmapFault */
export async function download(ask: Fetch, path: string, type: string, signal?: AbortSignal): Promise<Blob> {
  const response = await reach(() => ask(path, { credentials: 'same-origin', ...(signal ? { signal } : {}) }));
  if (!response.ok) throw faultOfStatus(response.status);
  return new Blob([await response.arrayBuffer()], { type });
}
