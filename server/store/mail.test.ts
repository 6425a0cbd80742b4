import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type MailHouse, mailHouse } from '../../dev/testing/mail-house.ts';
import { describeMessage } from '../formats/message/describe.ts';
import type { ModSeq } from '../model/change.ts';
import { type BlobHash, type FlagOperation, flagBits } from '../model/email.ts';
import type { MailboxId, Uid } from '../model/mailbox.ts';
import { Refusal } from '../model/refusal.ts';
import type { Actor } from '../services/actor.ts';
import type { Database } from './database.ts';
import { type Inserted, insertEmails, type NewEmail, readEmails } from './emails.ts';
import { raiseForMailboxes, raiseModSeq, readModSeq, readQuota } from './mail-accounts.ts';
import {
  claimRecent,
  countRecent,
  findByRole,
  findMailbox,
  listMailboxes,
  type Mailbox,
  removeMailbox,
} from './mailboxes.ts';
import {
  changeFlags,
  listPlacements,
  placeEmails,
  placementsOf,
  readNews,
  readSavedDates,
  removePlacements,
} from './placements.ts';

let mail: MailHouse;
let database: Database;
before(async () => {
  mail = await mailHouse();
  database = mail.house.store.database;
});
after(() => mail.close());

const at = new Date('2026-11-24T08:00:00Z');

function message({ accountId }: Actor, mailboxId: MailboxId, text: string, more: Partial<NewEmail> = {}): NewEmail {
  const bytes = Buffer.from(text.replaceAll('\n', '\r\n'));
  return {
    accountId,
    mailboxId,
    blob: createHash('sha256').update(bytes).digest() as BlobHash,
    facts: describeMessage(bytes),
    trace: '',
    receivedAt: at,
    receivedZone: 60,
    flags: 0,
    keywords: [],
    ...more,
  };
}

async function insert(...emails: NewEmail[]): Promise<Inserted[]> {
  const outcomes = await database.transaction(tx => insertEmails(tx, emails, at));
  return outcomes.map(outcome => {
    assert.equal(outcome.kind, 'inserted');
    return outcome as Inserted;
  });
}

const mailboxesOf = async ({ accountId }: Actor) =>
  new Map((await listMailboxes(database, accountId)).map(mailbox => [mailbox.role!, mailbox]));

/** Totals as the rows say them, against totals as they are kept. */
async function assertTotalsAreExact({ accountId }: Actor): Promise<void> {
  for (const mailbox of await listMailboxes(database, accountId)) {
    const placements = await listPlacements(database, accountId, mailbox.id);
    const emails = await readEmails(
      database,
      accountId,
      placements.map(placement => placement.emailId),
      ['dates'],
    );
    assert.deepEqual(
      { total: mailbox.total, unseen: mailbox.unseen, deleted: mailbox.deleted, bytes: mailbox.bytes },
      {
        total: placements.length,
        unseen: placements.filter(({ flags }) => (flags & flagBits.seen) === 0).length,
        deleted: placements.filter(({ flags }) => (flags & flagBits.deleted) !== 0).length,
        bytes: placements.reduce((sum, { emailId }) => sum + emails.get(emailId)!.bytes, 0),
      },
      mailbox.name,
    );
    for (const { modseq } of placements) assert.ok(modseq <= mailbox.highestModSeq);
  }
}

test('emails come in numbered, threaded, counted, and are read back as they were', async () => {
  const anne = await mail.account('anne');
  const { inbox, sent } = Object.fromEntries(await mailboxesOf(anne)) as Record<string, Mailbox>;
  const first = message(anne, inbox!.id, 'Message-ID: <1@x>\nSubject: Réunion\n\nBonjour', {
    trace: 'Return-Path: <a@b>\r\n',
    keywords: ['$b', '$a'],
  });
  const reply = message(anne, inbox!.id, 'Message-ID: <2@x>\nReferences: <1@x>\nSubject: Re: Réunion\n\nOui', {
    flags: 1,
  });
  const other = message(anne, sent!.id, 'Message-ID: <3@x>\nSubject: Autre\n\nNon', { flags: flagBits.deleted });
  const [one, two, three] = await insert(first, reply, other);
  assert.deepEqual([one!.uid, two!.uid, three!.uid], [1, 2, 1]);
  assert.equal(one!.threadId, two!.threadId);
  assert.notEqual(one!.threadId, three!.threadId);
  assert.equal(one!.uidValidity, inbox!.uidValidity);
  const [placement] = await listPlacements(database, anne.accountId, inbox!.id);
  assert.deepEqual(placement, {
    mailboxId: inbox!.id,
    uid: 1,
    emailId: one!.emailId,
    modseq: one!.modseq,
    flags: 0,
    keywords: ['$a', '$b'],
  });
  const aspects = ['dates', 'thread', 'body', 'envelope', 'structure', 'preview', 'history'] as const;
  const email = (await readEmails(database, anne.accountId, [one!.emailId], aspects)).get(one!.emailId)!;
  assert.deepEqual(email.envelope, first.facts.envelope);
  assert.deepEqual(email.structure, first.facts.structure);
  assert.deepEqual(
    [email.bytes, email.trace, email.blob, email.receivedAt, email.receivedZone, email.threadId, email.preview],
    [first.facts.bytes + 20, first.trace, first.blob, at, 60, one!.threadId, 'Bonjour'],
  );
  assert.equal(email.createdModSeq, one!.modseq);
  await assertTotalsAreExact(anne);
  const quota = await readQuota(database, anne.accountId);
  assert.equal(quota!.usedBytes, first.facts.bytes + 20 + reply.facts.bytes + other.facts.bytes);
  assert.deepEqual(await readSavedDates(database, anne.accountId, inbox!.id, [1 as Uid]), new Map([[1, at]]));
});

test('threads never merge, and a batch of many accounts shares its facts', async () => {
  const people = await Promise.all(['b1', 'b2', 'b3'].map(name => mail.account(name)));
  const inboxes = await findByRole(
    database,
    people.map(({ accountId }) => accountId),
    'inbox',
  );
  const shared = message(
    people[0]!,
    inboxes.get(people[0]!.accountId)!,
    'Message-ID: <all@x>\nSubject: Tous\n\nA tous',
  );
  const all = people.map(({ accountId }) => ({ ...shared, accountId, mailboxId: inboxes.get(accountId)! }));
  const inserted = await insert(...all);
  assert.equal(inserted.length, 3);
  const [b1] = people as [Actor];
  const box = inboxes.get(b1.accountId)!;
  const [left] = await insert(message(b1, box, 'Message-ID: <left@x>\nSubject: Fil\n\n1'));
  const [right] = await insert(message(b1, box, 'Message-ID: <right@x>\nSubject: Re: Fil\n\n2'));
  const [between] = await insert(
    message(b1, box, 'Message-ID: <mid@x>\nReferences: <left@x> <right@x>\nSubject: Re: Fil\n\n3'),
  );
  assert.notEqual(left!.threadId, right!.threadId);
  assert.equal(between!.threadId, left!.threadId);
});

test('a full account refuses and takes part in nothing; the others of the batch get theirs', async () => {
  const full = await mail.account('plein', { allowedBytes: 10 });
  const free = await mail.account('libre');
  const inboxes = await findByRole(database, [full.accountId, free.accountId], 'inbox');
  const text = 'Subject: x\n\nplus de dix octets';
  const outcomes = await database.transaction(tx =>
    insertEmails(
      tx,
      [message(full, inboxes.get(full.accountId)!, text), message(free, inboxes.get(free.accountId)!, text)],
      at,
    ),
  );
  assert.deepEqual(
    outcomes.map(({ kind }) => kind),
    ['over-quota', 'inserted'],
  );
  assert.equal((await readQuota(database, full.accountId))!.usedBytes, 0);
  assert.equal((await listPlacements(database, full.accountId, inboxes.get(full.accountId)!)).length, 0);
  const [exempt] = await insert(message(full, inboxes.get(full.accountId)!, text, { quotaExempt: true }));
  assert.equal(exempt!.uid, 1);
  await assert.rejects(
    insert(message(free, 999 as MailboxId, text)),
    (error: unknown) => error instanceof Refusal && error.reason === 'no-such-mailbox',
  );
});

test('flags belong to the email, \\Deleted to the placement; totals follow and only real changes count', async () => {
  const actor = await mail.account('flags');
  const { accountId } = actor;
  const { inbox, archive } = Object.fromEntries(await mailboxesOf(actor)) as Record<string, Mailbox>;
  const [email] = await insert(message(actor, inbox!.id, 'Subject: x\n\ny'));
  await database.transaction(async tx => {
    const modseq = await raiseModSeq(tx, accountId);
    await placeEmails(tx, accountId, modseq, archive!.id, [{ emailId: email!.emailId, flags: 0, keywords: [] }], at);
  });
  const change = (operation: FlagOperation, bits: number, keywords: string[], unchangedSince?: ModSeq) =>
    database.transaction(async tx => {
      const modseq = await raiseModSeq(tx, accountId);
      const target = {
        mailboxId: inbox!.id,
        uids: [1 as Uid],
        ...(unchangedSince !== undefined && { unchangedSince }),
      };
      return { modseq, flagged: await changeFlags(tx, accountId, modseq, target, { operation, bits, keywords }) };
    });
  const { modseq, flagged } = await change('add', flagBits.seen | flagBits.deleted, ['$z', '$a']);
  assert.deepEqual(flagged, [
    { mailboxId: inbox!.id, uid: 1, emailId: email!.emailId, flags: 17, keywords: ['$a', '$z'] },
    { mailboxId: archive!.id, uid: 1, emailId: email!.emailId, flags: 1, keywords: ['$a', '$z'] },
  ]);
  await assertTotalsAreExact(actor);
  assert.deepEqual((await change('add', flagBits.seen, ['$a'])).flagged, []);
  assert.deepEqual((await change('add', flagBits.draft, [], (modseq - 1) as ModSeq)).flagged, []);
  assert.equal((await change('add', flagBits.draft, [], modseq)).flagged.length, 2);
  assert.deepEqual(
    (await change('replace', flagBits.flagged, ['$k'])).flagged.map(({ flags, keywords }) => [flags, keywords]),
    [
      [flagBits.flagged, ['$k']],
      [flagBits.flagged, ['$k']],
    ],
  );
  await change('remove', flagBits.flagged, ['$k']);
  assert.deepEqual(
    (await placementsOf(database, accountId, [email!.emailId])).map(({ flags, keywords }) => [flags, keywords]),
    [
      [0, []],
      [0, []],
    ],
  );
  await assertTotalsAreExact(actor);
});

test('removal leaves tombstones, gives bytes back with the last placement, and news tell it all', async () => {
  const actor = await mail.account('removal');
  const { accountId } = actor;
  const { inbox, archive } = Object.fromEntries(await mailboxesOf(actor)) as Record<string, Mailbox>;
  const [one, two] = await insert(
    message(actor, inbox!.id, 'Subject: 1\n\n1'),
    message(actor, inbox!.id, 'Subject: 2\n\n22'),
  );
  const before = (await readModSeq(database, accountId))!.modseq;
  const moved = await database.transaction(async tx => {
    const modseq = await raiseModSeq(tx, accountId);
    await placeEmails(tx, accountId, modseq, archive!.id, [{ emailId: one!.emailId, flags: 0, keywords: [] }], at);
    return await removePlacements(tx, accountId, modseq, { mailboxId: inbox!.id, uids: [1, 2, 3] as Uid[], at });
  });
  assert.deepEqual(
    moved.map(({ uid, destroyed }) => [uid, destroyed]),
    [
      [1, false],
      [2, true],
    ],
  );
  assert.equal((await readQuota(database, accountId))!.usedBytes, 'Subject: 1\r\n\r\n1'.length);
  await assertTotalsAreExact(actor);
  const news = (await readNews(database, accountId, before))!;
  assert.equal(news.modseq, before + 1);
  assert.deepEqual(
    news.placements.map(({ mailboxId, uid, emailId }) => [mailboxId, uid, emailId]),
    [[archive!.id, 1, one!.emailId]],
  );
  assert.deepEqual(
    news.gone.map(({ mailboxId, uid, emailId, destroyed }) => [mailboxId, uid, emailId, destroyed]),
    [
      [inbox!.id, 1, one!.emailId, false],
      [inbox!.id, 2, two!.emailId, true],
    ],
  );
  await database.transaction(async tx => {
    const { modseq } = await raiseForMailboxes(tx, accountId, 1);
    await removeMailbox(tx, accountId, modseq, inbox!.id);
  });
  assert.deepEqual((await readNews(database, accountId, news.modseq))!.removed, [inbox!.id]);
  assert.equal(await readNews(database, 424_242 as Actor['accountId'], 0 as ModSeq), null);
});

test('recent messages are those nobody was told of', async () => {
  const actor = await mail.account('recent');
  const { accountId } = actor;
  const inbox = (await findMailbox(database, accountId, 'INBOX'))!;
  assert.equal(await countRecent(database, accountId, inbox.id), 0);
  await insert(message(actor, inbox.id, 'Subject: 1\n\n1'), message(actor, inbox.id, 'Subject: 2\n\n2'));
  assert.equal(await countRecent(database, accountId, inbox.id), 2);
  await claimRecent(database, accountId, inbox.id, 3 as Uid);
  await claimRecent(database, accountId, inbox.id, 2 as Uid);
  assert.equal(await countRecent(database, accountId, inbox.id), 0);
});

test('whatever is done in whatever order, totals stay exact and news bring a reader from anywhere to the truth', async () => {
  const actor = await mail.account('model');
  const { accountId } = actor;
  const boxes = (await listMailboxes(database, accountId)).slice(0, 3).map(({ id }) => id);
  const looks: { since: ModSeq; known: Map<string, string> }[] = [];
  const action = fc.record({
    kind: fc.constantFrom('insert', 'copy', 'flag', 'remove', 'look'),
    box: fc.nat(2),
    to: fc.nat(2),
    uids: fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 3 }),
    operation: fc.constantFrom<FlagOperation>('add', 'remove', 'replace'),
    bits: fc.nat(31),
    keywords: fc.subarray(['$a', '$b', '$c']),
  });
  const truth = async () => {
    const all = (await Promise.all(boxes.map(box => listPlacements(database, accountId, box)))).flat();
    return new Map(all.map(p => [`${p.mailboxId}/${p.uid}`, `${p.emailId} ${p.flags} ${p.keywords}`]));
  };
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 12 }), async actions => {
      for (const { kind, box, to, uids, operation, bits, keywords } of actions) {
        const mailboxId = boxes[box]!;
        if (kind === 'insert') await insert(message(actor, mailboxId, 'Subject: x\n\ny', { flags: bits, keywords }));
        else if (kind === 'look') {
          looks.push({ since: (await readModSeq(database, accountId))!.modseq, known: await truth() });
        } else
          await database.transaction(async tx => {
            const modseq = await raiseModSeq(tx, accountId);
            if (kind === 'flag')
              await changeFlags(
                tx,
                accountId,
                modseq,
                { mailboxId, uids: uids as Uid[] },
                { operation, bits, keywords },
              );
            if (kind === 'remove')
              await removePlacements(tx, accountId, modseq, { mailboxId, uids: uids as Uid[], at });
            const sources = kind === 'copy' ? await listPlacements(tx, accountId, mailboxId) : [];
            if (sources.length > 0) await placeEmails(tx, accountId, modseq, boxes[to]!, sources.slice(0, 2), at);
          });
      }
      await assertTotalsAreExact(actor);
      const now = await truth();
      for (const { since, known } of looks.slice(-4)) {
        const news = (await readNews(database, accountId, since))!;
        const reader = new Map(known);
        for (const p of news.placements) reader.set(`${p.mailboxId}/${p.uid}`, `${p.emailId} ${p.flags} ${p.keywords}`);
        for (const { mailboxId, uid } of news.gone) reader.delete(`${mailboxId}/${uid}`);
        assert.deepEqual([...reader].sort(), [...now].sort());
      }
    }),
    { numRuns: 25, seed: 7 },
  );
});
