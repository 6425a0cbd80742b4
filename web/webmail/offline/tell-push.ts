/**
 * What the house pushes while no page is open (rfc/8620#7.2): the code that proves the device is there, and that a message
 * came. The announcement says neither from whom nor about what; neither does the notification.
 */
type WindowClient = { readonly visibilityState: string; focus(): Promise<unknown> };
type Told = { readonly title: string; close(): void };
type PushEvent = Event & {
  readonly data: { json(): unknown } | null;
  waitUntil(work: Promise<unknown>): void;
};
type ClickEvent = Event & { readonly notification: Told; waitUntil(work: Promise<unknown>): void };

export type PushScope = {
  addEventListener(type: 'push', listener: (event: PushEvent) => void): void;
  addEventListener(type: 'notificationclick', listener: (event: ClickEvent) => void): void;
  readonly registration: { showNotification(title: string, options: object): Promise<void> };
  readonly clients: {
    matchAll(options: { type: 'window' }): Promise<readonly WindowClient[]>;
    openWindow(url: string): Promise<unknown>;
  };
};

type Verification = {
  readonly '@type': 'PushVerification';
  readonly pushSubscriptionId: string;
  readonly verificationCode: string;
};

export function tellPushes(scope: PushScope): void {
  scope.addEventListener('push', event => event.waitUntil(told(scope, event.data?.json())));
  scope.addEventListener('notificationclick', event => {
    event.notification.close();
    event.waitUntil(openMail(scope));
  });
}

async function told(scope: PushScope, data: unknown): Promise<void> {
  if (typeof data !== 'object' || data === null || !('@type' in data)) return;
  if (data['@type'] === 'PushVerification') return await verify(data as Verification);
  // The page itself tells whoever looks at it.
  const pages = await scope.clients.matchAll({ type: 'window' });
  if (pages.some(({ visibilityState }) => visibilityState === 'visible')) return;
  const french = !navigator.language.startsWith('en');
  await scope.registration.showNotification(french ? 'Courrier' : 'Mail', {
    body: french ? 'Un message est arrivé.' : 'A message has arrived.',
    icon: '/mark.svg',
    tag: 'courrier',
  });
}

async function verify({ pushSubscriptionId, verificationCode }: Verification): Promise<void> {
  await fetch('/jmap/api/', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      using: ['urn:ietf:params:jmap:core'],
      methodCalls: [['PushSubscription/set', { update: { [pushSubscriptionId]: { verificationCode } } }, 'c1']],
    }),
  });
}

async function openMail({ clients }: PushScope): Promise<void> {
  const [page] = await clients.matchAll({ type: 'window' });
  if (page === undefined) await clients.openWindow('/courrier/boite/reception');
  else await page.focus();
}
