/** Being told of mail while the webmail is closed: this browser's subscription, in the house's and in the browser's keeping. */
import type { Jmap } from '../../jmap/client.ts';
import { faultOfStatus, JmapFault } from '../../jmap/fault.ts';
import { reach } from '../../jmap/session.ts';

const vapid = 'urn:ietf:params:jmap:webpush-vapid';
/** The id of the subscription of this browser. */
const kept = 'courrier-push';

/** The key browsers subscribe with; null where this house or this browser pushes nothing. rfc/9749 */
export function pushKey({ session }: Jmap): string | null {
  const key = session.capabilities[vapid]?.applicationServerKey;
  return typeof key === 'string' && 'PushManager' in globalThis && 'serviceWorker' in navigator ? key : null;
}

export function isPushed(): boolean {
  return localStorage.getItem(kept) !== null;
}

/** @throws JmapFault; DOMException where the browser's service does not answer */
export async function startPush(jmap: Jmap, key: string): Promise<void> {
  const { pushManager } = await navigator.serviceWorker.ready;
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = made.toJSON();
  const create = { here: { deviceClientId: crypto.randomUUID(), url: endpoint, keys, types: ['EmailDelivery'] } };
  const { created } = await set(jmap, { create });
  const id = created?.here?.id;
  if (id === undefined) throw new JmapFault('refused', 'pushSubscription');
  localStorage.setItem(kept, id);
}

/** Where the session is over already, the house forgets the subscription by itself. */
export async function stopPush(jmap: Jmap): Promise<void> {
  const id = localStorage.getItem(kept);
  if (id === null) return;
  localStorage.removeItem(kept);
  const registration = await navigator.serviceWorker.getRegistration('/courrier');
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
  await set(jmap, { destroy: [id] }).catch((error: unknown) => {
    if (!(error instanceof JmapFault)) throw error;
  });
}

/** A subscription lives a month at most: each opening of the webmail gives it another. */
export async function renewPush(jmap: Jmap): Promise<void> {
  const id = localStorage.getItem(kept);
  if (id === null) return;
  const { notUpdated } = await set(jmap, { update: { [id]: { expires: null } } });
  // A new password has ended it: it is asked for again.
  if (notUpdated?.[id] !== undefined) await stopPush(jmap);
}

type Answer = {
  readonly created?: Readonly<Record<string, { readonly id: string }>> | null;
  readonly notUpdated?: Readonly<Record<string, object>> | null;
};

/** The one method of the webmail that belongs to no account. rfc/8620#7.2.2 */
async function set({ session }: Jmap, args: object): Promise<Answer> {
  const response = await reach(() =>
    fetch(session.apiPath, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        using: ['urn:ietf:params:jmap:core'],
        methodCalls: [['PushSubscription/set', args, 'c1']],
      }),
    }),
  );
  if (!response.ok) throw faultOfStatus(response.status);
  const { methodResponses } = (await response.json()) as { methodResponses: readonly [string, Answer, string][] };
  return methodResponses[0]?.[1] ?? {};
}
