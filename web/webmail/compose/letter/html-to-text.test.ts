import assert from 'node:assert/strict';
import { test } from 'node:test';
import { htmlToText, type Source } from './html-to-text.ts';

type Child = Source | string;

/** An element; a text where it is a string. */
function h(name: string, attributes: Readonly<Record<string, string>>, ...inside: Child[]): Source {
  const childNodes = inside.map(
    (each): Source =>
      typeof each === 'string' ? { nodeType: 3, nodeName: '#text', textContent: each, childNodes: [] } : each,
  );
  const textContent = childNodes.map(each => each.textContent).join('');
  return {
    nodeType: 1,
    nodeName: name.toUpperCase(),
    textContent,
    childNodes,
    getAttribute: key => attributes[key] ?? null,
  };
}
const div = (...inside: Child[]) => h('div', {}, ...inside);
const br = h('br', {});
const text = (...inside: Child[]) => htmlToText(h('body', {}, ...inside));

test('the lines of an editor are lines, its empty ones too', () => {
  assert.equal(text(div('Bonjour,'), div(br), div('À ', h('b', {}, 'demain'), '.')), 'Bonjour,\n\nÀ demain.');
  assert.equal(text(div('un', br, 'deux')), 'un\ndeux');
  assert.equal(text(h('p', {}, 'un\n   deux'), h('p', {}, 'trois')), 'un deux\n\ntrois');
});

test('lists keep their marks and what is long stays under them', () => {
  const list = h(
    'ul',
    {},
    h('li', {}, div('lait')),
    h('li', {}, 'pain', h('ol', {}, h('li', {}, 'bis'), h('li', {}, 'blanc'))),
  );
  assert.equal(text(div('Courses'), list, div('Merci')), 'Courses\n\n- lait\n- pain\n\n  1. bis\n  2. blanc\n\nMerci');
});

test('a link says where it leads, unless it says so already', () => {
  assert.equal(text(div(h('a', { href: 'https://ac.test/plan' }, 'le plan'))), 'le plan <https://ac.test/plan>');
  assert.equal(text(div(h('a', { href: 'https://ac.test/' }, 'ac.test'))), 'ac.test');
  assert.equal(text(div(h('a', { href: 'mailto:a@ac.test' }, 'Anne'))), 'Anne <a@ac.test>');
});

test('a quotation within a quotation has two marks; pictures are told by their words', () => {
  const inner = h('blockquote', {}, div('avant'));
  assert.equal(text(div('Oui.'), h('blockquote', {}, div('On y va ?'), inner)), 'Oui.\n\n> On y va ?\n>\n>> avant');
  assert.equal(text(div(h('img', { alt: 'Logo' }), h('img', {}))), '[Logo]');
});

test('the signature begins with the line that every program knows', () => {
  const signature = h('div', { class: 'signature' }, div('Marie Martin'), div('Collège Jules-Verne'));
  assert.equal(text(div('Oui.'), div(br), signature), 'Oui.\n\n-- \nMarie Martin\nCollège Jules-Verne');
});

test('a table is read row by row; style sheets are not read', () => {
  const row = (...cells: string[]) => h('tr', {}, ...cells.map(each => h('td', {}, each)));
  assert.equal(
    text(h('style', {}, 'p{}'), h('table', {}, h('tbody', {}, row('a', 'b'), row('c', 'd')))),
    'a | b\nc | d',
  );
});
