/** The analyst's desk in a browser: from the delivery of a campaign to the report, the pull-back, the answer, and beyond. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { AccountId } from '../../server/model/account.ts';
import type { Uid } from '../../server/model/mailbox.ts';
import { move } from '../../server/services/mailboxes/move.ts';
import { createPhishingGuard, type PhishingGuard } from '../../server/services/phishing/guard.ts';
import { insist } from '../../server/services/phishing/insist.ts';
import { createOwnSecrets } from '../../server/services/phishing/own-password.ts';
import { holdAccount } from '../../server/services/submission/hold-account.ts';
import { readEmails } from '../../server/store/emails.ts';
import { findByRole } from '../../server/store/mailboxes.ts';
import { listPlacements } from '../../server/store/placements.ts';
import { type DeskHouse, findBarriers, openDeskHouse, picture, skip } from '../desk/house.ts';
import { arrive, phish } from './campaign.ts';

let desk: DeskHouse;
let guard: PhishingGuard;

before(async () => {
  if (skip) return;
  desk = await openDeskHouse(house => {
    guard = createPhishingGuard(house, createOwnSecrets(Buffer.alloc(32, 7)), { houseName: 'l’académie d’Amiens' });
    return { phishing: guard };
  });
  await guard.watch.refresh();
});
after(async () => {
  if (skip) return;
  await guard.close();
  await desk.close();
});
afterEach(() => {
  if (!skip) assert.deepEqual(desk.faults, []);
});

const boxOf = async (accountId: AccountId, role: 'inbox' | 'report') =>
  (await findByRole(desk.house.store.database, [accountId], role)).get(accountId)!;
const inboxOf = async (accountId: AccountId) =>
  await listPlacements(desk.house.store.database, accountId, await boxOf(accountId, 'inbox'));
async function people(count: number): Promise<AccountId[]> {
  const rows = await desk.house.store.database.query<{ id: AccountId }>({
    text: `select a.account_id as id from account a where a.state = 'active' and a.person_id is not null
           order by a.account_id limit $1`,
    values: [count],
  });
  return rows.map(({ id }) => id);
}
async function reports(accountId: AccountId, uid: Uid): Promise<void> {
  const actor = { accountId, address: '' as never, roles: [] };
  const from = { accountId, mailboxId: await boxOf(accountId, 'inbox') };
  await move(desk.house, actor, from, [uid], { accountId, mailboxId: await boxOf(accountId, 'report') });
}
async function lastOf(accountId: AccountId) {
  const last = (await inboxOf(accountId)).at(-1)!.emailId;
  return (await readEmails(desk.house.store.database, accountId, [last], ['preview', 'envelope'])).get(last)!;
}

test('R23 a campaign is judged from the keyboard: read safely, pulled back from everybody, reporters answered, undone', {
  skip,
}, async () => {
  const accounts = await people(12);
  const [reporter, victim] = accounts as [AccountId, AccountId];
  for (const [index, accountId] of accounts.entries()) await arrive(desk, phish('agent', `d${index % 3}`), [accountId]);
  await reports(reporter, (await inboxOf(reporter)).at(-1)!.uid);
  const held = (await inboxOf(victim)).at(-1)!;
  await insist(desk.house, { accountId: victim, address: '' as never, roles: [] }, held.emailId, 'followed');

  const { page, complaints, close } = await desk.visit('gwenaelle.kerbrat', { height: 1100 });
  await page.goto('/bureau/hameconnage');
  await page.getByRole('link', { name: /votre compte sera suspendu/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Ce message est encore dans 11 boîtes.').waitFor();
  await page.getByText('suivi un lien').waitFor();
  assert.equal(await page.locator('article a[href*="boite-pro"]').count(), 0, 'links are written, not to be followed');
  await picture(page, 'desk-phishing-campaign');
  assert.deepEqual(await findBarriers(page), []);

  await page.keyboard.press('p');
  await page.getByRole('dialog').waitFor();
  await picture(page, 'desk-phishing-settle');
  assert.deepEqual(await findBarriers(page), []);
  await page.getByRole('button', { name: 'Juger' }).click();
  await page.getByText('Retiré de 11 boîtes', { exact: false }).waitFor();
  await page.getByText('Rien n’attend', { exact: false }).waitFor();
  await page.getByText('prévenue').waitFor();
  for (const accountId of accounts.slice(2)) assert.deepEqual(await inboxOf(accountId), []);
  assert.equal((await lastOf(reporter)).subject, 'Votre signalement\u00a0: merci');
  assert.match((await lastOf(victim)).subject, /auquel vous avez donné suite était un hameçonnage/);

  await page.getByRole('button', { name: 'Remettre dans les boîtes' }).click();
  await page.getByText('Remis dans 11 boîtes.').waitFor();
  for (const accountId of accounts.slice(2)) assert.equal((await inboxOf(accountId)).length, 1);
  await picture(page, 'desk-phishing-judged');

  // The same mail reported once it is known: the answer needs nobody.
  const late = accounts[5]!;
  await reports(late, (await inboxOf(late)).at(-1)!.uid);
  await guard.settle();
  assert.equal((await lastOf(late)).subject, 'Votre signalement\u00a0: merci');
  assert.deepEqual(complaints, []);
  await close();
});

test('an exercise goes to a population, its link teaches, its results are numbers, its reporters are thanked', {
  skip,
}, async () => {
  const { page, complaints, close } = await desk.visit('gwenaelle.kerbrat');
  await page.goto('/bureau/hameconnage/exercices');
  await page.getByLabel('Colis en attente').check();
  await page.getByRole('button', { name: 'Envoyer l’exercice' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Envoyer l’exercice' }).click();
  await page.getByText(/Exercice envoyé à \d+ personnes/).waitFor();
  const accounts = await people(8);
  for (const [index, accountId] of accounts.entries()) {
    const { emailId, uid } = (await inboxOf(accountId)).at(-1)!;
    const { database, blobs } = desk.house.store;
    const { blob } = (await readEmails(database, accountId, [emailId], ['body'])).get(emailId)!;
    const body = (await blobs.read(blob)).toString().split('\r\n\r\n')[1]!;
    const link = /https:\S+/.exec(Buffer.from(body, 'base64').toString())![0];
    if (index < 6) await page.evaluate(async address => void (await fetch(address)), link);
    else await reports(accountId, uid);
    if (index === 0) {
      const lesson = await page.context().newPage();
      await lesson.goto(link);
      await lesson.getByRole('heading', { level: 1, name: /C’était un exercice/ }).waitFor();
      await picture(lesson, 'desk-phishing-lesson');
      assert.deepEqual(await findBarriers(lesson), []);
    }
  }
  await guard.settle();
  assert.match((await lastOf(accounts[7]!)).preview, /C’était un exercice, et vous l’avez déjoué/);
  await page.reload();
  const row = page.getByRole('row', { name: /Colis en attente/ });
  await row.waitFor();
  assert.match(
    (await row.textContent())!,
    /6moins de 5$/,
    'six followed, each once; two reported: too few to be shown',
  );
  await picture(page, 'desk-phishing-exercises');
  assert.deepEqual(await findBarriers(page), []);

  await page.goto('/bureau/hameconnage/chiffres');
  await page.getByText('Messages retirés des boîtes').waitFor();
  await picture(page, 'desk-phishing-figures');
  assert.match((await page.locator('.phishing-figures').textContent())!, /Signalements2/, 'an exercise is no incident');
  assert.deepEqual(await findBarriers(page), []);
  assert.deepEqual(complaints, []);
  await close();
});

test('an account that was held is let go from the desk; nobody else enters', { skip }, async () => {
  const [someone] = await people(1);
  const sign = {
    fr: 'Un réseau inconnu, puis 400 destinataires en une heure.',
    en: 'Unknown network, 400 recipients.',
  };
  await holdAccount(desk.house, someone!, 'hijack', [sign]);
  const { page, complaints, close } = await desk.visit('gwenaelle.kerbrat');
  await page.goto('/bureau/hameconnage/comptes');
  await page.getByText('signes d’un compte détourné', { exact: false }).waitFor();
  await picture(page, 'desk-phishing-held');
  assert.deepEqual(await findBarriers(page), []);
  await page.getByRole('button', { name: 'Libérer' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Libérer' }).click();
  await page.getByText('Aucun compte n’est retenu.').waitFor();
  assert.deepEqual(complaints, []);
  await close();
  const support = await desk.visit('karim.haddad');
  await support.page.goto('/bureau/hameconnage');
  await support.page.getByRole('heading').first().waitFor();
  assert.equal(await support.page.getByText('À juger').count(), 0);
  const answer = await support.page.evaluate(async () => {
    const headers = { 'content-type': 'application/json' };
    return (await fetch('/api/phishing/queue', { method: 'POST', headers, body: '{"verdict":null}' })).status;
  });
  assert.equal(answer, 403);
  await support.close();
});
