import {
  type ArchiveReply,
  type AttachmentsReply,
  archiveRequest,
  attachmentsRequest,
  type DeletedReply,
  deletedQuery,
  type RoomReply,
  type TakeBackReply,
  takeBackRequest,
} from '@vaguemestre/contract/room.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readObjectId, writeObjectId } from '../../formats/object-id/object-id.ts';
import type { EmailId } from '../../model/email.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Actor } from '../../services/actor.ts';
import type { House } from '../../services/house.ts';
import { archiveYear } from '../../services/mailboxes/archive-year.ts';
import { deletedPage, readDeleted, takeBack, usualKeptDays } from '../../services/mailboxes/deleted.ts';
import { removeAttachments } from '../../services/mailboxes/remove-attachments.ts';
import { writtenAuthor } from '../../services/mailboxes/written-author.ts';
import { readRoom } from '../../services/quotas/room.ts';
import type { SessionActor } from '../../services/signing-in/sessions.ts';
import { WebRefusal } from './replies.ts';
import { postSignedIn, requireSession } from './route.ts';

/** What takes the room of a mailbox, and the means to make some: `contract/room.ts`. */
export function roomRoutes(app: FastifyInstance, house: House): void {
  app.get('/api/room', async (request): Promise<RoomReply> => {
    const actor = await requireSettled(house, request);
    const room = await readRoom(house, actor);
    return {
      ...room,
      heaviest: room.heaviest.map(({ emailId, receivedAt, author, ...one }) => ({
        ...one,
        from: writtenAuthor(author),
        id: nameOf(actor, emailId),
        receivedAt: receivedAt.toISOString(),
      })),
      threads: room.threads.map(({ threadId, ...one }) => ({
        ...one,
        id: writeObjectId('T', actor.accountId, threadId),
      })),
      duplicates: room.duplicates.map(({ emailId, bytes }) => ({ id: nameOf(actor, emailId), bytes })),
      deletedDays: house.deletedDays ?? usualKeptDays,
    };
  });

  app.get('/api/room/deleted', async (request): Promise<DeletedReply> => {
    const actor = await requireSettled(house, request);
    const emails = await readDeleted(house, actor, readAfter(actor, request));
    return {
      emails: emails.map(({ emailId, receivedAt, deletedAt, mailbox, author, ...one }) => ({
        ...one,
        from: writtenAuthor(author),
        id: nameOf(actor, emailId),
        receivedAt: receivedAt.toISOString(),
        deletedAt: deletedAt.toISOString(),
        folder: mailbox,
      })),
      more: emails.length === deletedPage,
    };
  });

  postSignedIn(
    app,
    house,
    '/api/room/take-back',
    takeBackRequest,
    async (actor, body): Promise<TakeBackReply> => ({
      taken: await takeBack(house, actor, numbersOf(actor, body.emails)),
    }),
  );

  postSignedIn(
    app,
    house,
    '/api/room/archive',
    archiveRequest,
    async (actor, { year }): Promise<ArchiveReply> => ({
      moved: await archiveYear(house, actor, year),
    }),
  );

  postSignedIn(
    app,
    house,
    '/api/room/attachments',
    attachmentsRequest,
    async (actor, body): Promise<AttachmentsReply> => {
      const changed = await removeAttachments(house, actor, numbersOf(actor, body.emails));
      return {
        changed: changed.map(({ before, after, freed }) => ({
          before: nameOf(actor, before),
          after: nameOf(actor, after),
          freed,
        })),
      };
    },
  );
}

const nameOf = ({ accountId }: Actor, emailId: EmailId) => writeObjectId('E', accountId, emailId);

function numbersOf({ accountId }: Actor, names: readonly string[]): EmailId[] {
  return names.map(name => {
    const number = readObjectId('E', accountId, name);
    if (number === null) throw new Refusal('no-such-message');
    return number as EmailId;
  });
}

function readAfter(actor: Actor, request: FastifyRequest): { at: Date; emailId: EmailId } | null {
  const parsed = deletedQuery.safeParse(request.query);
  if (!parsed.success) throw new WebRefusal('bad-request');
  const { after, at } = parsed.data;
  if (after === undefined && at === undefined) return null;
  const date = new Date(at ?? '');
  if (after === undefined || Number.isNaN(date.getTime())) throw new WebRefusal('bad-request');
  return { at: date, emailId: numbersOf(actor, [after])[0]! };
}

async function requireSettled(house: House, request: FastifyRequest): Promise<SessionActor> {
  const actor = await requireSession(house, request);
  if (actor.renew) throw new WebRefusal('renewal-needed');
  if (actor.enrol) throw new WebRefusal('enrolment-needed');
  return actor;
}
