/**
 * Models are mails in a folder named « Modèles »: so they are there on every device and in every mail program, a colleague
 * can be sent one, and nothing new has to be kept, exported or purged.
 */
import type { Id, Identity } from '../../../jmap/objects.ts';
import type { Store } from '../../store/store.ts';
import { NotTaken } from '../desk/save.ts';
import { begin } from '../letter/begin.ts';
import type { Letter } from '../letter/letter.ts';
import { describeDraft } from '../letter/outgoing.ts';
import { textsOf } from '../letter/render.ts';

/** In French for everybody: the folder is the same whatever language the page speaks. */
const folder = 'Modèles';

export type Model = { readonly id: Id; readonly subject: string; readonly preview: string };

function findFolder({ mailboxes }: Store): Id | undefined {
  return mailboxes.all().find(({ name, parentId, role }) => name === folder && parentId === null && role === null)?.id;
}

/** @throws JmapFault */
export async function listModels(store: Store): Promise<Model[]> {
  const inMailbox = findFolder(store);
  if (inMailbox === undefined) return [];
  const query = store.jmap.call('Email/query', {
    filter: { inMailbox },
    sort: [{ property: 'subject' }],
    collapseThreads: false,
    limit: 200,
  });
  const properties = ['id', 'subject', 'preview'];
  const { list } = await store.jmap.call('Email/get', { '#ids': query.reference('/ids'), properties });
  return list.map(({ id, subject, preview }) => ({
    id,
    subject: (subject as string | null) ?? '',
    preview: preview as string,
  }));
}

/** What a model puts into a letter. @throws JmapFault, MailGone */
export async function readModel(id: Id, needs: Parameters<typeof begin>[1]): Promise<Letter> {
  return (await begin({ mode: 'draft', emailId: id }, needs)).letter;
}

/** @throws JmapFault, NotTaken */
export async function keepModel(store: Store, letter: Letter, identity: Identity, language: string): Promise<void> {
  const known = findFolder(store);
  const id = known ?? (await makeFolder(store));
  const { messageId: _own, ...draft } = describeDraft(
    { ...letter, to: [], cc: [], bcc: [], inReplyTo: null, references: null },
    identity,
    textsOf(letter, language),
    id,
  );
  const { created, notCreated } = await store.jmap.call('Email/set', {
    create: { model: { ...draft, keywords: { $seen: true } } },
  });
  if (created?.model === undefined) throw new NotTaken(notCreated?.model ?? { type: 'serverFail' });
  await store.sync();
}

async function makeFolder(store: Store): Promise<Id> {
  const { created, notCreated } = await store.jmap.call('Mailbox/set', { create: { box: { name: folder } } });
  if (created?.box === undefined) throw new NotTaken(notCreated?.box ?? { type: 'serverFail' });
  return created.box.id;
}
