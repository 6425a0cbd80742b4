/** Holding what an account sends, and letting it go: never silently. */
import type { AccountId } from '../../model/account.ts';
import { insertEvent } from '../../store/account-events.ts';
import { listAddresses } from '../../store/accounts.ts';
import { insertSteps } from '../../store/journey.ts';
import { holdWaiting, releaseWaiting } from '../../store/queue-list.ts';
import { clearHold, insertHold } from '../../store/sending-holds.ts';
import type { House } from '../house.ts';
import { tell, type Words } from '../people/tell.ts';
import { queueChannel } from '../queue/channel.ts';
import { nameOf, type QueueOperator, requireQueueRight } from '../queue/permission.ts';
import { stepsOf } from '../queue/steps.ts';
import type { HoldReason } from './measure.ts';
import { supportAddress, tellSupport } from './tell-support.ts';

type Parts = Pick<House, 'store' | 'clock' | 'random' | 'domains' | 'log' | 'support'>;

/** One thing that was seen, as a sentence. */
type Sign = { readonly fr: string; readonly en: string };

/** What the queue says of mail that waits for this. */
export const holdWords = {
  burst: 'envoi inhabituel de ce compte / unusual sending of this account',
  places: 'identifications de trop de lieux / sign-ins from too many places',
  hijack: 'signes d’un compte détourné / signs of a hijacked account',
} as const satisfies Record<HoldReason, string>;

/**
 * From now on all that the account sends waits, and what waited already does too. The person is told in the INBOX and in
 * the account's own journal, which remain open to them; support by mail. Doing it twice does no harm.
 * @param signs what was seen, in whole sentences
 * @returns whether it begins now
 */
export async function holdAccount(
  house: Parts,
  accountId: AccountId,
  reason: HoldReason,
  signs: readonly Sign[] = [],
): Promise<boolean> {
  const { store, clock, log } = house;
  const why = holdWords[reason];
  const change = await store.database.transaction(async tx => {
    const now = clock.now();
    if (!(await insertHold(tx, accountId, now, why))) return undefined;
    const held = await holdWaiting(tx, { accountId }, why);
    await insertSteps(tx, stepsOf('held', held, now, { by: 'house', why }));
    const detail = { reason, waiting: held.length };
    await insertEvent(tx, accountId, { at: now, kind: 'sending-held', door: null, network: null, detail });
    const [address = ''] = await listAddresses(tx, accountId);
    await tellSupport(tx, house, supportWords(address, why, held.length, signs));
    return await tell(tx, house, accountId, toldHeld(house, signs));
  });
  if (change === undefined) return false;
  await store.database.notify(queueChannel, '');
  if (change !== null) store.changes.announce(change);
  log.warn('sending-held', { account: accountId, reason });
  return true;
}

/**
 * Lets an account send again, and what was held with it go; for a day nothing holds it again.
 * @returns how many recipients were let go. @throws Refusal not-permitted
 */
export async function freeAccount(house: Parts, operator: QueueOperator, accountId: AccountId): Promise<number> {
  requireQueueRight(operator, 'act');
  const { store, clock, log } = house;
  const by = nameOf(operator);
  const { released, change } = await store.database.transaction(async tx => {
    const now = clock.now();
    const was = await clearHold(tx, accountId, now);
    const freed = [];
    for (const why of Object.values(holdWords)) freed.push(...(await releaseWaiting(tx, { accountId, why }, now)));
    if (!was && freed.length === 0) return { released: 0, change: null };
    await insertSteps(tx, stepsOf('released', freed, now, { by }));
    const detail = { released: freed.length };
    await insertEvent(tx, accountId, { at: now, kind: 'sending-freed', door: null, network: null, detail });
    return { released: freed.length, change: await tell(tx, house, accountId, toldFree) };
  });
  if (change !== null) store.changes.announce(change);
  await store.database.notify(queueChannel, '');
  log.info('sending-freed', { account: accountId, by, released });
  return released;
}

const toldHeld = (house: Pick<House, 'support' | 'domains'>, signs: readonly Sign[]): Words => ({
  subject: 'Vos envois sont en attente de vérification',
  fr: [
    'Bonjour,',
    `${seen(signs)} Pour vous protéger, vos envois sont retenus jusqu’à vérification ; rien n’est perdu.`,
    `Si ces envois sont de vous, écrivez au support de l’académie (${supportAddress(house)}), qui est prévenu et les libère aussitôt : ce message-là part. Sinon, changez tout de suite votre mot de passe sur le portail et prévenez le support.`,
  ].join('\n\n'),
  en: [
    `${signs.map(({ en }) => en).join(' ') || 'Your account has sent far more mail than usual in a short time, or has signed in from many places.'} To protect you, what you send is held until somebody has looked; nothing is lost.`,
    'If you wrote these mails, write to the support, who knows and lets them go at once: that message does leave. If not, change your password on the portal now and warn the support.',
  ].join('\n\n'),
});

const usuallySeen =
  'Votre compte a envoyé en peu de temps bien plus de courrier que d’habitude, ou s’est identifié depuis de nombreux lieux.';

function seen(signs: readonly Sign[]): string {
  if (signs.length === 0) return usuallySeen;
  return `Quelqu’un d’autre que vous se sert peut-être de votre compte : ${signs.map(({ fr }) => fr).join(' ')}`;
}

/** What the support reads: who, why, how much, and what to do about it. */
function supportWords(address: string, why: string, waiting: number, signs: readonly Sign[]): Words {
  const [fr, en] = why.split(' / ');
  return {
    subject: `Envois retenus : ${address}`,
    fr: [
      'Bonjour,',
      `Les envois du compte ${address} sont retenus. Motif : ${fr}. En attente : ${waiting} destinataire(s), et tout ce que le compte enverra.`,
      ...signs.map(({ fr }) => `— ${fr}`),
      'La personne est prévenue dans sa boîte et dans le journal de son compte. Joignez-la par téléphone : si les envois sont d’elle, libérez-les ; sinon, faites changer le mot de passe, puis retirez-les.',
      `Voir : vaguemestre queue show --account ${address}\nLibérer : vaguemestre queue free ${address}\nRetirer : vaguemestre queue drop --account ${address} --why « … »`,
    ].join('\n\n'),
    en: `What ${address} sends is held: ${en ?? fr}; ${waiting} recipient(s) wait. The person has been told. Call them: if they wrote these mails, let them go; if not, have the password changed, then drop them. The commands stand above.`,
  };
}

const toldFree = {
  subject: 'Vos envois repartent',
  fr: 'Bonjour,\n\nVos envois ont été vérifiés : ceux qui attendaient partent maintenant.',
  en: 'What you sent has been looked at: mail that was waiting leaves now.',
};
