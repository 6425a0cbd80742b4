import { type ActivationReply, activationRequest, type CheckReply, letter } from '@vaguemestre/contract/activation.ts';
import type { FastifyInstance } from 'fastify';
import { activate } from '../../services/accounts/activate.ts';
import { checkLetter } from '../../services/accounts/check-letter.ts';
import type { House } from '../../services/house.ts';
import { post } from './route.ts';

/** The first sign-in: `contract/activation.ts`. */
export function activationRoutes(app: FastifyInstance, house: House): void {
  post(app, '/api/activation/check', letter, async (body, { remote }): Promise<CheckReply> => {
    const { credentials, owner, leastLength } = await checkLetter(house, { ...body, remote });
    return { address: credentials.address, givenName: owner.givenName, leastLength };
  });
  post(app, '/api/activation', activationRequest, async (body, { remote }): Promise<ActivationReply> => {
    const { address } = await activate(house, { ...body, remote });
    return { address };
  });
}
