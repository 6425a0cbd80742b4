import { Readable } from 'node:stream';
import {
  type DuplicatesReply,
  exportQuery,
  type ImportReply,
  importQuery,
  mergeRequest,
  type SuggestReply,
  suggestQuery,
} from '@vaguemestre/contract/contacts.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readObjectId, writeObjectId } from '../../formats/object-id/object-id.ts';
import { parisDate } from '../../model/clock.ts';
import type { BookId, CardId } from '../../model/contact.ts';
import { Refusal } from '../../model/refusal.ts';
import { findBook } from '../../services/contacts/books.ts';
import { exportContacts } from '../../services/contacts/export.ts';
import { importContacts, importLimits } from '../../services/contacts/import.ts';
import { findDuplicates, mergeContacts } from '../../services/contacts/merge.ts';
import { suggestRecipients } from '../../services/contacts/suggest.ts';
import type { House } from '../../services/house.ts';
import type { SessionActor } from '../../services/signing-in/sessions.ts';
import { WebRefusal } from './replies.ts';
import { postSignedIn, readQuery, requireSession } from './route.ts';

/** Contacts as files, and suggestions: `contract/contacts.ts`. */
export function contactsRoutes(app: FastifyInstance, house: House): void {
  app.get('/api/contacts/suggest', async (request): Promise<SuggestReply> => {
    const actor = await requireRenewed(house, request);
    const { text } = readQuery(suggestQuery, request);
    return { suggestions: await suggestRecipients(house, actor, text) };
  });

  app.get('/api/contacts/export', async (request, reply) => {
    const actor = await requireRenewed(house, request);
    const { format, book, language = 'fr' } = readQuery(exportQuery, request);
    const bookId = book === undefined ? null : await bookOf(house, actor, book);
    const type = format === 'csv' ? 'text/csv' : 'text/vcard';
    const name = `contacts-${parisDate(house.clock.now())}.${format === 'csv' ? 'csv' : 'vcf'}`;
    reply.type(`${type}; charset=utf-8`).header('content-disposition', `attachment; filename="${name}"`);
    return reply.send(Readable.from(exportContacts(house, actor, format, bookId, language)));
  });

  app.get('/api/contacts/duplicates', async (request): Promise<DuplicatesReply> => {
    const actor = await requireRenewed(house, request);
    const groups = await findDuplicates(house, actor);
    return {
      groups: groups.map(group =>
        group.map(({ id, fullName, emails }) => ({ id: cardName(actor, id), name: fullName, emails: [...emails] })),
      ),
    };
  });

  postSignedIn(app, house, '/api/contacts/merge', mergeRequest, async (actor, { ids }) => {
    const numbers = ids.map(id => readObjectId('C', actor.accountId, id) as CardId | null);
    if (numbers.includes(null)) throw new Refusal('no-such-contact');
    return { id: cardName(actor, (await mergeContacts(house, actor, numbers as CardId[])).id) };
  });

  // A file is no JSON, whatever its sender calls it.
  app.register(async scope => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.post('/api/contacts/import', { bodyLimit: importLimits.bytes }, async (request): Promise<ImportReply> => {
      const actor = await requireRenewed(house, request);
      const { book } = readQuery(importQuery, request);
      if (!Buffer.isBuffer(request.body)) throw new WebRefusal('bad-request');
      const bookId = book === undefined ? undefined : await bookOf(house, actor, book);
      const { refused, ...counts } = await importContacts(house, actor, request.body, bookId);
      return { ...counts, refused: refused.map(one => ({ ...one })) };
    });
  });
}

async function requireRenewed(house: House, request: FastifyRequest): Promise<SessionActor> {
  const actor = await requireSession(house, request);
  if (actor.renew) throw new WebRefusal('renewal-needed');
  return actor;
}

/** @throws Refusal no-such-address-book */
async function bookOf(house: House, actor: SessionActor, name: string): Promise<BookId> {
  const id = readObjectId('K', actor.accountId, name);
  if (id === null) throw new Refusal('no-such-address-book');
  return (await findBook(house, actor, { id })).id;
}

const cardName = ({ accountId }: SessionActor, id: CardId): string => writeObjectId('C', accountId, id);
