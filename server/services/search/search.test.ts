import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { correspondent } from '../../../dev/academie/addresses.ts';
import { cast } from '../../../dev/academie/cast.ts';
import { mailbox } from '../../../dev/academie/mail.ts';
import { randomFrom } from '../../../dev/academie/random.ts';
import { schools } from '../../../dev/academie/schools.ts';
import { type MailHouse, mailHouse } from '../../../dev/testing/mail-house.ts';
import { describeMessage } from '../../formats/message/describe.ts';
import { fold } from '../../formats/message/fold.ts';
import type { Uid } from '../../model/mailbox.ts';
import { readProgress } from '../../store/search-segments.ts';
import type { Actor } from '../actor.ts';
import { append, keepMessage } from '../mailboxes/append.ts';
import { find } from '../mailboxes/find.ts';
import type { HeldView } from '../mailboxes/views.ts';
import type { Criterion, TextField } from './criterion.ts';
import { messageTexts } from './message-texts.ts';
import { search } from './search.ts';

const messages = 150;

describe('searching words', () => {
  let tests: MailHouse;
  let actor: Actor;
  let held: HeldView;
  let ref: { accountId: Actor['accountId']; mailboxId: HeldView['view']['mailboxId'] };
  const texts: { uid: Uid; body: string; text: string }[] = [];

  async function put(raw: Buffer): Promise<void> {
    const kept = await keepMessage(tests.house, raw);
    const { envelope, structure } = describeMessage(raw);
    const message = { ...kept, flags: 0, keywords: [], receivedAt: tests.clock.now(), receivedZone: 60 };
    const { uids } = await append(tests.house, actor, ref, [message]);
    const { head, body } = messageTexts(raw, { trace: '', envelope, structure });
    texts.push({ uid: uids[0]!, body, text: `${head}\n${body}` });
  }

  const ask = async (criterion: Criterion) => {
    await held.refresh();
    return await search(tests.house, ref, held.view, criterion);
  };
  const containing = (field: TextField, text: string): Criterion => ({ kind: 'text', field, text });
  const expected = (field: 'body' | 'text', text: string) =>
    texts.filter(one => one[field].includes(fold(text))).map(({ uid }) => uid);

  before(async () => {
    tests = await mailHouse();
    actor = await tests.account('anne');
    ({ ref } = await find(tests.house, actor, 'INBOX'));
    const random = randomFrom('search');
    const all = schools(random.fork('schools'), 4);
    const people = cast('2026-11-24').map((member, n) => correspondent(member.person, `p${n}@ac-amiens.test`));
    const wish = { messages, today: '2026-11-24' };
    for (const { raw } of mailbox(random, people[0]!, people.slice(1), all, wish)) await put(raw);
    held = await tests.house.views.hold({ ...ref, reader: actor.accountId }, () => {});
  });
  after(async () => {
    held.release();
    await tests.close();
    assert.deepEqual(tests.faults, []);
  });

  for (const word of ['zygomatique', 'é', 'tp', 'RÉUNION', 'conseil de', 'oi du te', 'content-type: text', 'œ', '']) {
    test(`“${word}” is found where it is, in bodies and in whole messages`, async () => {
      assert.deepEqual(await ask(containing('body', word)), expected('body', word));
      assert.deepEqual(await ask(containing('text', word)), expected('text', word));
    });
  }

  test('the index was finished by the first search, but for a few', async () => {
    const progress = await readProgress(tests.house.store.database, actor.accountId);
    assert.ok(progress > messages - 16);
  });

  test('a message that came after is found, and one that has more text than the index keeps', async () => {
    await put(Buffer.from('Subject: a\r\n\r\nun xylophone\r\n'));
    await put(Buffer.from(`Subject: b\r\n\r\n${'mot '.repeat(30_000)} un xylophone\r\n`));
    for (let n = 0; n < 40; n++) await put(Buffer.from(`Subject: c${n}\r\n\r\nrien\r\n`));
    assert.deepEqual(await ask(containing('body', 'Xylophone')), expected('body', 'xylophone'));
    assert.equal(expected('body', 'xylophone').length, 2);
  });

  test('what the index says is combined with what else is asked', async () => {
    const both: Criterion = { kind: 'and', criteria: [containing('body', 'rien'), containing('subject', 'c7')] };
    assert.equal((await ask(both)).length, 1);
    const other: Criterion = { kind: 'not', criterion: containing('body', 'e') };
    assert.deepEqual(
      await ask(other),
      texts.filter(({ body }) => !body.includes('e')).map(({ uid }) => uid),
    );
  });

  test('a text that reaches from the header into the body is found', async () => {
    await put(Buffer.from('Subject: fin\r\n\r\ndébut\r\n'));
    assert.deepEqual(await ask(containing('text', 'fin\ndebut')), [texts.at(-1)!.uid]);
  });
});
