/** Acts for the accounts of others: `contract/support.ts`. Who may is asked in the services; here nothing is decided. */
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import {
  accountRequest,
  type FoundReply,
  findRequest,
  identityRequest,
  lettersRequest,
  proposalNumber,
  proposalRequest,
  roleGrant,
  roleRevoke,
  rolesRequest,
  schoolRequest,
  suspendRequest,
} from '@vaguemestre/contract/support.ts';
import type { FastifyInstance } from 'fastify';
import * as z from 'zod/mini';
import type { LetterHouse } from '../../formats/letter/compose.ts';
import type { AccountId } from '../../model/account.ts';
import { close, reopen, suspend } from '../../services/accounts/change-state.ts';
import { handRecoveryCode } from '../../services/accounts/hand-recovery-code.ts';
import { twoPersonActs } from '../../services/accounts/two-person-acts.ts';
import { confirm, type HandedCode, listToConfirm, propose, withdraw } from '../../services/audit/two-persons.ts';
import type { House } from '../../services/house.ts';
import { handOver, listToHandOver } from '../../services/letters/hand-over.ts';
import { printLetters } from '../../services/letters/print.ts';
import { type Found, find, see } from '../../services/people/find.ts';
import { grantRole, listRoles, revokeRole } from '../../services/people/grant-role.ts';
import { postSignedIn } from './route.ts';

/** What letters printed from a desk say of the house, and how many days they hold. */
export type LetterDesk = { readonly about: LetterHouse; readonly validDays: number };

const done = { done: true } as const;

/** `letters`: absent, none are printed here. */
export function supportRoutes(app: FastifyInstance, house: House, letters: LetterDesk | undefined): void {
  postSignedIn(app, house, '/api/support/find', findRequest, async (actor, { words, uai }) => ({
    people: (await find(house, actor, words, uai?.toUpperCase() ?? null)).map(foundReplyOf),
  }));
  postSignedIn(app, house, '/api/support/person', accountRequest, async (actor, { accountId }) =>
    foundReplyOf(await see(house, actor, accountId as AccountId)),
  );
  postSignedIn(app, house, '/api/support/code', identityRequest, async (actor, { accountId, identity }) =>
    codeOf(await handRecoveryCode(house, actor, accountId as AccountId, identity)),
  );
  postSignedIn(app, house, '/api/support/suspend', suspendRequest, async (actor, { accountId, reason }) => {
    await suspend(house, actor, accountId as AccountId, reason);
    return done;
  });
  postSignedIn(app, house, '/api/support/reopen', accountRequest, async (actor, { accountId }) => {
    await reopen(house, actor, accountId as AccountId);
    return done;
  });
  postSignedIn(app, house, '/api/support/close', accountRequest, async (actor, { accountId }) => {
    await close(house, actor, accountId as AccountId);
    return done;
  });
  letterRoutes(app, house, letters);
  roleRoutes(app, house);
  proposalRoutes(app, house);
}

function letterRoutes(app: FastifyInstance, house: House, letters: LetterDesk | undefined): void {
  postSignedIn(app, house, '/api/support/letters/waiting', schoolRequest, async (actor, { uai }) => ({
    letters: (await listToHandOver(house, actor, uai.toUpperCase())).map(each => ({
      ...each,
      madeAt: each.madeAt.toISOString(),
    })),
  }));
  postSignedIn(app, house, '/api/support/letters/handed', identityRequest, async (actor, { accountId, identity }) => {
    await handOver(house, actor, accountId as AccountId, identity);
    return done;
  });
  if (letters === undefined) return;
  const { about, validDays } = letters;
  postSignedIn(app, house, '/api/support/letters/print', lettersRequest, async (actor, choice, { reply }) => {
    const pages = new PassThrough();
    const printing = printLetters(house, actor, choiceOf(choice), about, { validDays }, pages);
    // A refusal comes before the first octet; what fails later can only cut the file off.
    printing.catch((error: Error) => pages.destroy(error));
    await Promise.race([once(pages, 'readable'), printing]);
    reply.header('content-disposition', 'attachment; filename="lettres.pdf"').type('application/pdf');
    return pages;
  });
}

function choiceOf(choice: z.infer<typeof lettersRequest>): Parameters<typeof printLetters>[2] {
  if ('uai' in choice) return { kind: 'school', uai: choice.uai.toUpperCase() };
  if ('since' in choice) return { kind: 'since', at: new Date(`${choice.since}T00:00:00Z`) };
  return { kind: 'account', accountId: choice.accountId as AccountId };
}

function roleRoutes(app: FastifyInstance, house: House): void {
  postSignedIn(app, house, '/api/support/roles', rolesRequest, async (actor, { accountId }) => ({
    roles: await listRoles(house, actor, (accountId ?? null) as AccountId | null),
  }));
  postSignedIn(app, house, '/api/support/roles/grant', roleGrant, async (actor, { accountId, role, ...wish }) => {
    const { uai = '', firstDay, lastDay = null } = wish;
    const days = { ...(firstDay !== undefined && { firstDay }), lastDay };
    await grantRole(house, actor, accountId as AccountId, { role, uai: uai.toUpperCase(), ...days });
    return done;
  });
  postSignedIn(app, house, '/api/support/roles/revoke', roleRevoke, async (actor, { id }) => {
    await revokeRole(house, actor, id);
    return done;
  });
}

function proposalRoutes(app: FastifyInstance, house: House): void {
  postSignedIn(app, house, '/api/support/proposals', z.object({}), async actor => ({
    proposals: (await listToConfirm(house, actor, twoPersonActs)).map(each => ({
      ...{ id: each.id, act: each.kind, accountId: each.subject, reason: each.detail.reason ?? '' },
      ...{ subject: each.subjectName, proposer: each.proposerName, identity: each.detail.identity ?? null },
      ...{ firstDay: each.detail.firstDay ?? null, lastDay: each.detail.lastDay ?? null },
      proposedBy: each.proposedBy,
      proposedAt: each.proposedAt.toISOString(),
      expiresAt: each.expiresAt.toISOString(),
    })),
  }));
  postSignedIn(app, house, '/api/support/propose', proposalRequest, async (actor, { act, accountId, ...said }) => {
    const detail = Object.fromEntries(Object.entries(said).flatMap(([name, word]) => (word ? [[name, word]] : [])));
    return { id: await propose(house, actor, twoPersonActs, { kind: act, subject: accountId as AccountId, detail }) };
  });
  postSignedIn(app, house, '/api/support/confirm', proposalNumber, async (actor, { id }) => {
    const code = await confirm(house, actor, twoPersonActs, id);
    return { ...done, code: code === null ? null : codeOf(code) };
  });
  postSignedIn(app, house, '/api/support/withdraw', proposalNumber, async (actor, { id }) => {
    await withdraw(house, actor, twoPersonActs, id);
    return done;
  });
}

function codeOf({ code, until }: HandedCode): { code: string; until: string } {
  return { code, until: until.toISOString() };
}

export function foundReplyOf({
  activatedAt,
  letterUntil,
  letterHandedAt: _,
  stateReason: __,
  readOnly: ___,
  ...found
}: Found): FoundReply {
  return {
    ...found,
    why: { ...found.why },
    schools: [...found.schools],
    activatedAt: activatedAt?.toISOString() ?? null,
    letterUntil: letterUntil?.toISOString() ?? null,
  };
}
