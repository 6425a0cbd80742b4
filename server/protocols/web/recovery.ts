import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import {
  type RecoveryReply,
  recoveryCodeSend,
  recoveryFinish,
  recoveryPasskey,
  recoveryProve,
  recoveryRequest,
} from '@vaguemestre/contract/recovery.ts';
import type { FastifyInstance } from 'fastify';
import { askRecovery, finishRecovery } from '../../services/accounts/recover.ts';
import { proveByCode, proveByPasskey, sendRecoveryCode } from '../../services/accounts/second-proofs.ts';
import type { House } from '../../services/house.ts';
import type { Site } from '../../services/signing-in/passkeys.ts';
import { post } from './route.ts';

/** A forgotten password: `contract/recovery.ts`. */
export function recoveryRoutes(app: FastifyInstance, house: House, site: () => Site): void {
  post(app, '/api/recovery', recoveryRequest, async (body, { remote }): Promise<RecoveryReply> => {
    const { ticket, opensAt, leastLength, proofs } = await askRecovery(house, { ...body, remote });
    const waits = opensAt > house.clock.now();
    return { ticket, opensAt: opensAt.toISOString(), waits, leastLength, proofs: proofs.map(each => ({ ...each })) };
  });
  post(app, '/api/recovery/code', recoveryCodeSend, async (body, { remote }) => {
    await sendRecoveryCode(house, { ...body, remote });
    return { done: true };
  });
  post(app, '/api/recovery/prove', recoveryProve, async (body, { remote }) => {
    await proveByCode(house, { ...body, remote });
    return { done: true };
  });
  post(app, '/api/recovery/passkey', recoveryPasskey, async ({ ticket, response }, { remote }) => {
    const answer = response as unknown as AuthenticationResponseJSON;
    await proveByPasskey(house, site(), { ticket, response: answer, remote });
    return { done: true };
  });
  post(app, '/api/recovery/finish', recoveryFinish, async (body, { remote }) => {
    await finishRecovery(house, { ...body, remote });
    return { done: true };
  });
}
