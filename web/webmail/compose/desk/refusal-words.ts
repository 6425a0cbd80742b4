/** What the server says no to, in words that say what to do. */
import type { TellCompose } from '../words/use-compose-words.ts';
import type { Outcome } from './desk.ts';

const known = [
  'forbiddenFrom',
  'tooLarge',
  'rateLimit',
  'overQuota',
  'invalidRecipients',
  'noRecipients',
  'tooManyRecipients',
  'blobNotFound',
  'notFound',
] as const;

export function wordsOfRefusal(
  outcome: Exclude<Outcome, { kind: 'sent' }>,
  signedOut: boolean,
  t: TellCompose,
): string {
  if (outcome.kind === 'unsaved') return t(signedOut ? 'refused.signed-out' : 'refused.offline');
  const { type, description } = outcome;
  if (type === 'forbiddenToSend' && /password/i.test(description)) return t('refused.password');
  if (type === 'forbiddenToSend' && /NUMEN/i.test(description)) return t('refused.numen');
  if (type === 'forbiddenToSend' || type === 'forbidden') return t('refused.forbiddenToSend');
  if (type === 'forbiddenMailFrom') return t('refused.forbiddenFrom');
  if (type === 'invalidProperties' || type === 'invalidEmail') return t('refused.invalid');
  // The same things, as a whole call says them.
  if (type === 'slow-down') return t('refused.rateLimit');
  if (type === 'requestTooLarge' || type === 'too-large') return t('refused.tooLarge');
  if (type === 'over-quota') return t('refused.overQuota');
  const same = known.find(each => each === type);
  return t(same === undefined ? 'refused.other' : `refused.${same}`);
}
