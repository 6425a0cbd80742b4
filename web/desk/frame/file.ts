/** A file the server makes for whoever asks: fetched whole, then handed to the browser to keep. */
import { refusalReply } from '@vaguemestre/contract/text.ts';
import { Refused } from '../../request.ts';

/** @throws Refused; TypeError where the server cannot be reached or cut the file off */
export async function fetchFile(path: string, body: unknown): Promise<Blob> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    credentials: 'same-origin',
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Refused(refusalReply.parse(await response.json()));
  return await response.blob();
}

export function keepFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  const url = URL.createObjectURL(file);
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
