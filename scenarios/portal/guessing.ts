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
  /** The most that were judged for any one account. */
  mostOfOne: number;
  /** Guesses that got in: there is none. */
  entered: number;
  /** Sign-ins of owners at home, or elsewhere with the browser they use, and those that were refused: none. */
  owners: number;
  ownersRefused: number;
  /** People who were told of the attack, and alarms that the operator got. */
  told: number;
  alarms: number;
};

const home = '198.51.100.7';
const deviceOf = (person: number): string => `browser-of-${person}`.padEnd(43, '_');
const passwordOf = (person: number): string => `Cerise-Violon-${person}-82!`;

/** Runs the attack; after every hundredth guess an owner signs in: at home, or elsewhere with a browser that is known. */
export async function attackByGuesses(
  house: PeopleHouse,
  clock: ReturnType<typeof handClock>,
  attack: Attack,
  tell: (line: string) => void = () => {},
): Promise<Outcome> {
  const users = await people(house, attack.accounts);
  const outcome: Outcome = { judged: 0, mostOfOne: 0, entered: 0, owners: 0, ownersRefused: 0, told: 0, alarms: 0 };
  const judged = new Map<string, number>();
  for (let guess = 0; guess < attack.guesses; guess += 1) {
    if (guess % attack.perSecond === 0) clock.advance(1);
    const user = users[guess % users.length]!;
    // Each account hears from every network in turn.
    const network = (guess + Math.floor(guess / users.length)) % attack.networks;
    const remote = `203.${Math.floor(network / 250)}.${network % 250}.9`;
    const answer = await attempt(house, user, `Essai-${Math.floor(guess / users.length)}`, remote);
    if (answer === 'in') outcome.entered += 1;
    if (answer === 'bad-credentials') judged.set(user, (judged.get(user) ?? 0) + 1);
    if (guess % 10_000 === 9999) tell(`${guess + 1} guesses`);
    if (guess % 100 !== 99) continue;
    const owner = Math.floor(guess / 100) % users.length;
    outcome.owners += 1;
    const entered =
      outcome.owners % 2 === 0
        ? await attempt(house, users[owner]!, passwordOf(owner), home)
        : await attempt(house, users[owner]!, passwordOf(owner), '192.0.2.77', deviceOf(owner));
    if (entered !== 'in') outcome.ownersRefused += 1;
  }
  const counts = [...judged.values()];
  outcome.judged = counts.reduce((sum, count) => sum + count, 0);
  outcome.mostOfOne = Math.max(0, ...counts);
  const [seen] = await house.store.database.query<{ told: number; alarms: number }>({
    text: `select (select count(distinct account_id)::int from account_event where kind = 'guessed') as told,
                  (select count(*)::int from guessed where account_id = 0) as alarms`,
  });
  return { ...outcome, ...seen };
}

/** What one account may be asked in so many seconds: eight at once, then at each doubling, then every quarter of an hour. */
export function budget({ guesses, perSecond }: Attack): number {
  const seconds = guesses / perSecond;
  return 9 + Math.ceil(Math.log2(seconds + 1)) + Math.floor(seconds / 900);
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
    await attempt(house, address, passwordOf(at), home, deviceOf(at));
    users.push(address);
  }
  return users;
}

/** A number as letters: names hold no digits. */
function letters(number: number): string {
  return [...String(number)].map(digit => 'abcdefghij'[Number(digit)]).join('');
}

/** @param device a browser's token; without one, a mail program signs in */
async function attempt(
  house: PeopleHouse,
  user: string,
  password: string,
  remote: string,
  device?: string,
): Promise<string> {
  try {
    const by = device === undefined ? ({ door: 'imap' } as const) : ({ door: 'portal', device } as const);
    await house.signIn({ user, password, remote, ...by });
    return 'in';
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
}
