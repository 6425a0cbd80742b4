import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeText } from '../message/decode.ts';
import { parseMessage } from '../message/parse.ts';
import { adviceFor } from './advice.ts';
import { composeNotice, type Notice } from './notice.ts';

const notice: Notice = {
  action: 'failed',
  to: 'marie.durand@ac.test',
  recipients: [
    {
      address: 'parti@ailleurs.example',
      status: '5.1.1',
      said: '550 5.1.1 No such user\r\nStatus: 2.0.0 — forged',
      host: 'mx.ailleurs.example',
      orcpt: 'rfc822;parti@ailleurs.example',
    },
  ],
  hostName: 'mail.ac.test',
  domain: 'ac.test',
  messageId: '<n1@ac.test>',
  at: new Date('2026-11-24T09:00:00Z'),
  zone: 60,
  arrivedAt: new Date('2026-11-24T08:00:00Z'),
  triedUntil: new Date('2026-11-29T08:00:00Z'),
  envid: 'env+1',
  trace: 'abcd',
  subject: 'Réunion de rentrée',
  original: Buffer.from('Subject: x\r\n\r\nbody\r\n'),
  whole: true,
};

test('a notice is a report of three parts, in French first, that keeps the remote’s words', () => {
  const bytes = composeNotice(notice);
  const { part, envelope, fields } = parseMessage(bytes);
  assert.equal(`${part.type}/${part.subtype}`, 'multipart/report');
  assert.deepEqual(
    part.children?.map(({ type, subtype }) => `${type}/${subtype}`),
    ['text/plain', 'message/delivery-status', 'message/rfc822'],
  );
  assert.ok(fields.some(({ name }) => name === 'auto-submitted'));
  assert.equal(envelope.from[0]?.mailbox, 'mailer-daemon');
  const text = decodeText(bytes, part.children![0]!, 100_000);
  assert.match(text, /« Réunion de rentrée » du 24 novembre 2026/);
  assert.match(text, /Pourquoi : cette adresse n’existe pas/);
  assert.match(text, /Réponse reçue de mx\.ailleurs\.example : 550 5\.1\.1 No such user/);
  assert.ok(text.indexOf('Bonjour') < text.indexOf('Message not delivered'));
});

test('what a remote says cannot forge a field of the report', () => {
  const bytes = composeNotice(notice);
  const status = parseMessage(bytes).part.children![1]!;
  const fields = bytes.toString('latin1', status.body, status.end).split('\r\n');
  assert.deepEqual(
    fields.filter(field => field.startsWith('Status:')),
    ['Status: 5.1.1'],
  );
  assert.ok(fields.includes('Final-Recipient: rfc822; parti@ailleurs.example'));
  assert.ok(fields.includes('Original-Recipient: rfc822;parti@ailleurs.example'));
});

test('words of ours are not given for an answer of theirs; while it waits there is nothing to do', () => {
  const said = 'mx.ailleurs.example: connect ECONNREFUSED';
  const recipients = [{ ...notice.recipients[0]!, status: '4.4.1', said }];
  const bytes = composeNotice({ ...notice, action: 'delayed', recipients, whole: false });
  const [words, status] = parseMessage(bytes).part.children!;
  const text = decodeText(bytes, words!, 100_000);
  assert.match(text, /Détail technique : mx\.ailleurs\.example: connect ECONNREFUSED/);
  assert.doesNotMatch(text, /Que faire|What to do|Réponse reçue/);
  assert.match(text, /jusqu’au 29 novembre 2026 à 09:00/);
  assert.match(text, /until 29 November 2026 at 09:00/);
  assert.match(bytes.toString('latin1', status!.body, status!.end), /^Diagnostic-Code: x-vaguemestre; mx\.ail/m);
});

test('every status has its advice, known or not', () => {
  assert.match(adviceFor('5.2.2').fr.why, /pleine/);
  assert.match(adviceFor('4.7.99').fr.why, /sécurité/);
  assert.match(adviceFor('5.0.0').fr.why, /refusé/);
});
