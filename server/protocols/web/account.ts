import {
  type AccountReply,
  appPasswordRequest,
  appPasswordRevoke,
  contactBegin,
  contactConfirm,
  contactRemove,
  passwordChange,
  secondFactorBegin,
  secondFactorCode,
  sessionEnd,
} from '@vaguemestre/contract/account.ts';
import type { FastifyInstance } from 'fastify';
import { beginContact, confirmContact, removeContact } from '../../services/accounts/change-contacts.ts';
import { changePassword } from '../../services/accounts/change-password.ts';
import { describeOwnAccount, type OwnAccount } from '../../services/accounts/describe.ts';
import { cancelRecovery } from '../../services/accounts/recover.ts';
import type { House } from '../../services/house.ts';
import { makeAppPassword, revokeAppPassword } from '../../services/signing-in/app-passwords.ts';
import { beginSecondFactor, confirmSecondFactor, removeSecondFactor } from '../../services/signing-in/second-factor.ts';
import { endSessions, openSession, type SessionActor } from '../../services/signing-in/sessions.ts';
import { setCookie } from './cookie.ts';
import { drawQr } from './qr.ts';
import { type Exchange, postSignedIn, requireSession } from './route.ts';

/** The person's own account: `contract/account.ts`. */
export function accountRoutes(app: FastifyInstance, house: House, portalName: string): void {
  app.get('/api/account', async request => {
    const actor = await requireSession(house, request);
    return accountReply(actor, await describeOwnAccount(house, actor));
  });
  postSignedIn(
    app,
    house,
    '/api/account/password',
    passwordChange,
    async (actor, body, exchange) => {
      await changePassword(house, actor, { ...body, remote: exchange.remote });
      return await stayIn(actor, exchange);
    },
    'to-all',
  );
  postSignedIn(app, house, '/api/account/contacts/begin', contactBegin, async (actor, body, { remote }) => {
    return await beginContact(house, actor, { ...body, remote });
  });
  postSignedIn(app, house, '/api/account/contacts/confirm', contactConfirm, async (actor, body, { remote }) => {
    await confirmContact(house, actor, { ...body, remote });
    return { done: true };
  });
  postSignedIn(app, house, '/api/account/contacts/remove', contactRemove, async (actor, body, { remote }) => {
    await removeContact(house, actor, { ...body, remote });
    return { done: true };
  });
  postSignedIn(app, house, '/api/account/sessions/end', sessionEnd, async (actor, { which }) => {
    await endSessions(house, actor, which);
    return { done: true };
  });
  postSignedIn(app, house, '/api/account/app-passwords', appPasswordRequest, async (actor, body) => {
    return { password: await makeAppPassword(house, actor, body) };
  });
  postSignedIn(app, house, '/api/account/app-passwords/revoke', appPasswordRevoke, async (actor, { id }, exchange) => {
    await revokeAppPassword(house, actor, id);
    return await stayIn(actor, exchange);
  });
  postSignedIn(
    app,
    house,
    '/api/account/second-factor',
    secondFactorBegin,
    async actor => {
      const begun = await beginSecondFactor(house, actor, portalName);
      return { ...begun, qr: drawQr(begun.uri) };
    },
    'enrolling',
  );
  postSignedIn(
    app,
    house,
    '/api/account/second-factor/confirm',
    secondFactorCode,
    async (actor, { code }, exchange) => {
      const codes = await confirmSecondFactor(house, actor, code, exchange.remote);
      await stayIn(actor, exchange, true);
      return { codes };
    },
    'enrolling',
  );
  postSignedIn(app, house, '/api/account/second-factor/remove', secondFactorCode, async (actor, { code }, exchange) => {
    await removeSecondFactor(house, actor, code, exchange.remote);
    return await stayIn(actor, exchange);
  });
  postSignedIn(
    app,
    house,
    '/api/account/recovery/cancel',
    secondFactorBegin,
    async actor => {
      await cancelRecovery(house, actor);
      return { done: true };
    },
    'to-all',
  );

  /** What moves the credential version ends every session: the one that asked gets a fresh token. */
  async function stayIn(
    actor: SessionActor,
    { reply, remote, client }: Exchange,
    strong?: boolean,
  ): Promise<{ done: true }> {
    const since = strong === undefined ? actor.openedAt : undefined;
    setCookie(reply, await openSession(house, actor, { remote, client, strong: strong ?? actor.strong, since }));
    return { done: true };
  }
}

function accountReply(actor: SessionActor, own: OwnAccount): AccountReply {
  const iso = (instant: Date | null): string | null => instant?.toISOString() ?? null;
  return {
    address: actor.address,
    aliases: own.addresses.slice(1),
    givenName: own.givenName,
    familyName: own.familyName,
    function: own.function,
    roles: actor.roles.map(each => ({ ...each })),
    passwordSetAt: iso(own.passwordSetAt),
    closesOn: own.closesOn,
    leastLength: own.leastLength,
    secondFactor: own.secondFactor,
    factorDueAt: iso(own.factorDueAt),
    renewalForced: own.renewalForced,
    contacts: own.contacts.map(each => ({ ...each })),
    texts: own.texts,
    recoveryOpensAt: iso(own.recovery?.opensAt ?? null),
    sessions: own.sessions.map(each => ({
      id: each.sessionId,
      openedAt: each.openedAt.toISOString(),
      seenAt: each.seenAt.toISOString(),
      network: each.network,
      client: each.client,
      here: each.sessionId === actor.sessionId,
    })),
    appPasswords: own.appPasswords.map(each => ({
      ...each,
      createdAt: each.createdAt.toISOString(),
      usedAt: iso(each.usedAt),
    })),
    passkeys: own.passkeys.map(each => ({
      id: each.credentialId,
      name: each.name,
      createdAt: each.createdAt.toISOString(),
      usedAt: iso(each.usedAt),
    })),
    events: own.events.map(({ at, kind, door, network, detail }) => ({
      at: at.toISOString(),
      kind,
      door,
      network,
      client: typeof detail.client === 'string' ? detail.client : null,
    })),
    quota: own.quota,
    applications: own.applications.map(each => ({ ...each })),
  };
}
