import { type FoldersReply, type ShareLevel, shareRequest } from '@vaguemestre/contract/folders.ts';
import type { FastifyInstance } from 'fastify';
import { readObjectId, writeObjectId } from '../../formats/object-id/object-id.ts';
import { isPrivate } from '../../formats/package/layout.ts';
import type { MailboxId } from '../../model/mailbox.ts';
import { Refusal } from '../../model/refusal.ts';
import type { House } from '../../services/house.ts';
import { list } from '../../services/mailboxes/list.ts';
import { nameOfMailbox } from '../../services/mailboxes/name-of.ts';
import { changeRights, listGrants } from '../../services/mailboxes/share.ts';
import type { SessionActor } from '../../services/signing-in/sessions.ts';
import { getSignedIn, postSignedIn } from './route.ts';

/** What each level gives, in the letters of rfc/4314#2.1. */
const rights: Readonly<Record<ShareLevel, string>> = { read: 'lrs', file: 'lrswipte', manage: 'lrswipkxtea' };

/** Weight, privacy and sharing of folders: `contract/folders.ts`. */
export function foldersRoutes(app: FastifyInstance, house: House): void {
  getSignedIn(app, house, '/api/folders', actor => describe(actor));
  postSignedIn(app, house, '/api/folders/share', shareRequest, async (actor, { id, address, level }) => {
    const mailboxId = readObjectId('M', actor.accountId, id) as MailboxId | null;
    if (mailboxId === null) throw new Refusal('no-such-mailbox');
    const name = await nameOfMailbox(house, actor, mailboxId);
    const change = { mode: 'replace', rights: level === 'none' ? '' : rights[level] } as const;
    await changeRights(house, actor, name, address, change);
    return await describe(actor);
  });

  async function describe(actor: SessionActor): Promise<FoldersReply> {
    const { mailboxes } = await list(house, actor);
    const folders = await Promise.all(
      mailboxes.map(async ({ id, name, total, bytes }) => ({
        id: writeObjectId('M', actor.accountId, id),
        path: name,
        messages: total,
        bytes,
        private: isPrivate(name),
        shares: (await listGrants(house, actor, name)).slice(1).map(({ identifier, rights: letters }) => ({
          address: identifier,
          level: levelOf(letters),
        })),
      })),
    );
    return { folders };
  }
}

function levelOf(letters: string): ShareLevel | 'other' {
  const level = (Object.keys(rights) as ShareLevel[]).find(each => rights[each] === letters);
  return level ?? 'other';
}
