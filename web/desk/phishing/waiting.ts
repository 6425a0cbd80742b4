import { queueReply } from '@vaguemestre/contract/phishing.ts';
import { post } from '../../request.ts';
import type { Standing } from '../frame/standing.ts';

/** As the services ask it again. */
export function isAnalyst({ roles }: Pick<Standing, 'roles'>): boolean {
  return roles.some(({ role, uai }) => uai === '' && (role === 'analyst' || role === 'administrator'));
}

/** Campaigns that wait for a verdict. */
export async function countWaiting(): Promise<number> {
  return (await post('/api/phishing/queue', { verdict: null }, queueReply)).campaigns.length;
}
