import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plain } from './addresses.ts';
import { addDays } from './calendar.ts';
import { type CastMember, cast } from './cast.ts';
import { outsideDomain, outsideRecipients } from './outside.ts';
import { demoSchools } from './schools.ts';

const days = ['2026-01-01', '2026-02-28', '2026-08-31', '2026-09-01', '2026-11-24', '2031-07-14'];
const members = cast('2026-11-24');

test('the cast is sixty and holds every state, role and population', () => {
  assert.equal(members.length, 60);
  const held = (values: (string | null)[]) => [...new Set(values)].sort();
  assert.deepEqual(held(members.map(each => each.state)), [
    'active',
    'closed',
    'expected',
    'leaving',
    'provisional',
    'suspended',
  ]);
  assert.deepEqual(
    held(members.map(each => each.role)),
    ['administrator', 'analyst', 'referent', 'secretary', 'support', null].sort(),
  );
  assert.deepEqual(held(members.map(each => each.person.population)), [
    'atss',
    'contractuel',
    'direction',
    'stagiaire',
    'titulaire',
  ]);
  assert.ok(members.filter(each => each.role === 'administrator').length >= 2);
});

test('every state is true on any day the demonstration starts', () => {
  for (const today of days) {
    for (const { person, state } of cast(today)) {
      const { firstDay, lastDay, hrKey } = person;
      const closes = lastDay === null ? null : addDays(lastDay, 30);
      if (state === 'expected') assert.ok(firstDay > today, hrKey);
      else assert.ok(firstDay <= today, hrKey);
      if (state === 'closed') assert.ok(closes !== null && closes < today, hrKey);
      else assert.ok(closes === null || closes >= today, hrKey);
      if (state === 'leaving') assert.ok(lastDay !== null && lastDay < addDays(today, 31), hrKey);
    }
  }
});

test('those who sign in have a password of their own that keeps the rule; those who cannot have none', () => {
  const passwords = members.flatMap(each => (each.password === null ? [] : [each.password]));
  assert.equal(new Set(passwords).size, passwords.length);
  for (const member of members) {
    const signsIn = ['active', 'leaving', 'suspended'].includes(member.state);
    assert.equal(member.password !== null, signsIn, member.person.hrKey);
    assert.equal(member.provisionalPassword !== null, member.state === 'provisional', member.person.hrKey);
    if (member.password !== null) keepsRule(member, member.password);
    if (member.provisionalPassword !== null) keepsRule(member, member.provisionalPassword);
  }
});

/** R15 and R16. */
function keepsRule({ person, role }: CastMember, password: string): void {
  assert.ok([...password].length >= (role === 'administrator' ? 16 : 12), password);
  for (const kind of [/[A-Z]/, /[a-z]/, /\d/, /[^\p{L}\p{N}]/u]) assert.match(password, kind);
  const [year, month, day] = person.birthDate.split('-') as [string, string, string];
  const places = person.assignments.flatMap(each =>
    Object.values(demoSchools).filter(school => school.uai === each.uai),
  );
  const words = [
    person.givenName,
    person.familyName,
    person.birthName ?? '',
    ...places.flatMap(each => [each.name, each.town]),
  ];
  const personal = words.flatMap(each => plain(each).split('-')).filter(each => each.length > 2);
  const said = plain(password).replaceAll('-', '');
  for (const word of [...personal, year, `${day}${month}`, `${month}${day}`])
    assert.ok(!said.includes(word), `${password} says ${word}`);
}

test('homonyms, difficult names, several posts, comings back and missing NUMENs are there', () => {
  const named = (given: string, family: string) =>
    members.filter(each => each.person.givenName === given && each.person.familyName === family).length;
  assert.equal(named('Marie', 'Martin'), 3);
  assert.equal(named('Jean', 'Dupont'), 2);
  const families = members.map(each => each.person.familyName).join('\n');
  for (const difficulty of [/œ/, /’/, /^de La /m, /-/, /ầ/]) assert.match(families, difficulty);
  assert.ok(members.some(each => each.person.birthName !== null));
  assert.ok(members.some(each => each.person.numen === null && each.state === 'active'));
  assert.ok(members.some(each => each.person.assignments.filter(post => post.lastDay === null).length >= 3));
  assert.ok(
    members.filter(each => each.person.assignments.some(post => !post.main && post.lastDay !== null)).length >= 2,
  );
});

test('one mailbox has five thousand messages, some have hundreds, some few, some none', () => {
  const sizes = members.map(each => each.messages);
  assert.equal(sizes.filter(size => size === 5000).length, 1);
  assert.ok(sizes.filter(size => size >= 100 && size < 1000).length >= 10);
  assert.ok(sizes.filter(size => size > 0 && size < 100).length >= 10);
  assert.ok(members.some(each => each.messages === 0 && each.state === 'active'));
});

test('a secretary and a référent act in their own school, the others in none', () => {
  for (const { person, role, scope } of members) {
    if (role === 'secretary' || role === 'referent') assert.ok(person.assignments.some(each => each.uai === scope));
    else assert.equal(scope, null);
  }
});

test('the magic recipients cover every behaviour, each explained, under one domain', () => {
  assert.deepEqual(outsideRecipients.map(each => each.behaviour).sort(), [
    'accepts',
    'defers',
    'full',
    'refuses',
    'stalls',
  ]);
  for (const { address, explanation } of outsideRecipients) {
    assert.ok(address.endsWith(`@${outsideDomain}`));
    assert.ok(explanation.length > 20);
  }
});
