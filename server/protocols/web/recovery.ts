import { type RecoveryReply, recoveryFinish, recoveryRequest } from '@vaguemestre/contract/recovery.ts';
import type { FastifyInstance } from 'fastify';
import { askRecovery, finishRecovery } from '../../services/accounts/recover.ts';
import type { House } from '../../services/house.ts';
import { post } from './route.ts';

/** A forgotten password: `contract/recovery.ts`. */
export function recoveryRoutes(app: FastifyInstance, house: House): void {
  post(app, '/api/recovery', recoveryRequest, async (body, { remote }): Promise<RecoveryReply> => {
    const { ticket, opensAt, leastLength } = await askRecovery(house, { ...body, remote });
    return { ticket, opensAt: opensAt.toISOString(), waits: opensAt > house.clock.now(), leastLength };
  });
  post(app, '/api/recovery/finish', recoveryFinish, async (body, { remote }) => {
    await finishRecovery(house, { ...body, remote });
    return { done: true };
  });
}
