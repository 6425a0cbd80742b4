import { type ActivationReply, activationRequest, type CheckReply, letter } from '@vaguemestre/contract/activation.ts';
import type { FastifyInstance } from 'fastify';
import { activate } from '../../services/accounts/activate.ts';
import { checkLetter } from '../../services/accounts/check-letter.ts';
import type { House } from '../../services/house.ts';
import { closeSession, openSession } from '../../services/signing-in/sessions.ts';
import { knowDevice } from '../../services/signing-in/throttle.ts';
import { drawToken } from '../../services/signing-in/tokens.ts';
import { readCookie, readDevice, setCookie, setDevice } from './cookie.ts';
import { post } from './route.ts';

/** The first sign-in: `contract/activation.ts`. */
export function activationRoutes(app: FastifyInstance, house: House): void {
  post(app, '/api/activation/check', letter, async (body, { remote }): Promise<CheckReply> => {
    const { credentials, owner, leastLength } = await checkLetter(house, { ...body, remote });
    return { address: credentials.address, givenName: owner.givenName, leastLength };
  });
  post(app, '/api/activation', activationRequest, async (body, exchange): Promise<ActivationReply> => {
    const { request, reply, remote, client } = exchange;
    const actor = await activate(house, { ...body, remote });
    // Whoever proved so much is in: what comes next is their own account.
    const former = readCookie(request);
    if (former !== null) await closeSession(house, former);
    setCookie(reply, await openSession(house, actor, { remote, client, strong: false }));
    const device = readDevice(request) ?? drawToken(house.random);
    await knowDevice(house, actor, device);
    setDevice(reply, device);
    return { address: actor.address };
  });
}
