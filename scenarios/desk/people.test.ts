/** People at the desk: found, explained, helped within the role of whoever stands there. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { type DeskHouse, findBarriers, openDeskHouse, picture, skip } from './house.ts';

let desk: DeskHouse;

before(async () => {
  if (skip) return;
  desk = await openDeskHouse();
});
after(async () => {
  if (!skip) await desk.close();
});
afterEach(() => {
  if (!skip) assert.deepEqual(desk.faults, []);
});

test('R35 R39 the support finds somebody by letters of a name and reads aloud why the account is as it is', {
  skip,
}, async () => {
  const { page, complaints, close } = await desk.visit('karim.haddad');
  await page.goto('/bureau/');
  await picture(page, 'desk-start');
  await page.keyboard.press('/');
  await page.keyboard.type('lemaire');
  await page.getByRole('link', { name: 'Gérard Lemaire' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Gérard Lemaire' }).waitFor();
  await page.getByText('Départ : dernier jour de service le', { exact: false }).waitFor();
  await picture(page, 'desk-person');
  assert.deepEqual(await findBarriers(page), []);
  assert.deepEqual(complaints, []);
  await close();
});
