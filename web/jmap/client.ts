/**
 * A JMAP client without pages: RFC 8620 and 8621 as a web page needs them. Signed in by the portal's cookie, which
 * no script reads; the server itself refuses what another site's page would send.
 */
import { type CallMethod, createCaller } from './call.ts';
import type { Id } from './objects.ts';
import { listen, type PushListener } from './push.ts';
import { type Fetch, readSession, type Session } from './session.ts';
import { download, downloadPath, type Progress, type Uploaded, upload } from './transfer.ts';

export type Jmap = {
  readonly session: Session;
  readonly call: CallMethod;
  /** @returns what ends it */
  listen(listener: PushListener): () => void;
  upload(file: Blob, more?: { progress?: Progress; signal?: AbortSignal }): Promise<Uploaded>;
  downloadPath(file: { readonly blobId: Id; readonly name: string; readonly type: string }): string;
  /** @throws JmapFault */
  download(file: { readonly blobId: Id; readonly type: string }, signal?: AbortSignal): Promise<Blob>;
};

/** @throws JmapFault signed-out, unreachable */
export async function openJmap(ask: Fetch = (...asked) => fetch(...asked)): Promise<Jmap> {
  return withSession(await readSession(ask), ask);
}

/** The same over a session known from before: off line there is nobody to ask. */
export function withSession(session: Session, ask: Fetch = (...asked) => fetch(...asked)): Jmap {
  const pathOf: Jmap['downloadPath'] = file => downloadPath(session, file);
  return {
    session,
    call: createCaller(session, ask),
    listen: listener => listen(session, listener),
    upload: (file, more) => upload(session, file, more),
    downloadPath: pathOf,
    download: ({ blobId, type }, signal) => download(ask, pathOf({ blobId, type, name: 'file' }), type, signal),
  };
}
