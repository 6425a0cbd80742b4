import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { jmapDoor, mailboxIds, message, put } from '../../../scenarios/jmap/door.ts';

const door = await jmapDoor();
after(() => door.close());
const marie = door.client(await door.account('marie'));
const box = await mailboxIds(marie);

const letter = message(`From: "Renée Lefèvre" <renee@ac.test>
To: Équipe: Anne <anne@ac.test>, paul@ac.test;
Subject: =?utf-8?Q?R=C3=A9union?= du
 lundi
Date: Tue, 24 Nov 2026 08:20:00 +0100
Message-ID: <1@ac.test>
In-Reply-To: <0@ac.test>
References: <0@ac.test> <00@ac.test>
List-Post: <mailto:liste@ac.test>
X-Twice: one
X-Twice:  two
Content-Type: multipart/mixed; boundary=m

--m
Content-Type: multipart/alternative; boundary=a

--a
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Ch=C3=A8re coll=C3=A8gue,
--a
Content-Type: text/html; charset=iso-8859-1
Content-Transfer-Encoding: base64

PHA+Q2jocmU8L3A+
--a--
--m
Content-Type: application/pdf; name="note.pdf"
Content-Disposition: attachment; filename="note.pdf"
Content-ID: <c1>
Content-Transfer-Encoding: base64

AAECAw==
--m--
`);

test('every property of a message, and its parts, are told', async () => {
  const made = await put(marie, letter, box.inbox!, {
    keywords: { $seen: true, Projet: true },
    receivedAt: '2026-11-24T07:21:00Z',
  });
  const { list } = await marie.call('Email/get', {
    ids: [made.id],
    properties: [
      'threadId',
      'mailboxIds',
      'keywords',
      'size',
      'receivedAt',
      'messageId',
      'inReplyTo',
      'references',
      'sender',
      'from',
      'to',
      'subject',
      'sentAt',
      'hasAttachment',
      'preview',
      'bodyStructure',
      'textBody',
      'htmlBody',
      'attachments',
      'bodyValues',
      'header:X-Twice',
      'header:x-twice:all',
      'header:List-Post:asURLs',
      'header:To:asGroupedAddresses',
      'header:Subject:asText',
    ],
    bodyProperties: ['partId', 'type', 'charset', 'size', 'cid', 'name', 'disposition'],
    fetchAllBodyValues: true,
  });
  assert.deepEqual(list[0], {
    id: made.id,
    threadId: made.threadId,
    mailboxIds: { [box.inbox!]: true },
    keywords: { $seen: true, projet: true },
    size: letter.length,
    receivedAt: '2026-11-24T07:21:00Z',
    messageId: ['1@ac.test'],
    inReplyTo: ['0@ac.test'],
    references: ['0@ac.test', '00@ac.test'],
    sender: null,
    from: [{ name: 'Renée Lefèvre', email: 'renee@ac.test' }],
    to: [
      { name: 'Anne', email: 'anne@ac.test' },
      { name: null, email: 'paul@ac.test' },
    ],
    subject: 'Réunion du lundi',
    sentAt: '2026-11-24T08:20:00+01:00',
    hasAttachment: true,
    preview: 'Chère collègue,',
    bodyStructure: {
      partId: null,
      type: 'multipart/mixed',
      charset: null,
      size: 0,
      cid: null,
      name: null,
      disposition: null,
      subParts: [
        {
          partId: null,
          type: 'multipart/alternative',
          charset: null,
          size: 0,
          cid: null,
          name: null,
          disposition: null,
          subParts: [
            {
              partId: '1.1',
              type: 'text/plain',
              charset: 'utf-8',
              size: 17,
              cid: null,
              name: null,
              disposition: null,
              subParts: null,
            },
            {
              partId: '1.2',
              type: 'text/html',
              charset: 'iso-8859-1',
              size: 12,
              cid: null,
              name: null,
              disposition: null,
              subParts: null,
            },
          ],
        },
        {
          partId: '2',
          type: 'application/pdf',
          charset: null,
          size: 4,
          cid: 'c1',
          name: 'note.pdf',
          disposition: 'attachment',
          subParts: null,
        },
      ],
    },
    textBody: [
      { partId: '1.1', type: 'text/plain', charset: 'utf-8', size: 17, cid: null, name: null, disposition: null },
    ],
    htmlBody: [
      { partId: '1.2', type: 'text/html', charset: 'iso-8859-1', size: 12, cid: null, name: null, disposition: null },
    ],
    attachments: [
      {
        partId: '2',
        type: 'application/pdf',
        charset: null,
        size: 4,
        cid: 'c1',
        name: 'note.pdf',
        disposition: 'attachment',
      },
    ],
    bodyValues: {
      '1.1': { value: 'Chère collègue,', isEncodingProblem: false, isTruncated: false },
      '1.2': { value: '<p>Chère</p>', isEncodingProblem: false, isTruncated: false },
    },
    'header:X-Twice': '  two',
    'header:x-twice:all': [' one', '  two'],
    'header:List-Post:asURLs': ['mailto:liste@ac.test'],
    'header:To:asGroupedAddresses': [
      {
        name: 'Équipe',
        addresses: [
          { name: 'Anne', email: 'anne@ac.test' },
          { name: null, email: 'paul@ac.test' },
        ],
      },
    ],
    'header:Subject:asText': 'Réunion du lundi',
  });
});

test('the same answers come from what is stored and from the message itself', async () => {
  const [id] = (await marie.call('Email/query', { filter: { subject: 'reunion' } })).ids;
  const properties = [
    'from',
    'to',
    'cc',
    'bcc',
    'subject',
    'sentAt',
    'messageId',
    'inReplyTo',
    'hasAttachment',
    'preview',
  ];
  const stored = (await marie.call('Email/get', { ids: [id], properties })).list[0];
  const { headers: _, ...read } = (await marie.call('Email/get', { ids: [id], properties: [...properties, 'headers'] }))
    .list[0];
  assert.deepEqual(stored, read);
});

test('parts come down as they were, and a truncated text says so', async () => {
  const [id] = (await marie.call('Email/query', { filter: { subject: 'reunion' } })).ids;
  const { list } = await marie.call('Email/get', {
    ids: [id],
    properties: ['attachments', 'blobId', 'textBody', 'bodyValues'],
    fetchTextBodyValues: true,
    maxBodyValueBytes: 3,
  });
  assert.deepEqual(
    list[0].bodyValues['1.1'],
    { value: 'Ch', isEncodingProblem: false, isTruncated: true },
    'è is two octets, and 3 would end in it',
  );
  const get = async (blobId: string) =>
    Buffer.from(await (await marie.fetch(`/jmap/download/${marie.accountId}/${blobId}/x`)).arrayBuffer());
  assert.deepEqual(await get(list[0].attachments[0].blobId), Buffer.from([0, 1, 2, 3]));
  assert.deepEqual(await get(list[0].blobId), letter);
});

test('a message within a message is read without being stored', async () => {
  const outer = message(
    'Subject: outer\nContent-Type: message/rfc822\n\nSubject: inner\nContent-Type: text/plain\n\nwithin\n',
  );
  const made = await put(marie, outer, box.inbox!);
  const { list } = await marie.call('Email/get', { ids: [made.id], properties: ['attachments'] });
  const { blobId } = list[0].attachments[0];
  const { parsed, notFound } = await marie.call('Email/parse', {
    blobIds: [blobId, 'Bnone'],
    properties: ['subject', 'bodyValues', 'textBody', 'id'],
    fetchTextBodyValues: true,
  });
  assert.equal(parsed[blobId].subject, 'inner');
  assert.equal(parsed[blobId].bodyValues['1'].value, 'within\n');
  assert.deepEqual(notFound, ['Bnone']);
  const text = await marie.fetch(`/jmap/download/${marie.accountId}/${parsed[blobId].textBody[0].blobId}/x`);
  assert.equal(await text.text(), 'within\r\n');
});

test('nothing here was a bug', () => assert.deepEqual(door.faults, []));
