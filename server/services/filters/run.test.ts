import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type MailHouse, mailHouse } from '../../../dev/testing/mail-house.ts';
import { readHeader } from '../../formats/message/header.ts';
import { writeObjectId } from '../../formats/object-id/object-id.ts';
import { mail } from '../../formats/sieve/trial.ts';
import { flagBits } from '../../model/email.ts';
import { findDeliveryAddresses } from '../../store/accounts.ts';
import { listMailboxes } from '../../store/mailboxes.ts';
import type { Actor } from '../actor.ts';
import { contactsAsList } from '../contacts/address-list.ts';
import { importContacts } from '../contacts/import.ts';
import { writeNotes } from '../mailboxes/annotate.ts';
import { create } from '../mailboxes/create.ts';
import { absenceDays, readAbsence, setAbsence } from './absence.ts';
import { activateScript } from './activate-script.ts';
import type { Filtered, Outgoing } from './filtered.ts';
import { forgetFilterMemories } from './forget.ts';
import { directoryList } from './lists.ts';
import { mostScripts } from './offered.ts';
import { putHouseScript } from './put-house-script.ts';
import { putScript } from './put-script.ts';
import { readRules, writeRules } from './rules.ts';
import { createFilters, type Filters } from './run.ts';
import { takeOutgoing } from './take-outgoing.ts';

let tests: MailHouse;
let filters: Filters;
before(async () => {
  tests = await mailHouse();
  filters = createFilters(tests.house, contactsAsList(tests.house));
});
after(async () => {
  assert.deepEqual(tests.faults, []);
  await tests.close();
});

let people = 0;
const person = () => tests.account(`personne.${++people}`);

async function withScript(actor: Actor, script: string, name = 'principal'): Promise<void> {
  const put = await putScript(tests.house, actor, name, Buffer.from(script));
  assert.equal(put.kind, 'kept', put.kind === 'faulty' ? put.faults[0]!.en : '');
  await activateScript(tests.house, actor, name);
}

const letter = (to: Actor, ...fields: string[]) =>
  mail(
    'From: Léa Roux <lea@example.org>',
    `To: ${to.address}`,
    'Subject: Bonjour',
    'Message-ID: <1@example.org>',
    ...fields,
    '',
    'x',
  );

async function filter(actor: Actor, bytes = letter(actor), sender: string | null = 'lea@example.org') {
  const found = await findDeliveryAddresses(tests.house.store.database, [actor.address]);
  const { inboxId } = found.get(actor.address)!;
  const message = { sender, bytes: async () => bytes, client: null, spamPercent: null, virusLevel: null };
  const [filtered] = await filters.filter(message, [{ accountId: actor.accountId, inboxId, address: actor.address }]);
  return filtered!;
}

/** Where the copies are, by the names of the mailboxes, with their marks. */
async function places(actor: Actor, { destinations }: Filtered): Promise<string[]> {
  const mailboxes = await listMailboxes(tests.house.store.database, actor.accountId);
  return destinations.map(({ mailboxId, flags, keywords }) =>
    [mailboxes.find(mailbox => mailbox.id === mailboxId)!.name, flags, ...keywords].join(' '),
  );
}

/** As a delivery does: what really goes out, the rest remembered. */
function deliver(actor: Actor, filtered: Filtered): Promise<Outgoing[]> {
  const { house } = tests;
  return house.store.database.transaction(tx => takeOutgoing(tx, actor.accountId, filtered, house.clock.now()));
}

const fieldsOf = ({ bytes }: Outgoing) =>
  Object.fromEntries(
    readHeader(bytes).fields.map(({ name, value, end }) => [name, bytes.toString('utf8', value, end).trim()]),
  );

test('without a script nobody has a say', async () => {
  assert.equal(await filter(await person()), null);
});

test('fileinto goes to the mailbox of that name, with its marks; a missing one is the inbox, unless it may be made', async () => {
  const actor = await person();
  await create(tests.house, actor, 'Projets');
  await withScript(
    actor,
    `require ["fileinto", "imap4flags", "copy", "mailbox", "special-use"];
     fileinto :copy :flags ["\\\\Seen", "Urgent"] "Projets";
     fileinto :copy "Nulle part";
     fileinto :create "Neuf/Dedans";
     fileinto :specialuse "\\\\Junk" "x";`,
  );
  assert.deepEqual(await places(actor, await filter(actor)), [
    `Projets ${flagBits.seen} urgent`,
    'INBOX 0',
    'Neuf/Dedans 0',
    'Indésirables 0',
  ]);
});

test('fileinto finds a mailbox by its id, whatever its name has become (RFC 9042)', async () => {
  const actor = await person();
  const { ref } = await create(tests.house, actor, 'Renommée');
  const id = writeObjectId('M', actor.accountId, ref.mailboxId);
  await withScript(
    actor,
    `require ["fileinto", "mailboxid", "copy"]; if mailboxidexists "${id}" { fileinto :mailboxid "${id}" "Ancien nom"; }
     if mailboxidexists "M1-zzz" { discard; }`,
  );
  assert.deepEqual(await places(actor, await filter(actor)), ['Renommée 0']);
});

test('what a script asks about mailboxes, lists and other scripts is fetched, and the run begun again', async () => {
  const actor = await person();
  const colleague = await person();
  await putScript(tests.house, actor, 'autre', Buffer.from('require "imap4flags"; addflag "inclus";'));
  await withScript(
    actor,
    `require ["mailbox", "include", "extlists", "imap4flags"];
     include "autre";
     if mailboxexists ["INBOX", "Archives"] { addflag "boites"; }
     if mailboxexists "Absente" { addflag "erreur"; }
     if address :list "from" "${directoryList}" { addflag "collegue"; }`,
  );
  assert.deepEqual(await places(actor, await filter(actor)), ['INBOX 0 inclus boites']);
  const bytes = mail(`From: ${colleague.address}`, `To: ${actor.address}`, '', '');
  assert.deepEqual(await places(actor, await filter(actor, bytes)), ['INBOX 0 inclus boites collegue']);
});

test('a script knows the owner’s own contacts, whatever their case, and nobody else’s', async () => {
  const actor = await person();
  const other = await person();
  const card = 'BEGIN:VCARD\nVERSION:3.0\nFN:Léa\nEMAIL:Lea@Example.org\nEND:VCARD\n';
  await importContacts(tests.house, actor, Buffer.from(card));
  for (const each of [actor, other]) {
    await withScript(
      each,
      `require ["extlists", "imap4flags"];
       if address :list "from" "urn:ietf:params:sieve:addrbook:default" { addflag "connu"; }`,
    );
  }
  assert.deepEqual(await places(actor, await filter(actor)), ['INBOX 0 connu']);
  assert.deepEqual(await places(other, await filter(other)), ['INBOX 0']);
});

test('a redirection keeps the sender and leaves the mark that would show a circle', async () => {
  const actor = await person();
  await withScript(actor, 'redirect "ailleurs@example.net";');
  const filtered = await filter(actor);
  assert.deepEqual(filtered.destinations, []);
  const [forward] = filtered.outgoing;
  assert.equal(forward!.sender, 'lea@example.org');
  assert.deepEqual(
    forward!.recipients.map(one => one.text),
    ['ailleurs@example.net'],
  );
  assert.equal(fieldsOf(forward!)['delivered-to'], actor.address);
  assert.equal(fieldsOf(forward!).subject, 'Bonjour');
});

test('a refusal leaves nothing behind', async () => {
  const actor = await person();
  await withScript(actor, 'require "reject"; reject "Non merci.";');
  const { destinations, outgoing, refused } = await filter(actor);
  assert.deepEqual([destinations, outgoing, refused], [[], [], { how: 'reject', reason: 'Non merci.' }]);
});

test('the duplicate of a message is known once its first delivery has been committed (rfc/7352#3)', async () => {
  const actor = await person();
  await withScript(actor, 'require "duplicate"; if duplicate :seconds 3600 { discard; }');
  const first = await filter(actor);
  assert.equal((await filter(actor)).destinations.length, 1);
  await deliver(actor, first);
  assert.equal((await filter(actor)).destinations.length, 0);
  tests.clock.advance(3_601_000);
  assert.equal((await filter(actor)).destinations.length, 1);
});

test('a reply goes to the envelope sender, under the null sender, in its thread, marked as automatic (rfc/5230#5)', async () => {
  const actor = await person();
  await withScript(actor, 'require "vacation"; vacation :days 3 "Je suis en congé.";');
  const filtered = await filter(actor);
  assert.deepEqual(await places(actor, filtered), ['INBOX 0']);
  const [reply] = await deliver(actor, filtered);
  assert.deepEqual([reply!.kind, reply!.sender, reply!.recipients[0]!.text], ['reply', null, 'lea@example.org']);
  const fields = fieldsOf(reply!);
  assert.equal(fields.from, `<${actor.address}>`);
  assert.equal(fields.to, '<lea@example.org>');
  assert.equal(fields.subject, 'Auto: Bonjour');
  assert.equal(fields['in-reply-to'], '<1@example.org>');
  assert.equal(fields['auto-submitted'], 'auto-replied (vacation)');
  assert.ok(reply!.bytes.toString().includes('Je suis en cong=C3=A9.'));
});

test('a sender is answered once in the period, and again after it; of two at once one gets the answer (rfc/5230#4.1)', async () => {
  const actor = await person();
  await withScript(actor, 'require "vacation"; vacation :days 3 "Absente.";');
  const [one, two] = [await filter(actor), await filter(actor)];
  const sent = [...(await deliver(actor, one)), ...(await deliver(actor, two))];
  assert.equal(sent.length, 1);
  assert.deepEqual((await filter(actor)).outgoing, []);
  assert.equal((await filter(actor, letter(actor), 'paul@example.org')).outgoing.length, 1);
  tests.clock.advance(3 * 86_400_000 + 1);
  assert.equal((await deliver(actor, await filter(actor))).length, 1);
});

const silent: Record<string, { fields?: string[]; sender?: string | null; to?: string }> = {
  'a bounce': { sender: null },
  'a mailing list': { fields: ['List-Id: <profs.example.org>'] },
  'a list that only offers to leave it': { fields: ['List-Unsubscribe: <https://example.org/x>'] },
  'another automatic reply': { fields: ['Auto-Submitted: auto-replied'] },
  'a program': { fields: ['Auto-Submitted: auto-generated; type=x'] },
  'bulk mail': { fields: ['Precedence: bulk'] },
  'who asks for no reply': { fields: ['X-Auto-Response-Suppress: DR, OOF, AutoReply'] },
  'a delivery report': { fields: ['Content-Type: multipart/report; report-type=delivery-status; boundary=b'] },
  'an owner of a list': { sender: 'owner-profs@example.org' },
  'a request address': { sender: 'profs-request@example.org' },
  'a daemon': { sender: 'MAILER-DAEMON@example.org' },
  'a robot': { sender: 'no-reply@example.org' },
  'a mail that was not addressed to the owner': { to: 'profs@example.org' },
};
for (const [what, { fields = [], sender = 'lea@example.org', to }] of Object.entries(silent)) {
  test(`no reply ever goes to ${what} (rfc/5230#4.5, rfc/5230#4.6)`, async () => {
    const actor = await person();
    await withScript(actor, 'require "vacation"; vacation "Absente.";');
    const bytes = letter(actor, ...fields).toString();
    const written = Buffer.from(to === undefined ? bytes : bytes.replace(`To: ${actor.address}`, `To: ${to}`));
    assert.deepEqual((await filter(actor, written, sender)).outgoing, []);
  });
}

test('no reply goes to oneself, whatever the case or the detail', async () => {
  const actor = await person();
  await withScript(actor, 'require "vacation"; vacation "Absente.";');
  const self = actor.address.toUpperCase().replace('@', '+x@');
  assert.deepEqual((await filter(actor, letter(actor), self)).outgoing, []);
});

test('an auto-submitted field that says no, and a copy, are answered', async () => {
  const actor = await person();
  await withScript(actor, 'require "vacation"; vacation "Absente.";');
  assert.equal((await filter(actor, letter(actor, 'Auto-Submitted: no'))).outgoing.length, 1);
  const copy = mail('From: lea@example.org', 'To: x@example.org', `Cc: ${actor.address}`, '', '');
  assert.equal((await filter(actor, copy)).outgoing.length, 1);
});

test('nobody writes in the name of another: a foreign :from is passed over', async () => {
  const actor = await person();
  await withScript(actor, 'require "vacation"; vacation :from "ministre@gouv.fr" "x";');
  assert.equal(fieldsOf((await filter(actor)).outgoing[0]!).from, `<${actor.address}>`);
});

test('a notification says what came, and none is sent for automatic mail (rfc/5436#2.7)', async () => {
  const actor = await person();
  await withScript(
    actor,
    'require "enotify"; notify :message "Du courrier" "mailto:portable@example.net?cc=b@example.net";',
  );
  const [note] = (await filter(actor)).outgoing;
  assert.deepEqual(
    note!.recipients.map(one => one.text),
    ['portable@example.net', 'b@example.net'],
  );
  assert.equal(fieldsOf(note!)['auto-submitted'], `auto-notified; owner-email="${actor.address}"`);
  assert.equal(fieldsOf(note!).subject, 'Du courrier');
  assert.deepEqual((await filter(actor, letter(actor, 'Auto-Submitted: auto-notified'))).outgoing, []);
  assert.equal((await filter(actor, letter(actor), null)).outgoing[0]!.sender, null);
});

test('a script that fails keeps the mail, and its owner hears of it once a day', async () => {
  const actor = await person();
  await withScript(actor, 'require ["ihave", "fileinto"]; fileinto "Archives";\nerror "trop tard";');
  const filtered = await filter(actor);
  assert.deepEqual(await places(actor, filtered), ['INBOX 0']);
  const [notice] = await deliver(actor, filtered);
  assert.deepEqual([notice!.kind, notice!.recipients[0]!.text], ['notice', actor.address]);
  assert.deepEqual(await deliver(actor, await filter(actor)), []);
  tests.clock.advance(86_400_001);
  assert.equal((await deliver(actor, await filter(actor))).length, 1);
});

test('scripts of the house run before and after everybody’s own', async () => {
  const actor = await person();
  const administrator: Actor = { ...(await person()), roles: [{ role: 'administrator', uai: '' }] };
  await assert.rejects(putHouseScript(tests.house, actor, 'before', Buffer.from('keep;')), /may not/);
  const put = (name: string, text: string) => putHouseScript(tests.house, administrator, name, Buffer.from(text));
  await put('before', 'require "imap4flags"; addflag "avant";');
  await put('after', 'require "imap4flags"; addflag "apres";');
  assert.deepEqual(await places(actor, await filter(actor)), ['INBOX 0 avant apres']);
  await withScript(actor, 'require "imap4flags"; addflag "soi"; stop;');
  assert.deepEqual(await places(actor, await filter(actor)), ['INBOX 0 avant soi apres']);
  await withScript(actor, 'keep;');
  assert.deepEqual(await places(actor, await filter(actor)), ['INBOX 0 avant']);
  await put('before', '');
  await put('after', '');
  await activateScript(tests.house, actor, null);
  assert.equal(await filter(actor), null);
});

test('a script that is changed is another one at once', async () => {
  const actor = await person();
  await withScript(actor, 'require "imap4flags"; addflag "un";');
  assert.deepEqual(await places(actor, await filter(actor)), ['INBOX 0 un']);
  await putScript(tests.house, actor, 'principal', Buffer.from('require "imap4flags"; addflag "deux";'));
  assert.deepEqual(await places(actor, await filter(actor)), ['INBOX 0 deux']);
});

const absence = {
  enabled: true,
  subject: 'Absence',
  colleagues: { text: 'À lundi.', html: null },
  outsiders: { text: 'Je suis absente.', html: null },
  replacement: { name: 'Paul Roux', address: 'paul.roux@ac-amiens.test' },
  days: 4,
};

test('an absence answers from its first day to its last, in Paris, beside filters, and stops by itself', async () => {
  const actor = await person();
  await withScript(actor, 'require "imap4flags"; addflag "filtre";');
  const today = tests.clock.now();
  const day = (after: number) => new Date(today.getTime() + after * 86_400_000).toISOString().slice(0, 10);
  await setAbsence(tests.house, actor, { ...absence, ...absenceDays(day(1), day(2)) });
  const state = async () => (await readAbsence(tests.house, actor))!.state;
  assert.equal(await state(), 'pending');
  assert.deepEqual((await filter(actor)).outgoing, []);
  tests.clock.advance(86_400_000);
  assert.equal(await state(), 'current');
  const filtered = await filter(actor);
  assert.deepEqual(await places(actor, filtered), ['INBOX 0 filtre']);
  const [outside] = await deliver(actor, filtered);
  assert.equal(fieldsOf(outside!).subject, 'Absence');
  assert.ok(outside!.bytes.toString().replaceAll('=\r\n', '').includes('paul.roux@ac-amiens.test'));
  const colleague = await person();
  const [inside] = (await filter(actor, letter(actor), colleague.address)).outgoing;
  assert.ok(inside!.bytes.toString().includes('=C3=80 lundi.'));
  assert.equal((await readAbsence(tests.house, actor))!.absence.replacement!.name, 'Paul Roux');
  tests.clock.advance(2 * 86_400_000);
  assert.equal(await state(), 'past');
  assert.deepEqual((await filter(actor)).outgoing, []);
});

test('days of an absence begin at midnight in Paris, in winter and in summer', () => {
  const { from, until } = absenceDays('2026-03-28', '2026-03-29');
  assert.equal(from!.toISOString(), '2026-03-27T23:00:00.000Z');
  assert.equal(until!.toISOString(), '2026-03-29T22:00:00.000Z');
  assert.equal(absenceDays('2026-10-25', '2026-10-25').until!.toISOString(), '2026-10-25T23:00:00.000Z');
  assert.deepEqual(absenceDays(null, null), { from: null, until: null });
});

test('an absence taken up again answers everybody again; a mended word answers nobody twice', async () => {
  const actor = await person();
  const set = (more: object) => setAbsence(tests.house, actor, { ...absence, from: null, until: null, ...more });
  await set({});
  assert.equal((await deliver(actor, await filter(actor))).length, 1);
  await set({ outsiders: { text: 'Je suis absente !', html: null } });
  assert.deepEqual((await filter(actor)).outgoing, []);
  await set({ enabled: false });
  await set({});
  assert.equal((await filter(actor)).outgoing.length, 1);
});

test('visual rules stand in the active script, beside what is written by hand', async () => {
  const actor = await person();
  const rule = {
    id: 'a',
    name: 'Bonjour',
    enabled: true,
    when: 'all',
    conditions: [{ kind: 'subject', match: 'is', values: ['BONJOUR'] }],
    actions: [{ kind: 'mark', flags: ['poli'] }],
    last: false,
  } as const;
  assert.deepEqual(await readRules(tests.house, actor), { rules: [], script: null, byHand: false, edited: false });
  assert.equal((await writeRules(tests.house, actor, [rule])).kind, 'kept');
  assert.deepEqual(await readRules(tests.house, actor), {
    rules: [rule],
    script: 'Règles',
    byHand: false,
    edited: false,
  });
  assert.deepEqual(await places(actor, await filter(actor)), ['INBOX 0 poli']);
  await withScript(actor, 'require "imap4flags"; addflag "main";');
  await writeRules(tests.house, actor, [rule]);
  assert.deepEqual(await places(actor, await filter(actor)), ['INBOX 0 poli main']);
  assert.equal((await readRules(tests.house, actor)).byHand, true);
});

test('memories that have expired are dropped', async () => {
  const actor = await person();
  await withScript(actor, 'require ["vacation", "duplicate"]; if not duplicate :seconds 60 { vacation :days 1 "x"; }');
  await deliver(actor, await filter(actor));
  tests.clock.advance(90 * 86_400_000);
  await forgetFilterMemories(tests.house);
  assert.equal(await forgetFilterMemories(tests.house), 0);
});

test('a mail to many asks once, and each has their own filters', async () => {
  const many = [await person(), await person(), await person()];
  await withScript(many[1]!, 'discard;');
  const found = await findDeliveryAddresses(
    tests.house.store.database,
    many.map(actor => actor.address),
  );
  const recipients = many.map(({ address, accountId }) => ({
    address,
    accountId,
    inboxId: found.get(address)!.inboxId,
  }));
  let read = 0;
  const bytes = async () => {
    read++;
    return letter(many[0]!);
  };
  const message = { sender: 'lea@example.org', bytes, client: null, spamPercent: null, virusLevel: null };
  const filtered = await filters.filter(message, recipients);
  assert.deepEqual(
    filtered.map(one => one?.destinations.length ?? null),
    [null, 0, null],
  );
  assert.equal(read, 1);
});

test('scripts are bounded in number and in size, and a faulty one is not kept', async () => {
  const actor = await person();
  const put = (name: string, text: string) => putScript(tests.house, actor, name, Buffer.from(text));
  assert.equal((await put('a', 'nonsense;')).kind, 'faulty');
  await assert.rejects(put('a', `#${'x'.repeat(300_000)}`), { reason: 'script-too-large' });
  await assert.rejects(put('a/b', 'keep;'), { reason: 'bad-script-name' });
  for (let index = 0; index < mostScripts; index++) await put(`s${index}`, 'keep;');
  await assert.rejects(put('un de trop', 'keep;'), { reason: 'too-many-scripts' });
  assert.equal((await put('s0', 'discard;')).kind, 'kept');
  const large = `# ${'x'.repeat(250_000)}`;
  for (let index = 0; index < 8; index++) await put(`s${index}`, large);
  await assert.rejects(put('s9', large), { reason: 'script-too-large' });
});

test('a script reads what IMAP clients have noted about mailboxes and about the account', async () => {
  const actor = await person();
  await create(tests.house, actor, 'Projets');
  await writeNotes(tests.house, actor, 'Projets', [
    { name: '/private/comment', value: Buffer.from('à lire') },
    { name: '/shared/comment', value: Buffer.from('commun') },
  ]);
  await writeNotes(tests.house, actor, '', [{ name: '/private/vendor/filtre', value: Buffer.from('actif') }]);
  const script = `require ["mboxmetadata", "servermetadata", "fileinto", "imap4flags"];
if metadata :is "Projets" "/PRIVATE/Comment" "à lire" { addflag "prive"; }
if metadata :contains "Projets" "/shared/comment" "mun" { addflag "commun"; }
if metadataexists "Projets" ["/private/comment", "/private/absent"] { addflag "faux"; }
if metadata "Nulle part" "/private/comment" "*" { addflag "faux"; }
if servermetadata :is "/private/vendor/filtre" "actif" { addflag "serveur"; }
if servermetadataexists "/shared/admin" { addflag "admin"; }
fileinto "Projets";`;
  await withScript(actor, script);
  assert.deepEqual(await places(actor, await filter(actor)), ['Projets 0 prive commun serveur admin']);
});

test('nobody’s script reads what another person has noted', async () => {
  const [actor, other] = [await person(), await person()];
  await writeNotes(tests.house, other, 'INBOX', [{ name: '/private/comment', value: Buffer.from('secret') }]);
  await withScript(actor, `require ["mboxmetadata"]; if metadataexists "INBOX" "/private/comment" { discard; }`);
  assert.deepEqual(await places(actor, await filter(actor)), ['INBOX 0']);
});
