import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Actor } from '../../server/services/actor.ts';
import { fillMailbox, openWebmail, picture, skip, type Webmail } from './webmail.ts';

let webmail: Webmail;
let marie: Actor;

before(async () => {
  if (skip) return;
  webmail = await openWebmail();
  marie = await webmail.account('marie.martin');
  await fillMailbox(webmail, marie, 300);
});
after(async () => {
  if (!skip) await webmail.close();
});

test('R9 the mail opens on the inbox, and a message beside it', { skip }, async () => {
  const { page, complaints, close } = await webmail.visit(marie);
  await page.goto('/courrier/');
  await page.getByRole('grid', { name: 'Messages de Boîte de réception' }).waitFor();
  await page.getByRole('row').nth(2).waitFor();
  await page.waitForTimeout(1000);
  await picture(page, 'webmail-list');
  await page.getByRole('row').nth(2).click();
  await page.locator('.reading-title').waitFor();
  await page.waitForTimeout(1500);
  await picture(page, 'webmail-reading');
  assert.deepEqual(complaints, []);
  await close();
});
