import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maxLinks, readHtml } from './html.ts';

test('links with the words they are clicked by, entities decoded, blocks apart', () => {
  const { text, links } = readHtml(
    '<p>Bonjour</p><p><a class=x href="https://a.test/?a=1&amp;b=2">www.<b>impots</b>.gouv.fr</a></p>',
  );
  assert.equal(text.trim().replace(/\n+/g, '|'), 'Bonjour|www.impots.gouv.fr');
  assert.deepEqual(links, [{ href: 'https://a.test/?a=1&b=2', text: 'www.impots.gouv.fr' }]);
});

test('what is hidden by style is not read, what follows it is', () => {
  const html =
    'Votre com<span style="display: none">xyz<span>a</span></span>pte sera <font style=\'font-size:0px\'>b</font>fermé';
  assert.equal(readHtml(html).text, 'Votre compte sera fermé');
});

test('forms, password fields, refreshes, scripts, and links against a base', () => {
  const page = readHtml(
    '<base href="https://b.test/x/"><meta http-equiv="Refresh" content="0; URL=https://r.test/"><form action="p"><input TYPE=Password></form><script>1</script><a href="q">q</a>',
  );
  assert.deepEqual(page.forms, [{ action: 'https://b.test/x/p' }]);
  assert.equal(page.asksPassword, true);
  assert.equal(page.refresh, 'https://r.test/');
  assert.equal(page.scripts, 1);
  assert.equal(page.links[0]!.href, 'https://b.test/x/q');
});

test('a million links are counted and some are kept, each with a bounded number of its words', () => {
  const { links, linkCount } = readHtml('<a href="https://a.test/">x</a>'.repeat(1_000_000));
  assert.deepEqual([links.length, linkCount], [maxLinks, 1_000_000]);
  assert.equal(
    readHtml(`<a href="https://a.test/">${'<b>x </b>'.repeat(10_000)}</a>`).links[0]!.text.length < 301,
    true,
  );
});
