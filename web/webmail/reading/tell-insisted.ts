import type { Id } from '../../jmap/objects.ts';

const done = { parse: (answer: unknown) => answer };

/**
 * Tells the house that somebody opened what was held: should it turn out to be phishing, they are among those who are
 * asked to choose another password. A house that cannot be reached keeps nobody from reading.
 */
export async function tellInsisted(email: Id): Promise<void> {
  // Rare, and what speaks to the portal weighs: it is no part of the first screen.
  const { post } = await import('../../request.ts');
  await post('/api/phishing/insist', { email, kind: 'followed' }, done).catch(() => {});
}
