/** An attack by guesses spread over many accounts from many networks, while the owners work (R34). */
import { type HrRow, type handClock, importRows, type PeopleHouse } from '../../dev/testing/people.ts';
import type { AccountId } from '../../server/model/account.ts';
import { Refusal } from '../../server/model/refusal.ts';
import { activate } from '../../server/services/accounts/activate.ts';
import { provision } from '../../server/services/accounts/provision.ts';

export type Attack = {
  readonly accounts: number;
  readonly networks: number;
  readonly guesses: number;
  /** How many guesses arrive in one second. */
  readonly perSecond: number;
};

export type Outcome = {
  /** Guesses that were compared with the password; the others were sent away unread. */
  judged: number;
  /** Guesses that got in: there is none. */
  entered: number;
  /** Sign-ins of owners from where they are known, and those that were refused: none. */
  owners: number;
  ownersRefused: number;
};

const home = '198.51.100.7';
const passwordOf = (person: number): string => `Cerise-Violon-${person}-82!`;

/** Runs the attack; every hundredth event is an owner who signs in at home. */
export async function attackByGuesses(
  house: PeopleHouse,
  clock: ReturnType<typeof handClock>,
  attack: Attack,
): Promise<Outcome> {
  const users = await people(house, attack.accounts);
  const outcome: Outcome = { judged: 0, entered: 0, owners: 0, ownersRefused: 0 };
  for (let guess = 0; guess < attack.guesses; guess += 1) {
    if (guess % attack.perSecond === 0) clock.advance(1);
    const user = users[guess % users.length]!;
    const network = guess % attack.networks;
    const remote = `203.${Math.floor(network / 250)}.${network % 250}.9`;
    const answer = await attempt(house, user, `Essai-${Math.floor(guess / users.length)}`, remote);
    if (answer === 'in') outcome.entered += 1;
    if (answer === 'bad-credentials') outcome.judged += 1;
    if (guess % 100 !== 99) continue;
    const owner = Math.floor(guess / 100) % users.length;
    outcome.owners += 1;
    if ((await attempt(house, users[owner]!, passwordOf(owner), home)) !== 'in') outcome.ownersRefused += 1;
  }
  return outcome;
}

/** What one account may be asked in so many seconds: eight at once, then at each doubling, then every quarter of an hour. */
export function budget({ accounts, guesses, perSecond }: Attack): number {
  const seconds = guesses / perSecond;
  return accounts * (9 + Math.ceil(Math.log2(seconds + 1)) + Math.floor(seconds / 900));
}

async function people(house: PeopleHouse, count: number): Promise<string[]> {
  const numen = (at: number): string => `80E04${String(at).padStart(5, '0')}ABC`;
  const rows: HrRow[] = Array.from({ length: count }, (_, at) => ({
    key: String(at + 1),
    family: `Personne${letters(at)}`,
    given: 'Camille',
    numen: numen(at),
  }));
  const { opened } = await importRows(house, rows);
  const users: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const accountId = opened.get(String(at + 1)) as AccountId;
    const letter = await provision(house, 'console', accountId, { validDays: 60 });
    const { address } = await activate(house, {
      identifier: `camille.personne${letters(at)}`,
      provisionalPassword: letter.password,
      proof: { kind: 'numen', numen: numen(at) },
      charterAccepted: true,
      newPassword: passwordOf(at),
      remote: home,
    });
    await house.signIn({ user: address, password: passwordOf(at), door: 'imap', remote: home });
    users.push(address);
  }
  return users;
}

/** A number as letters: names hold no digits. */
function letters(number: number): string {
  return [...String(number)].map(digit => 'abcdefghij'[Number(digit)]).join('');
}

async function attempt(house: PeopleHouse, user: string, password: string, remote: string): Promise<string> {
  try {
    await house.signIn({ user, password, door: 'imap', remote });
    return 'in';
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
}
