/** The programs somebody reads mail with, out of their last sign-ins. */
import type { EventReply } from '@vaguemestre/contract/account.ts';
import { clientName } from '../../portal/account/client-name.ts';

export type Client = { readonly door: string; readonly client: string | null; readonly lastAt: string };

/** The newest first; `events` come so too. */
export function clientsOf(events: readonly EventReply[]): Client[] {
  const seen = new Map<string, Client>();
  for (const { kind, door, client, at } of events) {
    if (kind !== 'signed-in' || door === null) continue;
    const name = client === null ? null : clientName(client);
    const key = `${door} ${name ?? ''}`;
    if (!seen.has(key)) seen.set(key, { door, client: name, lastAt: at });
  }
  return [...seen.values()];
}
