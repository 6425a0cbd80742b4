/** Scripts as clients see them. rfc/9661#2 */
import { readBlobId, writeBlobId } from '../../../formats/object-id/blob-id.ts';
import { readBlob } from '../../../services/emails/blobs.ts';
import type { ScriptEntry } from '../../../services/filters/change-scripts.ts';
import { checkScript } from '../../../services/filters/check-script.ts';
import { SetFault } from '../faults.ts';
import type { Context } from '../method.ts';
import { resolveCreation, scriptName } from '../names.ts';
import { idOrCreation } from '../read.ts';

export const scriptProperties = ['id', 'name', 'blobId', 'isActive'] as const;

export function describeScript(context: Context, script: ScriptEntry) {
  return {
    id: scriptName(context, script.id),
    name: script.name,
    blobId: scriptBlobId(context, script),
    isActive: script.active,
  };
}

export function scriptBlobId({ access }: Context, { id, digest }: ScriptEntry): string {
  const source = { kind: 'script', accountId: access.accountId, scriptId: id, digest: digest.slice(0, 32) } as const;
  return writeBlobId({ source, cuts: [] });
}

/** The text of a blob, checked as a delivery would read it. @throws SetFault blobNotFound, invalidSieve, InvalidArgument */
export async function readScriptText(
  context: Context,
  value: unknown,
  name: string,
): Promise<{ text: string; bytes: number }> {
  const given = idOrCreation(value, 'blobId');
  const blobId = resolveCreation(context, given);
  const blob = blobId === null ? null : readBlobId(blobId);
  const bytes = blob === null ? null : await readBlob(context.house, context.access, blob);
  if (bytes === null) throw new SetFault('blobNotFound', { notFound: [given] });
  const checked = checkScript(bytes, name);
  if (checked.kind === 'script') return { text: checked.script.source, bytes: bytes.length };
  const said = checked.faults.map(({ line, column, fr }) => `ligne ${line}, colonne ${column} : ${fr}`);
  throw new SetFault('invalidSieve', { description: said.join('\n') });
}
