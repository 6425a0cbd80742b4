import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openWritingHouse, partsOf, saved, textOf, type WritingHouse, write } from './compose-house.ts';
import { picture, skip } from './webmail.ts';

let house: WritingHouse;

before(async () => {
  if (skip) return;
  house = await openWritingHouse();
  await house.put(
    house.marie,
    'From: paul.petit@ac-amiens.test\nTo: marie.martin@ac-amiens.test\nSubject: Salle 12\n\nOui\n',
  );
});
after(async () => {
  if (skip) return;
  assert.deepEqual(house.faults, []);
  await house.close();
});

test('R13 a draft is one draft, there on every device, and goes on where it was left', { skip }, async () => {
  const { page, complaints, close } = await house.visit(house.marie);
  await write(page, { to: 'paul.petit@ac-amiens.test, marie dupont', subject: 'Projet', text: 'Premier jet' });
  await saved(page);
  await page.keyboard.type(', puis un second');
  await page.getByText('Modifié').waitFor();
  await saved(page);
  await page.keyboard.press('Escape');
  await page.getByRole('grid').waitFor();
  assert.equal(await page.getByRole('complementary', { name: 'Messages en cours' }).count(), 0);

  const other = await house.visit(house.marie);
  await other.page.goto('/courrier/boite/brouillons');
  await other.page.getByRole('row').nth(0).waitFor();
  assert.equal(await other.page.getByRole('row').count(), 1, 'the drafts before it are gone');
  await other.page.getByRole('row', { name: /Projet/ }).click();
  await other.page.getByText('Premier jet, puis un second').waitFor();
  await other.page.getByText('« marie dupont » n’est pas une adresse').waitFor();
  await other.page.getByRole('button', { name: 'Supprimer le brouillon' }).click();
  await other.page.getByRole('dialog').getByRole('button', { name: 'Supprimer le brouillon' }).click();
  await other.page.getByText('Rien ici').waitFor();
  assert.deepEqual([...complaints, ...other.complaints], []);
  await other.close();
  await close();
});

test('R9 what was typed outlives a lost network and a closed tab', { skip }, async () => {
  const { page, close } = await house.visit(house.marie);
  await write(page, { to: 'paul.petit@ac-amiens.test', subject: 'Dans le train', text: 'Avant le tunnel' });
  await saved(page);
  await page.evaluate('navigator.serviceWorker.ready.then(() => null)');
  await page.context().setOffline(true);
  await page.keyboard.type(', dans le tunnel');
  await page.locator('.write-state').getByText('Gardé sur cet appareil').waitFor();
  await picture(page, 'webmail-compose-offline');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Le réseau manque.').waitFor();
  await page.close();
  const context = page.context();
  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto('/courrier/');
  await again.getByRole('button', { name: /Reprendre/ }).click();
  await again.getByText('Ce message a été repris là où vous l’aviez laissé.').waitFor();
  await textOf(again).getByText('Avant le tunnel, dans le tunnel').waitFor();
  await again.getByText('Brouillon enregistré à').waitFor();
  await again.keyboard.press('Escape');
  await again.goto('/courrier/boite/brouillons');
  await again.getByRole('row', { name: /Dans le train/ }).waitFor();
  assert.equal(await again.getByRole('row').count(), 1, 'one draft, not one for each try');
  await close();
});

test('R13 a letter is written in one tab at a time, and a recipient half typed is kept', { skip }, async () => {
  const { page, close } = await house.visit(house.marie);
  await write(page, { subject: 'Deux onglets', text: 'Ici' });
  await saved(page);
  const tab = await page.context().newPage();
  await tab.goto('/courrier/');
  await tab.getByRole('row', { name: /Salle 12/ }).waitFor();
  await tab.waitForTimeout(500);
  assert.equal(await tab.getByRole('button', { name: /Reprendre/ }).count(), 0);
  await tab.close();
  await page.getByRole('combobox', { name: 'À' }).fill('paul.petit@ac-amiens.test');
  await page.keyboard.press('Escape');
  await page.goto('/courrier/boite/brouillons');
  await page.getByRole('row', { name: /Deux onglets/ }).click();
  await page.getByRole('button', { name: 'Retirer paul.petit@ac-amiens.test' }).waitFor();
  await page.getByRole('button', { name: 'Supprimer le brouillon' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Supprimer le brouillon' }).click();
  await close();
});

test('R13 a reply taken up again as a draft still marks what it answers', { skip }, async () => {
  const { page, close } = await house.visit(house.marie);
  await house.put(
    house.marie,
    'From: paul.petit@ac-amiens.test\nTo: marie.martin@ac-amiens.test\nSubject: Question\nMessage-ID: <question@ac-amiens.test>\n\nAlors ?\n',
  );
  await page.goto('/courrier/');
  await page.getByRole('row', { name: /Question/ }).click();
  await page.locator('.reading-title').waitFor();
  await page.keyboard.press('r');
  await page.getByText('a écrit :').waitFor();
  await page.keyboard.type('Demain.');
  await saved(page);
  await page.keyboard.press('Escape');
  await page.locator('.reading-title').waitFor();
  await page.goto('/courrier/boite/brouillons');
  await page.getByRole('row', { name: /Question/ }).click();
  await textOf(page).getByText('Demain.').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText('Message envoyé').waitFor();
  await page.goto('/courrier/');
  await page.getByRole('row', { name: /Répondu.*Question|Question.*Répondu/ }).waitFor();
  await close();
});

test('R9 a letter waits below the page while another mail is read', { skip }, async () => {
  const { page, close } = await house.visit(house.marie);
  await write(page, { subject: 'À finir', text: 'Je regarde la salle.' });
  await page.getByRole('button', { name: 'Réduire' }).click();
  await page.getByRole('row', { name: /Salle 12/ }).click();
  await page.locator('.reading-title').waitFor();
  await page.getByRole('button', { name: /Reprendre/ }).waitFor();
  await picture(page, 'webmail-compose-minimised');
  await page.getByRole('button', { name: /Reprendre/ }).click();
  await textOf(page).getByText('Je regarde la salle.').waitFor();
  await page.reload();
  await textOf(page).getByText('Je regarde la salle.').waitFor();
  await page.getByRole('button', { name: 'Supprimer le brouillon' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Supprimer le brouillon' }).click();
  await close();
});

test('R9 files are attached by button and by drop, with their progress, given up, and refused before they are sent', {
  skip,
}, async () => {
  const { page, close } = await house.visit(house.marie);
  await write(page, { to: 'fichiers@mairie.test', subject: 'Plans' });
  const slow = page.context();
  let release = (): void => {};
  const held = new Promise<void>(resolve => {
    release = resolve;
  });
  await slow.route('**/jmap/upload/**', async route => {
    await held;
    await route.continue();
  });
  const picker = page.locator('.write-foot input[type=file]');
  await picker.setInputFiles([
    { name: 'plan du gymnase.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(50_000, 'p') },
    { name: 'erreur.docx', mimeType: 'application/msword', buffer: Buffer.from('non') },
  ]);
  await page.getByRole('progressbar', { name: 'Envoi de plan du gymnase.pdf' }).waitFor();
  await picture(page, 'webmail-compose-files');
  await page.getByRole('button', { name: 'Ne pas joindre erreur.docx' }).click();
  await page.keyboard.press('Control+Enter');
  await page.getByText('Un fichier n’est pas encore joint.').waitFor();
  await page.getByRole('button', { name: 'Attendre' }).click();
  release();
  await page.getByRole('button', { name: 'Retirer plan du gymnase.pdf' }).waitFor();
  const transfer = await page.evaluateHandle(
    `(() => { const all = new DataTransfer(); all.items.add(new File(['a,b'], 'liste.csv', { type: 'text/csv' })); return all; })()`,
  );
  await page.locator('.write').dispatchEvent('drop', { dataTransfer: transfer });
  await page.getByRole('button', { name: 'Retirer liste.csv' }).waitFor();
  const huge = await page.evaluateHandle(
    `(() => { const all = new DataTransfer(); all.items.add(new File([new Uint8Array(50000000)], 'film.mp4')); return all; })()`,
  );
  await page.locator('.write').dispatchEvent('drop', { dataTransfer: huge });
  await page.getByText(/film\.mp4.*pèse/).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText('Message envoyé').waitFor();
  await house.pass(15_000);
  const parts = partsOf(house.outside.taken.at(-1)!.text);
  assert.equal(parts.length, 4);
  assert.ok(parts.some(({ head }) => /plan du gymnase\.pdf/.test(head)));
  assert.ok(parts.some(({ text }) => text === 'a,b'));
  await close();
});

test('R9 a picture that is pasted stands in the text, and arrives there', { skip }, async () => {
  const { page, close } = await house.visit(house.marie);
  await write(page, { to: 'image@mairie.test', subject: 'Photo', text: 'Voici : ' });
  await page.evaluate(`(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 120, height: 60 });
    canvas.getContext('2d').fillRect(0, 0, 120, 60);
    const blob = await new Promise(resolve => canvas.toBlob(resolve));
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([blob], 'photo.png', { type: 'image/png' }));
    document.querySelector('.write-text').dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  })()`);
  await page.locator('.write-text img[src^="blob:"]').waitFor();
  await saved(page);
  await page.reload();
  await page.locator('.write-text img[src^="blob:"]').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText('Message envoyé').waitFor();
  await house.pass(15_000);
  const { text } = house.outside.taken.at(-1)!;
  const [, cid] = /Content-ID: <([^>]+)>/i.exec(text) ?? [];
  assert.match(text, /multipart\/related/);
  assert.ok(partsOf(text)[1]?.text.includes(`src="cid:${cid}"`));
  await close();
});

test('R24 the signature stands where it belongs, and changes with the sender', { skip }, async () => {
  const { page, close } = await house.visit(house.paul);
  await page.goto('/courrier/');
  await page.evaluate(`(async () => {
    const session = await (await fetch('/.well-known/jmap')).json();
    const accountId = Object.keys(session.accounts)[0];
    const using = ['urn:ietf:params:jmap:core', 'urn:ietf:params:jmap:submission'];
    const ask = call => fetch('/jmap/api/', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ using, methodCalls: [call] }) }).then(each => each.json());
    const { methodResponses: [[, { list }]] } = await ask(['Identity/get', { accountId }, 'a']);
    await ask(['Identity/set', { accountId, update: { [list[0].id]: { name: 'Paul Petit', htmlSignature: '<b>Paul Petit</b><br>Collège d’essai<img src=x onerror=alert(1)>', textSignature: 'Paul Petit' } }, create: { two: { name: 'Le secrétariat', email: list[0].email, textSignature: 'Le secrétariat\\n03 22' } } }, 'b']);
  })()`);
  await write(page, { to: 'signe@mairie.test', subject: 'Signé', text: 'Bonjour' });
  await page.getByText('Collège d’essai').waitFor();
  await picture(page, 'webmail-compose-signature');
  await page.getByLabel('De', { exact: true }).selectOption({ label: 'Le secrétariat <paul.petit@ac-amiens.test>' });
  await textOf(page).getByText('03 22').waitFor();
  assert.equal(await page.getByText('Collège d’essai').count(), 0);
  await page.keyboard.press('Control+Enter');
  await page.getByText('Message envoyé').waitFor();
  await house.pass(15_000);
  const { text } = house.outside.taken.at(-1)!;
  assert.match(text, /^From: =\?utf-8|^From: "Le secr/m);
  assert.match(partsOf(text)[0]!.text, /^Bonjour\r\n\r\n-- \r\nLe secrétariat\r\n03 22$/);
  await close();
});

test('R9 a mail kept as a model begins others; one can write text alone, important, with a notice', {
  skip,
}, async () => {
  const { page, close } = await house.visit(house.marie);
  const options = page.getByRole('button', { name: 'Options du message' });
  await write(page, { subject: 'Absence d’élève', text: 'Votre enfant était absent.' });
  await options.click();
  await page.getByRole('button', { name: 'Garder comme modèle' }).click();
  await page.getByText('Gardé dans le dossier').waitFor();
  await page.getByRole('button', { name: 'Supprimer le brouillon' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Supprimer le brouillon' }).click();
  await page.getByRole('link', { name: 'Modèles' }).waitFor();

  await write(page, { to: 'parents@mairie.test' });
  await options.click();
  await page.getByRole('button', { name: 'Modèles', exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Absence d’élève/ })
    .click();
  await textOf(page).getByText('Votre enfant était absent.').waitFor();
  assert.equal(await page.getByLabel('Objet').inputValue(), 'Absence d’élève');
  await options.click();
  await page.getByLabel('Texte seul').check();
  await page.getByLabel('Message important').check();
  await page.getByLabel('Demander un avis de remise').check();
  await picture(page, 'webmail-compose-options');
  await page.keyboard.press('Escape');
  assert.match(await textOf(page).inputValue(), /^Votre enfant était absent\.\n.*-- \nmarie\.martin\n/s);
  await page.keyboard.press('Control+Enter');
  await page.getByText('Message envoyé').waitFor();
  await house.pass(15_000);
  const { text, rcptLines } = house.outside.taken.at(-1)!;
  assert.match(text, /^Importance: High\r?$/m);
  assert.doesNotMatch(text, /text\/html|multipart/);
  assert.match(rcptLines.join(), /NOTIFY=SUCCESS,DELAY,FAILURE/);
  await close();
});
