import { type SignatureReply, signatureChoice } from '@vaguemestre/contract/signature.ts';
import type { FastifyInstance } from 'fastify';
import type { House } from '../../services/house.ts';
import { chooseSignature } from '../../services/signatures/choose.ts';
import { composeSignature } from '../../services/signatures/compose.ts';
import type { SessionActor } from '../../services/signing-in/sessions.ts';
import { usualRules } from '../../services/submission/rules.ts';
import { getSignedIn, postSignedIn } from './route.ts';

/** The signature: `contract/signature.ts`. */
export function signatureRoutes(app: FastifyInstance, house: House): void {
  getSignedIn(app, house, '/api/signature', actor => describe(actor));
  postSignedIn(app, house, '/api/signature', signatureChoice, async (actor, choice) => {
    await chooseSignature(house, actor, choice);
    return await describe(actor);
  });

  async function describe({ accountId }: SessionActor): Promise<SignatureReply> {
    const { signature, lines, added } = await composeSignature(house, accountId);
    const { addsSignatures } = house.sending ?? usualRules;
    return { signature: signature && { ...signature }, lines, added, serverSigns: addsSignatures };
  }
}
