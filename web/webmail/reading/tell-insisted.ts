import type { Id } from '../../jmap/objects.ts';
import { post } from '../../request.ts';

const done = { parse: (answer: unknown) => answer };

/**
 * Tells the house that somebody opened what was held: should it turn out to be phishing, they are among those who are
 * asked to choose another password. A house that cannot be reached keeps nobody from reading.
 */
export async function tellInsisted(email: Id): Promise<void> {
  await post('/api/phishing/insist', { email, kind: 'followed' }, done).catch(() => {});
}
