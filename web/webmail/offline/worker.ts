/**
 * Answers for the pages of the mail where there is no network. Files with a hash in their name are kept for good; the page
 * itself is asked for first, so that a new one is seen at once. Mail never passes here: it is the page that keeps it.
 */
import { type PushScope, tellPushes } from './tell-push.ts';

type ExtendableEvent = Event & { waitUntil(work: Promise<unknown>): void };
type FetchEvent = ExtendableEvent & { readonly request: Request; respondWith(answer: Promise<Response>): void };
type WorkerScope = {
  addEventListener(type: 'install' | 'activate', listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  readonly location: { readonly origin: string };
};

const scope = globalThis as unknown as WorkerScope;
const name = 'courrier-pages';
const page = '/courrier/';

tellPushes(globalThis as unknown as PushScope);
scope.addEventListener('install', event => event.waitUntil(keepPages().then(() => scope.skipWaiting())));
scope.addEventListener('activate', event => event.waitUntil(forgetOld().then(() => scope.clients.claim())));
scope.addEventListener('fetch', event => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== scope.location.origin) return;
  if (request.mode === 'navigate' && pathname.startsWith('/courrier')) event.respondWith(answerPage(request));
  else if (pathname.startsWith('/assets/') || pathname === '/mark.svg') event.respondWith(answerFile(request));
});

async function listFiles(): Promise<string[]> {
  return (await (await fetch('/courrier-files.json', { cache: 'no-cache' })).json()) as string[];
}

async function keepPages(): Promise<void> {
  const cache = await caches.open(name);
  await cache.addAll([page, '/mark.svg', ...(await listFiles())]);
}

/** Files of earlier builds. */
async function forgetOld(): Promise<void> {
  const cache = await caches.open(name);
  const wanted = new Set([page, '/mark.svg', ...(await listFiles())]);
  const kept = await cache.keys();
  await Promise.all(kept.filter(({ url }) => !wanted.has(new URL(url).pathname)).map(request => cache.delete(request)));
}

async function answerPage(request: Request): Promise<Response> {
  const cache = await caches.open(name);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(page, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(page);
    if (kept === undefined) throw error;
    return kept;
  }
}

async function answerFile(request: Request): Promise<Response> {
  const cache = await caches.open(name);
  const kept = await cache.match(request);
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}
