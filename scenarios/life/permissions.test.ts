/** The whole table of who may do what to whose account: every role, every act, in one's own school and in another. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { HrRow } from '../../dev/testing/people.ts';
import type { AccountId, RoleName } from '../../server/model/account.ts';
import { suspend } from '../../server/services/accounts/change-state.ts';
import type { Actor } from '../../server/services/actor.ts';
import { grantRole } from '../../server/services/people/grant-role.ts';
import { insertLetter } from '../../server/store/letters.ts';
import { type Answer, type Desk, openDesk } from './desk.ts';

const own = '0805003K';
const other = '0805002J';
type Where = 'own' | 'other';
type Who = RoleName | 'nobody';

/** Each act: how it is asked about somebody, and who is let in: in their own school and in another one. */
const acts: Record<string, { body: (subject: AccountId, uai: string) => object; letsIn: Record<Who, `${'yes' | 'no'} ${'yes' | 'no'}`> }> = {
  'find': {
    body: (_, uai) => ({ words: 'martin', uai }),
    letsIn: { nobody: 'no no', referent: 'yes no', secretary: 'yes no', support: 'yes yes', analyst: 'yes yes', administrator: 'yes yes' },
  },
  'person': {
    body: accountId => ({ accountId }),
    letsIn: { nobody: 'no no', referent: 'yes no', secretary: 'yes no', support: 'yes yes', analyst: 'yes yes', administrator: 'yes yes' },
  },
  'code': {
    body: accountId => ({ accountId, identity: 'passport' }),
    letsIn: { nobody: 'no no', referent: 'no no', secretary: 'yes no', support: 'yes yes', analyst: 'no no', administrator: 'yes yes' },
  },
  'suspend': {
    body: accountId => ({ accountId, reason: 'Mot de passe divulgué.' }),
    letsIn: { nobody: 'no no', referent: 'no no', secretary: 'no no', support: 'yes yes', analyst: 'yes yes', administrator: 'yes yes' },
  },
  'reopen': {
    body: accountId => ({ accountId }),
    letsIn: { nobody: 'no no', referent: 'no no', secretary: 'no no', support: 'yes yes', analyst: 'no no', administrator: 'yes yes' },
  },
  'close': {
    body: accountId => ({ accountId }),
    letsIn: { nobody: 'no no', referent: 'no no', secretary: 'no no', support: 'no no', analyst: 'no no', administrator: 'yes yes' },
  },
  'letters/waiting': {
    body: (_, uai) => ({ uai }),
    letsIn: { nobody: 'no no', referent: 'no no', secretary: 'yes no', support: 'no no', analyst: 'no no', administrator: 'yes yes' },
  },
  'letters/handed': {
    body: accountId => ({ accountId, identity: 'known' }),
    letsIn: { nobody: 'no no', referent: 'no no', secretary: 'yes no', support: 'no no', analyst: 'no no', administrator: 'yes yes' },
  },
  'letters/print': {
    body: (_, uai) => ({ uai }),
    letsIn: { nobody: 'no no', referent: 'no no', secretary: 'yes no', support: 'yes yes', analyst: 'no no', administrator: 'yes yes' },
  },
  'roles': {
    body: accountId => ({ accountId }),
    letsIn: { nobody: 'no no', referent: 'no no', secretary: 'no no', support: 'no no', analyst: 'no no', administrator: 'yes yes' },
  },
  'roles/grant': {
    body: (accountId, uai) => ({ accountId, role: 'referent', uai }),
    letsIn: { nobody: 'no no', referent: 'no no', secretary: 'no no', support: 'no no', analyst: 'no no', administrator: 'yes yes' },
  },
  'propose': {
    body: accountId => ({ act: 'hand-code', accountId, reason: 'Perdu.', identity: 'known' }),
    letsIn: { nobody: 'no no', referent: 'no no', secretary: 'no no', support: 'yes yes', analyst: 'no no', administrator: 'yes yes' },
  },
}; // biome-ignore format: read as a table

const people: readonly Who[] = ['nobody', 'referent', 'secretary', 'support', 'analyst', 'administrator'];
const keyOf = (who: Who, act: string, where: Where) => `${who}-${act.replace('/', '-')}-${where}`;

let desk: Desk;
const sessions = new Map<Who, (path: string, body?: unknown) => Promise<Answer>>();

before(async () => {
  const about = {
    name: 'Académie',
    portalName: 'Arena',
    activationUrl: 'https://x.test/activation',
    channels: ['Secrétariat'],
  };
  desk = await openDesk({ letters: { about, validDays: 60 } });
  const subjects: HrRow[] = people.flatMap(who =>
    Object.keys(acts).flatMap(act =>
      (['own', 'other'] as const).map(where => ({
        key: keyOf(who, act, where),
        family: 'Martin',
        given: 'Marie',
        uai: where === 'own' ? own : other,
        ...(act === 'letters/handed' && { from: '01/12/2026' }),
      })),
    ),
  );
  const actors = people.map(who => ({ key: who, family: 'Roy', given: who === 'nobody' ? 'Aude' : 'Eva' }));
  await desk.feed([...subjects, ...actors]);
  const open = subjects.filter(({ key }) => !key.includes('letters-handed'));
  await desk.activate(...open.map(({ key }) => key), ...people);
  for (const who of people) {
    const actor: Actor = await desk.actor(who);
    const uai = who === 'secretary' || who === 'referent' ? own : '';
    if (who !== 'nobody') await grantRole(desk.house, 'console', actor.accountId, { role: who, uai });
    sessions.set(who, await desk.at(actor));
  }
  for (const { key, uai } of subjects) {
    const accountId = await desk.accountOf(key);
    if (key.includes('-reopen-')) await suspend(desk.house, 'console', accountId, 'Essai.');
    if (key.includes('letters-handed')) {
      await insertLetter(desk.house.store.database, { accountId, at: desk.clock.now(), by: null, uai: uai! });
    }
  }
});
after(() => desk.close());
afterEach(() => assert.deepEqual(desk.faults, []));

for (const [act, { body, letsIn }] of Object.entries(acts)) {
  test(`R35 R38 R39 R40 who may: ${act}`, async () => {
    for (const who of people) {
      const [inOwn, inOther] = letsIn[who].split(' ');
      for (const [where, expected] of [
        ['own', inOwn],
        ['other', inOther],
      ] as const) {
        const subject = await desk.accountOf(keyOf(who, act, where));
        const answer = await sessions.get(who)!(`/api/support/${act}`, body(subject, where === 'own' ? own : other));
        assert.equal(
          answer.status,
          expected === 'yes' ? 200 : 403,
          `${who}, ${where}: ${answer.bytes.toString().slice(0, 200)}`,
        );
      }
    }
  });
}

test('R35 nobody who is not signed in is heard', async () => {
  for (const act of Object.keys(acts)) {
    const answer = await desk.ask('POST', `/api/support/${act}`, { body: acts[act]!.body(1 as AccountId, own) });
    assert.equal(answer.status, 401, act);
  }
});
