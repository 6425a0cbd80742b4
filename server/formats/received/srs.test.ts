import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rewriteSender, unwrapSender } from './srs.ts';

const key = Buffer.alloc(32, 7);
const now = new Date('2026-11-24T09:00:00Z');
const later = (days: number) => new Date(now.getTime() + days * 86_400_000);
const local = (address: string) => address.slice(0, address.lastIndexOf('@'));

test('a rewritten sender leads back to the first, even when its case was lost', () => {
  const rewritten = rewriteSender('Jean=Luc+x@out.test', 'ac.test', key, now)!;
  assert.match(rewritten, /^SRS0=[0-9a-f]{10}=[0-9a-z]+=out\.test=Jean=Luc\+x@ac\.test$/);
  assert.equal(unwrapSender(local(rewritten), key, later(20)), 'Jean=Luc+x@out.test');
  assert.equal(unwrapSender(local(rewritten).toLowerCase(), key, now), 'jean=luc+x@out.test');
});

test('nobody else can make one, and an old one is worth nothing', () => {
  const rewritten = local(rewriteSender('a@out.test', 'ac.test', key, now)!);
  assert.equal(unwrapSender(rewritten.replace('out', 'evil'), key, now), null);
  assert.equal(unwrapSender(rewritten, Buffer.alloc(32, 8), now), null);
  assert.equal(unwrapSender(rewritten, key, later(22)), null);
  assert.equal(unwrapSender('SRS0=x', key, now), null);
  assert.equal(unwrapSender('marie', key, now), null);
});

test('what does not fit an address is not rewritten', () => {
  assert.equal(rewriteSender(`${'x'.repeat(60)}@out.test`, 'ac.test', key, now), null);
  assert.equal(rewriteSender('"a b"@out.test', 'ac.test', key, now), null);
});
