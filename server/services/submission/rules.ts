/** How much people may send, and when what they send is held: from the settings. */
import type { Population } from '../../model/account.ts';

export type SendingRules = {
  /** Recipients an account may write to in one hour. `post`: a mailbox that belongs to a post. */
  readonly recipientsPerHour: Readonly<Record<Population | 'post', number>>;
  /** Outside recipients in one hour from which a sending far above the account's usual is held; 0: never. */
  readonly burstRecipients: number;
  /** Networks an account signs in from in one hour, from which its sendings are held; 0: never. */
  readonly signInPlaces: number;
  /** Whether people's filters may forward mail outside the house. */
  readonly forwardsOutside: boolean;
  /** Whether mail that bears no signature is given its author's. R24 */
  readonly addsSignatures: boolean;
};

/** Where the house sets none: a stolen account wants more than any of these, a class newsletter less. */
export const usualRules: SendingRules = {
  recipientsPerHour: { titulaire: 500, stagiaire: 300, atss: 1000, direction: 1500, contractuel: 300, post: 3000 },
  burstRecipients: 200,
  signInPlaces: 8,
  forwardsOutside: false,
  addsSignatures: false,
};
