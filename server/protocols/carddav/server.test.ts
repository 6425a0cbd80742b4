import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type DavAnswer, davDoor, vcard3 } from '../../../scenarios/contacts/door.ts';
import { findBook } from '../../services/contacts/books.ts';
import { getCards } from '../../services/contacts/get.ts';
import { makeAppPassword } from '../../services/signing-in/app-passwords.ts';
import { mostBytes } from './reports/query.ts';

const door = await davDoor();
after(() => door.close());
const actor = await door.account('marie');
const paul = await door.account('paul');
const { ask, home } = door.client(actor);
const book = `${home}contacts/`;

const spaces = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav" xmlns:cs="http://calendarserver.org/ns/"';
const propfind = (path: string, props: string, depth = '0') =>
  ask('PROPFIND', path, `<d:propfind ${spaces}><d:prop>${props}</d:prop></d:propfind>`, {
    depth,
    'content-type': 'application/xml',
  });
const report = (path: string, name: string, inner: string, depth = '1') =>
  ask('REPORT', path, `<${name} ${spaces}>${inner}</${name}>`, { depth, 'content-type': 'application/xml' });
const put = (name: string, body: string, headers: Record<string, string> = {}) =>
  ask('PUT', `${book}${name}`, body, { 'content-type': 'text/vcard; charset=utf-8', ...headers });
const sync = (token: string, more = '') =>
  report(
    book,
    'd:sync-collection',
    `<d:sync-token>${token}</d:sync-token><d:sync-level>1</d:sync-level><d:prop><d:getetag/></d:prop>${more}`,
  );
const tokenOf = ({ text }: DavAnswer): string => /<d:sync-token>([^<]+)</.exec(text)![1]!;
const hrefs = ({ text }: DavAnswer): string[] =>
  [...text.matchAll(/<d:href>([^<]+)</g)].map(([, href]) => href!.split('/').at(-1)!);

test('discovery leads from the well-known address to the books, step by step', async () => {
  const { status, headers } = await ask('PROPFIND', '/.well-known/carddav', '', { depth: '0' });
  assert.deepEqual([status, headers.get('location')], [301, '/dav/']);
  const root = await propfind('/dav/', '<d:current-user-principal/>');
  assert.equal(root.status, 207);
  const principal = /current-user-principal><d:href>([^<]+)/.exec(root.text)![1]!;
  const who = await propfind(principal, '<c:addressbook-home-set/><d:principal-URL/><d:displayname/><d:nothing/>');
  assert.match(who.text, new RegExp(`addressbook-home-set><d:href>${home}`));
  assert.match(who.text, /<d:nothing\/><\/d:prop><d:status>HTTP\/1\.1 404 Not Found/);
  const books = await propfind(
    home,
    '<d:resourcetype/><d:displayname/><cs:getctag/><d:sync-token/><d:current-user-privilege-set/>',
    '1',
  );
  assert.deepEqual(
    [...books.text.matchAll(/<d:displayname>([^<]*)</g)].map(([, name]) => name),
    ['Carnets d’adresses', 'Contacts', 'Adresses collectées', 'Annuaire académique'],
  );
  assert.match(books.text, /<d:resourcetype><d:collection\/><card:addressbook\/><\/d:resourcetype>/);
  const options = await ask('OPTIONS', book);
  assert.match(options.headers.get('dav')!, /addressbook/);
});

test('who is nobody is asked for a password; a wrong one, and somebody else’s home, open nothing', async () => {
  const bare = await fetch(`${door.origin}${book}`, { method: 'PROPFIND' });
  assert.equal(bare.status, 401);
  assert.match(bare.headers.get('www-authenticate')!, /^Basic realm=/);
  assert.equal((await door.client(actor, 'wrong').ask('PROPFIND', book)).status, 401);
  assert.equal((await ask('PROPFIND', door.client(paul).home, '', { depth: '0' })).status, 404);
  assert.equal(
    (await ask('PUT', `${door.client(paul).home}contacts/a.vcf`, vcard3('x', 'x'), { 'content-type': 'text/vcard' }))
      .status,
    405,
  );
});

test('a device opens the books with a password of its own made for that, and with no other', async () => {
  const [forBooks, forMail] = await Promise.all(
    (['dav', 'imap'] as const).map(scope => makeAppPassword(door.house, actor, { name: scope, scopes: [scope] })),
  );
  assert.equal((await door.client(actor, forBooks).ask('PROPFIND', book, '', { depth: '0' })).status, 207);
  assert.equal((await door.client(actor, forMail).ask('PROPFIND', book, '', { depth: '0' })).status, 401);
});

test('who guesses is told to wait', async () => {
  const guesser = await door.account('guesser');
  let status = 0;
  for (let tries = 0; tries < 20 && status !== 429; tries++) {
    status = (await door.client(guesser, `guess ${tries}`).ask('PROPFIND', '/dav/', '', { depth: '0' })).status;
  }
  assert.equal(status, 429);
});

test('a card is put, read in the version that is asked, changed under its tag, and deleted', async () => {
  assert.equal(
    (await put('a.vcf', vcard3('u-a', 'Renée', ['TEL;TYPE=CELL,PREF:06']), { 'if-none-match': '*' })).status,
    201,
  );
  assert.equal((await put('a.vcf', vcard3('u-a', 'Renée'), { 'if-none-match': '*' })).status, 412);
  const three = await ask('GET', `${book}a.vcf`);
  assert.match(three.text, /VERSION:3\.0[\s\S]*TEL;TYPE=CELL,PREF:06/);
  const four = await ask('GET', `${book}a.vcf`, undefined, { accept: 'text/vcard; version=4.0' });
  assert.match(four.text, /VERSION:4\.0[\s\S]*TEL;TYPE=CELL;PREF=1:06/);
  const etag = four.headers.get('etag')!;
  assert.equal((await ask('GET', `${book}a.vcf`, undefined, { 'if-none-match': etag })).status, 304);
  assert.equal((await ask('HEAD', `${book}a.vcf`)).text, '');
  // Word for word as it is kept: the tag is told, and no second reading is needed.
  const same = await put('a.vcf', four.text.replace('Renée', 'Renata'), { 'if-match': etag });
  assert.equal(same.status, 204);
  assert.ok(same.headers.get('etag'));
  assert.equal((await put('a.vcf', vcard3('u-a', 'x'), { 'if-match': etag })).status, 412);
  assert.equal(
    (await put('a.vcf', vcard3('u-a', 'x'), { 'if-match': same.headers.get('etag')! })).headers.get('etag'),
    null,
  );
  assert.equal((await ask('DELETE', `${book}a.vcf`, undefined, { 'if-match': etag })).status, 412);
  assert.equal((await ask('DELETE', `${book}a.vcf`)).status, 204);
  assert.equal((await ask('GET', `${book}a.vcf`)).status, 404);
});

test('what will not do is refused with its precondition', async () => {
  const said = async (answer: Promise<DavAnswer>) => {
    const { status, text } = await answer;
    return `${status} ${/<d:error[^>]*><(?:d|card):([a-z-]+)/.exec(text)?.[1] ?? ''}`;
  };
  assert.equal(await said(put('b.vcf', 'no card')), '403 valid-address-data');
  assert.equal(
    await said(put('b.vcf', vcard3('u', 'x'), { 'content-type': 'text/calendar' })),
    '403 supported-address-data',
  );
  assert.equal(await said(put('b.vcf', vcard3('u', 'x', [`NOTE:${'x'.repeat(1_100_000)}`]))), '403 max-resource-size');
  assert.equal(
    await said(put('b.vcf', vcard3('u', 'x', ['PHOTO;ENCODING=b;TYPE=JPEG:PHN2Zy8+']))),
    '403 valid-address-data',
  );
  await put('b.vcf', vcard3('u-b', 'B'));
  const conflict = await put('c.vcf', vcard3('u-b', 'C'));
  assert.equal(conflict.status, 403);
  assert.match(conflict.text, /no-uid-conflict><d:href>[^<]*b\.vcf/);
  assert.equal((await ask('DELETE', book)).status, 403);
  assert.equal((await ask('PROPFIND', book, '', { depth: 'infinity' })).status, 403);
  assert.equal((await put('d.vcf', 'x'.repeat(2_100_000))).status, 413);
  await ask('DELETE', `${book}b.vcf`);
});

test('hostile XML is refused before anything is read of it', async () => {
  const refused = async (body: string | Buffer) => (await ask('PROPFIND', book, body, { depth: '0' })).status;
  assert.equal(await refused('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'), 400);
  assert.equal(await refused('<d:propfind xmlns:d="DAV:"><d:prop>&lol;</d:prop></d:propfind>'), 400);
  assert.equal(await refused(`${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}`), 400);
  assert.equal(await refused(`<a>${'<b/>'.repeat(70_000)}</a>`), 400);
  assert.equal(await refused('<x:propfind/>'), 400);
  assert.equal(await refused('<a><b></a>'), 400);
  assert.equal(await refused(Buffer.from([0x3c, 0xff, 0xfe])), 400);
  assert.equal(await refused('<propfind xmlns="DAV:"><prop><__proto__/></prop></propfind>'), 400);
});

test('reports: several cards by address, and those that pass a filter', async () => {
  await put('r1.vcf', vcard3('u-1', 'Élodie Martin', ['EMAIL;TYPE=WORK:elodie@x.test']));
  await put('r2.vcf', vcard3('u-2', 'Jean & Zoé', ['NOTE:a < b']));
  const many = await report(
    book,
    'c:addressbook-multiget',
    `<d:prop><d:getetag/><c:address-data/></d:prop><d:href>${book}r2.vcf</d:href><d:href>${book}none.vcf</d:href><d:href>/elsewhere</d:href>`,
  );
  assert.match(many.text, /FN:Jean &amp; Zoé/);
  assert.match(many.text, /VERSION:3\.0/);
  assert.equal(many.text.match(/HTTP\/1\.1 404/g)!.length, 2);
  const four = await report(
    book,
    'c:addressbook-multiget',
    `<d:prop><c:address-data content-type="text/vcard" version="4.0"/></d:prop><d:href>${book}r2.vcf</d:href>`,
  );
  assert.match(four.text, /VERSION:4\.0/);
  const query = async (filter: string, more = '') =>
    hrefs(
      await report(book, 'c:addressbook-query', `<d:prop><d:getetag/></d:prop><c:filter>${filter}</c:filter>${more}`),
    );
  const match = (text: string, kind = 'contains') =>
    `<c:text-match collation="i;unicode-casemap" match-type="${kind}">${text}</c:text-match>`;
  assert.deepEqual(await query(`<c:prop-filter name="FN">${match('elodie')}</c:prop-filter>`), ['r1.vcf']);
  assert.deepEqual(await query(`<c:prop-filter name="FN">${match('jean &amp;', 'starts-with')}</c:prop-filter>`), [
    'r2.vcf',
  ]);
  assert.deepEqual(await query('<c:prop-filter name="EMAIL"><c:is-not-defined/></c:prop-filter>'), ['r2.vcf']);
  assert.deepEqual(
    await query(
      `<c:prop-filter name="EMAIL"><c:param-filter name="TYPE">${match('work', 'equals')}</c:param-filter></c:prop-filter>`,
    ),
    ['r1.vcf'],
  );
  const limited = await query('', '<c:limit><c:nresults>1</c:nresults></c:limit>');
  assert.equal(limited.length, 2);
  const wrong = await report(
    book,
    'c:addressbook-query',
    '<c:filter><c:prop-filter name="FN"><c:text-match collation="i;klingon">x</c:text-match></c:prop-filter></c:filter>',
  );
  assert.match(wrong.text, /supported-collation/);
  assert.match((await report(book, 'd:expand-property', '')).text, /supported-report/);
});

test('sync-collection tells what came, changed and left; tokens that are not good are refused', async () => {
  const first = await sync('');
  assert.deepEqual(hrefs(first).sort(), ['r1.vcf', 'r2.vcf']);
  const token = tokenOf(first);
  assert.deepEqual(hrefs(await sync(token)), []);
  await put('r3.vcf', vcard3('u-3', 'Trois'));
  await put('r1.vcf', vcard3('u-1', 'Élodie M.'));
  await ask('DELETE', `${book}r2.vcf`);
  const next = await sync(token);
  assert.deepEqual(hrefs(next).sort(), ['r1.vcf', 'r2.vcf', 'r3.vcf']);
  assert.match(next.text, /r2\.vcf<\/d:href><d:status>HTTP\/1\.1 404/);
  // A name that is taken again has not left.
  await put('r2.vcf', vcard3('u-2', 'Deux encore'));
  assert.doesNotMatch((await sync(token)).text, /404/);
  const pieces: string[] = [];
  let at = '';
  for (let round = 0; round < 9; round++) {
    const piece = await sync(at, '<d:limit><d:nresults>1</d:nresults></d:limit>');
    pieces.push(...hrefs(piece).filter(href => href !== ''));
    at = tokenOf(piece);
    if (!piece.text.includes('507')) break;
  }
  // A card may be told once more, and one that left told gone to who never knew it: neither does harm.
  for (const name of ['r1.vcf', 'r2.vcf', 'r3.vcf']) assert.ok(pieces.includes(name), name);
  for (const bad of [
    token.replace(/\d+$/, '999999999'),
    token.replace('sync:', 'sync:z'),
    'urn:other',
    token.replace(/:\d+$/, ':x'),
  ]) {
    const { status, text } = await sync(bad);
    assert.equal(status, 403, bad);
    assert.match(text, /<d:valid-sync-token\/>/);
  }
  await door.house.store.database.query({
    text: 'update mail_account set gone_floor = modseq where account_id = $1',
    values: [actor.accountId],
  });
  assert.equal((await sync(token)).status, 403);
  assert.equal((await sync(tokenOf(await sync('')))).status, 207);
  const { text } = await propfind(book, '<d:sync-token/>');
  assert.equal((await sync(tokenOf({ text } as DavAnswer))).status, 207);
});

test('a book is made with its name, renamed, refused what it has not, and deleted with its cards', async () => {
  const made = `${home}parents/`;
  const body = `<d:mkcol ${spaces}><d:set><d:prop><d:resourcetype><d:collection/><c:addressbook/></d:resourcetype><d:displayname>Parents</d:displayname></d:prop></d:set></d:mkcol>`;
  assert.equal((await ask('MKCOL', made, body)).status, 201);
  assert.equal((await ask('MKCOL', made, body)).status, 405);
  assert.equal((await ask('MKCOL', `${home}annuaire/`, body)).status, 403);
  const calendar = body.replace('<c:addressbook/>', '<d:calendar/>').replaceAll('parents', 'x');
  assert.match((await ask('MKCOL', `${home}agenda/`, calendar)).text, /valid-resourcetype/);
  const patch = (inner: string) =>
    ask('PROPPATCH', made, `<d:propertyupdate ${spaces}><d:set><d:prop>${inner}</d:prop></d:set></d:propertyupdate>`);
  assert.match((await patch('<d:displayname>Parents d’élèves</d:displayname>')).text, /200 OK/);
  const refused = await patch('<d:displayname>Autre</d:displayname><d:getetag>x</d:getetag>');
  assert.match(refused.text, /403 Forbidden[\s\S]*424 Failed Dependency/);
  assert.match((await propfind(made, '<d:displayname/>')).text, /Parents d’élèves/);
  await ask('PUT', `${made}p.vcf`, vcard3('u-p', 'P'), { 'content-type': 'text/vcard' });
  const { id } = await findBook(door.house, actor, { segment: 'parents' });
  assert.equal((await getCards(door.house, actor, { bookId: id })).length, 1);
  assert.equal((await ask('DELETE', made)).status, 204);
  assert.equal((await propfind(made, '<d:displayname/>')).status, 404);
});

test('the directory is searched and never read whole, and nobody writes in it', async () => {
  const directory = `${home}annuaire/`;
  const listed = await propfind(directory, '<d:displayname/>', '1');
  assert.equal(hrefs(listed).length, 1);
  const search = (filter: string) =>
    report(
      directory,
      'c:addressbook-query',
      `<d:prop><d:getetag/><c:address-data/></d:prop><c:filter>${filter}</c:filter>`,
    );
  const found = await search('<c:prop-filter name="FN"><c:text-match>pau</c:text-match></c:prop-filter>');
  assert.match(found.text, /EMAIL;TYPE=work:paul@ac-amiens\.test/);
  assert.match(found.text, /ORG:Collège d’essai/);
  const [name] = hrefs(found);
  assert.equal((await ask('GET', `${directory}${name}`)).status, 200);
  assert.equal((await search('')).status, 403);
  assert.equal((await search('<c:prop-filter name="FN"><c:text-match>p</c:text-match></c:prop-filter>')).status, 403);
  assert.equal(
    (await sync('').then(() => report(directory, 'd:sync-collection', '<d:sync-token/><d:sync-level>1</d:sync-level>')))
      .status,
    403,
  );
  assert.equal(
    (await ask('PUT', `${directory}${name}`, vcard3('x', 'x'), { 'content-type': 'text/vcard' })).status,
    403,
  );
  assert.equal((await ask('DELETE', `${directory}${name}`)).status, 403);
});

test('an answer that would fill the memory of the house is refused', async () => {
  const fill = (bytes: number) =>
    door.house.store.database.query({
      text: `update contact_card set bytes = $2 where account_id = $1 and segment = 'r1.vcf'`,
      values: [actor.accountId, bytes],
    });
  await fill(mostBytes + 1);
  const data = '<d:prop><c:address-data/></d:prop>';
  const many = await report(book, 'c:addressbook-multiget', `${data}<d:href>${book}r1.vcf</d:href>`);
  assert.deepEqual([many.status, many.text.includes('number-of-matches-within-limits')], [507, true]);
  const whole = await report(book, 'd:sync-collection', `<d:sync-token/><d:sync-level>1</d:sync-level>${data}`);
  assert.equal(whole.status, 507);
  assert.equal((await sync('')).status, 207);
  await fill(100);
});

test('nothing here was a bug', () => assert.deepEqual(door.faults, []));
