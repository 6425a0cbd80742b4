/** Answers what a script asks while it runs. Each answer is fetched once a run, however often the run is made again. */
import { createHash } from 'node:crypto';
import type { CompiledScript } from '../../formats/sieve/compile.ts';
import type { Answer, Question } from '../../formats/sieve/environment.ts';
import type { AccountId, Address } from '../../model/account.ts';
import { listNames, type NamedMailbox } from '../../store/mailbox-names.ts';
import { rememberedDuplicates } from '../../store/sieve-memories.ts';
import { readHouseScript, readScript } from '../../store/sieve-scripts.ts';
import type { House } from '../house.ts';
import { type Annotations, readNotes } from '../mailboxes/annotate.ts';
import type { CompiledScripts } from './compiled.ts';
import type { Lists } from './lists.ts';
import { mailboxById, mailboxByName, mailboxByUse } from './mailbox-targets.ts';

export type Answers = {
  /** The answer if it is known. */
  known<Asked extends Question>(question: Asked): Answer<Asked> | undefined;
  fetch(question: Question): Promise<void>;
  /** All mailboxes of the account, read once. */
  mailboxes(): Promise<readonly NamedMailbox[]>;
};

export function openAnswers(
  house: Pick<House, 'store' | 'clock' | 'domains'>,
  accountId: AccountId,
  { compiled, lists }: { compiled: CompiledScripts; lists: Lists },
): Answers {
  const { store, clock } = house;
  const answers = new Map<string, unknown>();
  let mailboxes: Promise<readonly NamedMailbox[]> | undefined;
  const all = () => {
    mailboxes ??= listNames(store.database, accountId);
    return mailboxes;
  };

  async function find(question: Question): Promise<string | boolean | CompiledScript | null> {
    switch (question.kind) {
      case 'mailbox-exists':
        return mailboxByName(await all(), question.name) !== undefined;
      case 'mailbox-id-exists':
        return mailboxById(await all(), accountId, question.id) !== undefined;
      case 'special-use-exists':
        return hasUse(await all(), question.use, question.mailbox);
      case 'metadata':
        return await findNote(question.mailbox, question.name);
      case 'list-exists':
        return lists.exists(question.list);
      case 'list-member':
        return await lists.has(accountId, question.list, question.value);
      case 'duplicate': {
        const key = duplicateKey(question.handle, question.uniqueId);
        return (await rememberedDuplicates(store.database, accountId, [key], clock.now())).size > 0;
      }
      case 'script':
        return await findScript(question.location, question.name);
    }
  }

  const notes = new Map<string, Promise<Annotations>>();

  /** What is noted about a mailbox of the account, or about the account itself, read once. Names have no case. rfc/5464#4.1 */
  async function findNote(mailbox: string | null, name: string): Promise<string | null> {
    const place = mailbox === null ? '' : mailboxByName(await all(), mailbox)?.name;
    if (place === undefined) return null;
    let noted = notes.get(place);
    if (noted === undefined) {
      noted = readNotes(house, { accountId, address: '' as Address, roles: [] }, place);
      notes.set(place, noted);
    }
    return (await noted).get(name.toLowerCase())?.toString() ?? null;
  }

  async function findScript(location: 'personal' | 'global', name: string): Promise<CompiledScript | null> {
    const script =
      location === 'personal'
        ? await readScript(store.database, accountId, name)
        : await readHouseScript(store.database, name);
    return script ? await compiled.get(script, async () => script.text) : null;
  }

  return {
    known: <Asked extends Question>(question: Asked) =>
      answers.get(JSON.stringify(question)) as Answer<Asked> | undefined,
    async fetch(question) {
      answers.set(JSON.stringify(question), await find(question));
    },
    mailboxes: all,
  };
}

function hasUse(mailboxes: readonly NamedMailbox[], use: string, name: string | null): boolean {
  const bearer = mailboxByUse(mailboxes, use);
  if (name === null || bearer === undefined) return bearer !== undefined;
  return mailboxByName(mailboxes, name)?.id === bearer.id;
}

/** What identifies a message to `duplicate` tests, hashed: both parts by their length, so that none runs into the other. */
export function duplicateKey(handle: string, uniqueId: string): Buffer {
  return createHash('sha256').update(`${handle.length} ${handle}${uniqueId}`).digest();
}
