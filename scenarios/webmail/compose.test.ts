import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { startSending, usualSending } from '../../server/jobs/send.ts';
import { throwawayCertificate } from '../../server/protocols/wire/throwaway-certificate.ts';
import type { Actor } from '../../server/services/actor.ts';
import { createSigningKey } from '../../server/services/queue/sign.ts';
import type { FakeMx } from '../outside/fake-mx.ts';
import { openWorld, type World } from '../outside/world.ts';
import { openWebmail, picture, skip, type Webmail } from './webmail.ts';

let webmail: Webmail;
let world: World;
let sender: Awaited<ReturnType<typeof startSending>>;
let outside: FakeMx;
let marie: Actor;
let paul: Actor;

before(async () => {
  if (skip) return;
  webmail = await openWebmail();
  marie = await webmail.account('marie.martin');
  paul = await webmail.account('paul.petit');
  const patience = { greeting: 2000, command: 2000, data: 2000, block: 2000, end: 2000 };
  world = await openWorld(await throwawayCertificate('mx.test', new Date()), { patience });
  outside = await world.add('mairie.test');
  sender = await startSending({
    house: webmail.house,
    outside: world.outside,
    keys: [createSigningKey('ac-amiens.test', 'r1', 'rsa')],
    ...usualSending,
    lookEvery: 60_000,
    node: 'compose',
  });
  await webmail.put(
    marie,
    [
      'From: "Jeanne Leroy" <jeanne.leroy@ac-amiens.test>',
      'Reply-To: secretariat@ac-amiens.test',
      'To: marie.martin@ac-amiens.test, paul.petit@ac-amiens.test',
      'Subject: Sortie au jardin',
      'Message-ID: <sortie@ac-amiens.test>',
      'References: <avant@ac-amiens.test>',
      'Date: Mon, 23 Nov 2026 10:00:00 +0100',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=x',
      '',
      '--x',
      'Content-Type: text/html; charset=utf-8',
      '',
      '<p class="signature" onclick="alert(1)">Bonjour <b>Marie</b>,</p><p>La sortie est le 12.</p><script>alert(1)</script>',
      '--x',
      'Content-Type: text/csv; name=eleves.csv',
      'Content-Disposition: attachment; filename=eleves.csv',
      '',
      'a,b',
      '--x--',
      '',
    ].join('\n'),
  );
});
after(async () => {
  if (skip) return;
  await sender.close();
  await world.close();
  assert.deepEqual(webmail.faults, []);
  await webmail.close();
});

/** Lets the server's hour go on, until nothing that is due waits. */
async function pass(milliseconds: number): Promise<void> {
  webmail.clock.advance(milliseconds);
  for (;;) {
    sender.wake();
    await sender.idle();
    const due = await webmail.house.store.database.query({
      text: 'select 1 from queue_recipient where due_at <= $1 and held is null',
      values: [webmail.clock.now()],
    });
    if (due.length === 0) return;
  }
}

async function write(page: Page, given: { to?: string; subject?: string; text?: string }): Promise<void> {
  await page.goto('/courrier/');
  await page.getByRole('button', { name: 'Écrire', exact: true }).click();
  const to = page.getByRole('combobox', { name: 'À' });
  await to.waitFor();
  if (given.to !== undefined) {
    await to.fill(given.to);
    await to.press('Enter');
  }
  if (given.subject !== undefined) await page.getByLabel('Objet').fill(given.subject);
  if (given.text !== undefined) {
    await page.getByRole('textbox', { name: 'Texte du message' }).click();
    await page.keyboard.type(given.text);
  }
}

test('R9 a mail that is written is received by a colleague and by somebody outside, in both versions', {
  skip,
}, async () => {
  const { page, complaints, close } = await webmail.visit(marie);
  await write(page, {
    to: 'paul.petit@ac-amiens.test, "Mairie, accueil" <accueil@mairie.test>',
    subject: 'Clés du gymnase : qui les a ?',
    text: 'Bonjour,\nles clés sont-elles à la mairie ?',
  });
  await page.waitForTimeout(600);
  await picture(page, 'webmail-compose');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Message envoyé').waitFor();
  await picture(page, 'webmail-compose-sent');
  await pass(15_000);
  assert.equal(outside.taken.length, 1);
  const [{ text, recipients }] = outside.taken as [FakeMx['taken'][number]];
  assert.deepEqual(recipients, ['accueil@mairie.test']);
  assert.match(text, /Content-Type: multipart\/alternative/);
  assert.match(text, /"Mairie, accueil" <accueil@mairie\.test>/);
  console.log(text);
  const colleague = await webmail.visit(paul);
  await colleague.page.goto('/courrier/');
  await colleague.page.getByRole('row', { name: /Clés du gymnase/ }).waitFor();
  assert.deepEqual([...complaints, ...colleague.complaints], []);
  await close();
  await colleague.close();
});
