/** Has the browser keep the pages, so that they open without network. */
export async function startWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register('/courrier-worker.js', { scope: '/courrier' }).catch(() => {
    // A browser may refuse, such as in a private window: then nothing is kept, and all else works.
  });
}
