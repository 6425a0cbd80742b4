import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { createDirectory } from '../../server/services/contacts/directory.ts';
import { openWritingHouse, partsOf, textOf, type WritingHouse, write } from './compose-house.ts';
import { type As, findBarriers, picture, skip } from './webmail.ts';

let house: WritingHouse;

before(async () => {
  if (skip) return;
  house = await openWritingHouse();
  for (const [name, address] of [
    ['Hélène Lefèvre', 'helene.lefevre@ac-amiens.test'],
    ['Mairie de Corbie', 'accueil@mairie.test'],
  ])
    await house.put(
      house.marie,
      `From: "${name}" <${address}>\nTo: marie.martin@ac-amiens.test\nSubject: De ${name}\n\nOui\n`,
    );
});
after(async () => {
  if (skip) return;
  assert.deepEqual(house.faults, []);
  await house.close();
});

/** The page's policy lets nobody but this tool evaluate a text. */
async function until(page: Page, condition: string): Promise<void> {
  for (let tries = 0; tries < 50; tries += 1) {
    if ((await page.evaluate(condition)) === true) return;
    await page.waitForTimeout(100);
  }
  assert.fail(`never came true: ${condition}`);
}

const visits: readonly (As & { readonly named: string })[] = [
  { named: 'dark', theme: 'dark' },
  { named: 'english', language: 'en' },
  { named: 'phone', width: 320, height: 720 },
  { named: 'phone-dark', width: 390, height: 800, theme: 'dark' },
];

for (const { named, ...as } of visits) {
  test(`writing has no barrier and nothing cut off: ${named}`, { skip }, async () => {
    const { page, complaints, close } = await house.visit(house.marie, as);
    const english = as.language === 'en';
    await page.goto('/courrier/ecrire?mode=new&a=helene.lefevre@ac-amiens.test&objet=Conseil');
    const text = page.getByRole('textbox', { name: english ? 'Text of the message' : 'Texte du message' });
    await text.waitFor();
    await text.click();
    await page.keyboard.type('Bonjour Hélène,\nvous trouverez ci-joint le compte rendu.');
    await page
      .getByLabel(english ? 'Recipients' : 'Destinataires')
      .first()
      .waitFor();
    const to = page.getByRole('combobox', { name: english ? 'To' : 'À' });
    await to.fill('pas une adresse');
    await to.press('Enter');
    await page.locator('.write-foot input[type=file]').setInputFiles([
      {
        name: 'un nom de fichier beaucoup trop long pour tenir sur une seule ligne.pdf',
        mimeType: 'application/pdf',
        buffer: Buffer.from('x'),
      },
    ]);
    await page.getByText(english ? 'Draft saved at' : 'Brouillon enregistré à').waitFor();
    assert.deepEqual(await findBarriers(page), []);
    const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    assert.equal(wide, 0);
    await picture(page, `webmail-compose-${named}`);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog').waitFor();
    assert.deepEqual(await findBarriers(page), []);
    await picture(page, `webmail-compose-${named}-check`);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: english ? 'Minimise' : 'Réduire' }).click();
    await page.getByRole('complementary').waitFor();
    assert.deepEqual(await findBarriers(page), []);
    await picture(page, `webmail-compose-${named}-bar`);
    await page.getByRole('button', { name: english ? /^Go on with/ : /^Reprendre/ }).click();
    await page.getByRole('button', { name: english ? 'Delete the draft' : 'Supprimer le brouillon' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: english ? 'Delete the draft' : 'Supprimer le brouillon' })
      .click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.deepEqual(complaints, []);
    await close();
  });
}

test('R9 a mail is written and sent without a mouse, with people that are proposed', { skip }, async () => {
  const { page, complaints, close } = await house.visit(house.marie);
  const keys = async (...names: string[]) => {
    for (const name of names) await page.keyboard.press(name);
  };
  await page.goto('/courrier/');
  await page.getByRole('row').nth(1).waitFor();
  await keys('c');
  const to = page.getByRole('combobox', { name: 'À' });
  await to.waitFor();
  await until(page, `document.activeElement?.getAttribute('role') === 'combobox'`);
  await page.keyboard.type('helen');
  await page.getByRole('option', { name: /Hélène Lefèvre/ }).waitFor();
  await picture(page, 'webmail-compose-suggestions');
  await keys('Enter');
  await page.keyboard.type('corb');
  await page.getByRole('option', { name: /Mairie de Corbie/ }).waitFor();
  await keys('Tab');
  await page.keyboard.type('erreur@mairie.test');
  await keys('Enter', 'ArrowLeft', 'Delete');
  await page.getByText('erreur@mairie.test', { exact: true }).waitFor({ state: 'detached' });
  await until(page, `document.activeElement?.className === 'tag'`);
  await keys('ArrowRight', 'Tab', 'Tab', 'Tab');
  assert.equal(await page.evaluate('document.activeElement?.id'), 'write-subject');
  await page.keyboard.type('Sans souris');
  await keys('Tab');
  assert.equal(await page.evaluate(`document.activeElement?.closest('[role=toolbar]') !== null`), true);
  await keys('Tab');
  await page.keyboard.type('Une ligne');
  await keys('Enter', 'Control+Shift+8');
  await page.keyboard.type('un point');
  await keys('Control+Enter');
  await page.getByText('Message envoyé').waitFor();
  await house.pass(15_000);
  const taken = house.outside.taken.at(-1)!;
  assert.deepEqual(taken.recipients, ['accueil@mairie.test']);
  assert.match(taken.text, /H=C3=A9l=C3=A8ne|=\?utf-8/);
  assert.match(partsOf(taken.text)[0]!.text, /^Une ligne\r\n\r\n- un point\r\n\r\n-- \r\n/);

  await keys('c');
  await to.waitFor();
  await until(page, `document.activeElement?.getAttribute('role') === 'combobox'`);
  await keys('Tab', 'Tab', 'Tab');
  await page.keyboard.type('Gardé');
  await keys('Escape');
  await page.getByRole('grid').waitFor();
  await page.getByRole('link', { name: 'Brouillons' }).click();
  await page.getByRole('row', { name: /Gardé/ }).waitFor();
  assert.deepEqual(complaints, []);
  await close();
});

test('R9 colleagues are proposed with what they do and where', { skip }, async () => {
  const { page, close } = await house.visit(house.marie);
  const { house: served } = house;
  Object.assign(served, { directory: createDirectory(served) });
  await write(page, {});
  await page.getByRole('combobox', { name: 'À' }).pressSequentially('petit');
  await page.getByRole('option', { name: /paul\.petit@ac-amiens\.test.*Collège d’essai/ }).waitFor();
  await picture(page, 'webmail-compose-colleagues');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Retirer/ }).waitFor();
  await page.getByRole('button', { name: 'Supprimer le brouillon' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Supprimer le brouillon' }).click();
  await close();
});

test('R9 the page of writing weighs little, and nothing until it is opened', { skip }, async () => {
  const { page, close } = await house.visit(house.paul);
  const scripts: string[] = [];
  page.on('response', response => {
    if (/\/assets\/.*\.js/.test(response.url())) scripts.push(new URL(response.url()).pathname);
  });
  await page.goto('/courrier/');
  await page.getByRole('link', { name: 'Brouillons' }).waitFor();
  await page.waitForTimeout(300);
  assert.ok(
    scripts.every(path => !/compose|bar-/.test(path)),
    scripts.join(' '),
  );
  await write(page, { text: 'x' });
  assert.ok(scripts.some(path => /compose/.test(path)));
  await textOf(page).waitFor();
  await close();
});
