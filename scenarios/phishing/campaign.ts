/** What the stories about campaigns share: a house, messages delivered with their verdicts, an analyst. */
import type { MailHouse } from '../../dev/testing/mail-house.ts';
import { describeMessage } from '../../server/formats/message/describe.ts';
import { parseMessage } from '../../server/formats/message/parse.ts';
import type { AccountId } from '../../server/model/account.ts';
import type { EmailId } from '../../server/model/email.ts';
import { firstMailboxes, type MailboxId } from '../../server/model/mailbox.ts';
import type { Actor } from '../../server/services/actor.ts';
import type { Context, HouseFacts } from '../../server/services/phishing/context.ts';
import { houseFacts, noBlocks } from '../../server/services/phishing/house-facts.ts';
import { judge } from '../../server/services/phishing/judge.ts';
import { keepVerdicts } from '../../server/services/phishing/keep-verdict.ts';
import { openMailAccounts } from '../../server/store/mail-openings.ts';
import { findByRole } from '../../server/store/mailboxes.ts';

export const facts: HouseFacts = houseFacts({
  domains: ['ac-amiens.test'],
  houseName: 'l’académie d’Amiens',
  people: [],
  blocks: noBlocks,
});

export const phish = (name: string, token: string): string => `From: Support Webmail <admin@boite-pro.test>
To: <${name}@ac-amiens.test>
Subject: Votre compte sera suspendu
Message-ID: <${token}@boite-pro.test>
Content-Type: text/plain; charset=utf-8

Bonjour ${name}, votre compte de messagerie sera suspendu sous 48 heures. Cliquez sur le lien ci-dessous
pour confirmer votre identifiant et votre mot de passe, sans quoi vos messages seront perdus :
https://quota.boite-pro.test/${token}
Le service informatique
`;

export const circular = `From: Rectorat <communication@ac-amiens.test>
Subject: Circulaire de rentree
Message-ID: <c1@ac-amiens.test>
Content-Type: text/plain; charset=utf-8

Mesdames et Messieurs, veuillez trouver ci-dessous les dates des conseils de classe du premier trimestre,
ainsi que le calendrier des examens blancs. Merci de les transmettre aux familles. Le secretariat general.
`;

/** Judges a message and puts it into the inboxes, as the delivery does. */
export async function arrive(
  { house }: Pick<MailHouse, 'house'>,
  text: string,
  accounts: readonly AccountId[],
): Promise<EmailId[]> {
  const bytes = Buffer.from(text.replaceAll('\n', '\r\n'));
  const at = house.clock.now();
  const context: Context = {
    sender: 'admin@boite-pro.test',
    recipients: [],
    inside: text.includes('From: Rectorat'),
    authentication: { spf: 'pass', dkim: [], dmarc: 'pass', arc: 'none' },
    house: facts,
    from: { contact: 'first', messages: 0, authenticated: 0 },
    thread: null,
  };
  const judged = judge({ bytes, parsed: parseMessage(bytes) }, context);
  const blob = await house.store.blobs.keep(bytes);
  await house.store.database.transaction(tx =>
    keepVerdicts(tx, [{ blob: blob.hash, judged: { ...judged, context } }], at),
  );
  const inboxes = await findByRole(house.store.database, [...accounts], 'inbox');
  const message = { blob, facts: describeMessage(bytes), receivedAt: at, receivedZone: 60 };
  const done = await house.deliveries.deliver(
    message,
    accounts.map(accountId => ({ accountId, mailboxId: inboxes.get(accountId)!, trace: '', flags: 0, keywords: [] })),
  );
  return done.map(each => {
    if (!('emailId' in each)) throw each;
    return each.emailId;
  });
}

export const asAnalyst = (actor: Actor): Actor => ({ ...actor, roles: [{ role: 'analyst', uai: '' }] });

export async function inboxOf({ house }: Pick<MailHouse, 'house'>, accountId: AccountId): Promise<MailboxId> {
  return (await findByRole(house.store.database, [accountId], 'inbox')).get(accountId)!;
}

/** Mail accounts without owners: enough to receive. Their numbers start where no account of a test has come to. */
export async function crowd({ house }: Pick<MailHouse, 'house'>, size: number): Promise<AccountId[]> {
  const accounts = Array.from({ length: size }, (_, index) => (1_000_000 + index) as AccountId);
  const opened = accounts.map(accountId => ({ accountId, allowedBytes: 1e9 }));
  await house.store.database.transaction(tx => openMailAccounts(tx, opened, firstMailboxes, 1_700_000_000));
  return accounts;
}
