/** Who stands at the desk, somebody's card, the journal: `contract/desk.ts`. What is shown and to whom the services decide. */
import {
  type CardReply,
  type DeskReply,
  type JournalReply,
  journalRequest,
  schoolsRequest,
  type VerdictReply,
} from '@vaguemestre/contract/desk.ts';
import { accountRequest } from '@vaguemestre/contract/support.ts';
import type { FastifyInstance } from 'fastify';
import * as z from 'zod/mini';
import type { AccountId } from '../../model/account.ts';
import { readJournal } from '../../services/audit/read.ts';
import { checkJournal } from '../../services/audit/verify.ts';
import type { House } from '../../services/house.ts';
import { describeDesk } from '../../services/people/describe-desk.ts';
import { findSchools } from '../../services/people/find-schools.ts';
import { readCard } from '../../services/people/read-card.ts';
import { WebRefusal } from './replies.ts';
import { postSignedIn, requireSession } from './route.ts';
import { foundReplyOf } from './support.ts';

export function deskRoutes(app: FastifyInstance, house: House): void {
  app.get('/api/desk', async (request): Promise<DeskReply> => {
    const actor = await requireSession(house, request);
    if (actor.renew) throw new WebRefusal('renewal-needed');
    if (actor.enrol) throw new WebRefusal('enrolment-needed');
    const { schools, acts, ...names } = await describeDesk(house, actor);
    const { accountId, address } = actor;
    return {
      ...{ accountId, address, ...names },
      roles: [...actor.roles],
      schools: schools.map(shortly),
      acts: acts.map(({ act, over }) => ({ act, over: [...over] })),
    };
  });
  postSignedIn(app, house, '/api/desk/schools', schoolsRequest, async (actor, { words }) => ({
    schools: (await findSchools(house, actor, words)).map(shortly),
  }));
  postSignedIn(app, house, '/api/support/card', accountRequest, async (actor, { accountId }): Promise<CardReply> => {
    const { person, schools, passwordSetAt, events, contacts, ...card } = await readCard(
      house,
      actor,
      accountId as AccountId,
    );
    return {
      ...card,
      person: foundReplyOf(person),
      schools: schools.map(shortly),
      letterHandedAt: person.letterHandedAt?.toISOString() ?? null,
      passwordSetAt: passwordSetAt?.toISOString() ?? null,
      contacts: contacts?.map(each => ({ ...each })) ?? null,
      events:
        events?.map(({ at, kind, door, network, detail }) => ({
          ...{ at: at.toISOString(), kind, door, network },
          client: typeof detail.client === 'string' ? detail.client : null,
        })) ?? null,
    };
  });
  postSignedIn(app, house, '/api/journal/list', journalRequest, async (actor, wanted): Promise<JournalReply> => {
    const { before, subject } = wanted;
    const asked = { ...(before !== undefined && { before }), ...(subject !== undefined && { subject }) };
    const { acts, more } = await readJournal(house, actor, asked);
    return {
      more,
      acts: acts.map(({ at, hash, actor, subject, facts, words, ...act }) => ({
        ...act,
        at: at.toISOString(),
        actor: typeof actor === 'string' ? actor : { ...actor },
        subject: subject === null ? null : { ...subject },
        facts: { ...facts },
        words: words === null ? null : { ...words },
        hash: hash.toString('hex'),
      })),
    };
  });
  postSignedIn(app, house, '/api/journal/verify', z.object({}), async (actor): Promise<VerdictReply> => {
    const verdict = await checkJournal(house, actor);
    if (verdict.kind === 'broken') return verdict;
    return { ...verdict, head: { seq: verdict.head.seq, hash: verdict.head.hash.toString('hex') } };
  });
}

const shortly = ({ uai, name, town }: { uai: string; name: string; town: string }) => ({ uai, name, town });
