import { receivesMail } from '../../model/account.ts';
import { Refusal } from '../../model/refusal.ts';
import { type DeliveryAddress, findDeliveryAddresses, findFirstAdministrator } from '../../store/accounts.ts';
import type { House } from '../house.ts';
import { reportingName } from '../phishing/report-by-mail.ts';

/**
 * A recipient of this house. `detail` is what stood after a `+` in the local part (rfc/5233); `always`: mail for the
 * house's own postmaster gets in even where the mailbox is full.
 */
export type Recipient = DeliveryAddress & {
  readonly address: string;
  readonly detail: string | null;
  readonly always?: true;
  /** What colleagues attach to a mail to this address is reported as phishing. */
  readonly reports?: true;
};

/** Days of grace, where the house says nothing else. */
const usualFullDays = 7;

/**
 * Local parts that lead to the postmaster's mailbox where no account has them. rfc/5321#4.5.1, RFC 2142; and the house's
 * own, to which phishing is reported.
 */
const officeNames = new Set(['postmaster', 'abuse', reportingName]);

/**
 * Finds who a recipient address of this house is. The local part is compared without case, and a `+detail` is set
 * aside where the whole is no address of its own.
 * @throws Refusal no-such-recipient, recipient-closed, over-quota, full-for-long
 */
export async function findRecipient(
  house: Pick<House, 'store' | 'postmaster' | 'clock' | 'fullDays'>,
  address: string,
): Promise<Recipient> {
  const { store, postmaster } = house;
  const whole = address.toLowerCase();
  const at = whole.lastIndexOf('@');
  const plus = whole.indexOf('+');
  const plain = plus > 0 && plus < at ? whole.slice(0, plus) + whole.slice(at) : whole;
  const found = await findDeliveryAddresses(store.database, plain === whole ? [whole] : [whole, plain]);
  const owner = found.get(whole) ?? found.get(plain);
  const detail = found.has(whole) || plain === whole ? null : address.slice(plus + 1, at);
  const name = plain.slice(0, plain.lastIndexOf('@'));
  if (officeNames.has(name)) {
    const office = owner ?? (await findPostmaster(store, postmaster));
    if (office !== undefined && receivesMail(office.state)) {
      const reports = name === reportingName ? ({ reports: true } as const) : {};
      return { ...office, address, detail, always: true, ...reports };
    }
  }
  if (owner === undefined) throw new Refusal('no-such-recipient');
  if (owner.state === 'closed' || owner.state === 'purged') throw new Refusal('recipient-closed');
  if (!receivesMail(owner.state)) throw new Refusal('no-such-recipient');
  if (owner.usedBytes >= owner.allowedBytes) throw fullRefusal(house, owner);
  return { ...owner, address, detail };
}

/** Mail to a full mailbox is put off for some days, in which its owner can make room; then it is refused. R36 */
export function fullRefusal(
  { clock, fullDays = usualFullDays }: Pick<House, 'clock' | 'fullDays'>,
  { fullSince }: Pick<DeliveryAddress, 'fullSince'>,
): Refusal {
  const longFull = fullSince !== null && clock.now().getTime() - fullSince.getTime() >= fullDays * 86_400_000;
  return new Refusal(longFull ? 'full-for-long' : 'over-quota');
}

/** The mailbox the house has set, or that of its first administrator. */
async function findPostmaster(
  { database }: House['store'],
  postmaster: string | undefined,
): Promise<DeliveryAddress | undefined> {
  const address = postmaster?.toLowerCase() ?? (await findFirstAdministrator(database));
  return address === null ? undefined : (await findDeliveryAddresses(database, [address])).get(address);
}
