/** Signs that somebody else holds an account: pure over what is known of its recent life. */

export type SignedIn = {
  readonly at: Date;
  /** As `formats/network` names it. */
  readonly network: string;
  /** Where the network is, where the operator has a table that says so. */
  readonly place: Place | null;
};

/** Degrees. */
export type Place = { readonly latitude: number; readonly longitude: number };

/** What a person's filters do with mail, whatever it is. */
export type FilterEffects = {
  /** Addresses all mail is sent on to, outside the house. */
  readonly forwardsAllTo: readonly string[];
  readonly discardsAll: boolean;
  /** Changed since the last sign-in from a known network. */
  readonly changedAt: Date | null;
};

export type AccountLife = {
  readonly now: Date;
  /** Oldest first. */
  readonly signIns: readonly SignedIn[];
  /** Networks the person has used for days. */
  readonly usualNetworks: ReadonlySet<string>;
  /** Recipients by hour, the last hours first, and what is usual for this account in an hour. */
  readonly sentByHour: readonly number[];
  readonly usualPerHour: number;
  /** Of what was sent in the last day, addresses that refused it for good. */
  readonly bounces: number;
  readonly sentToday: number;
  /** Messages to colleagues of the last day that the judge found suspect. */
  readonly suspectMail: number;
  readonly filters: FilterEffects;
};

export type HijackSign = {
  readonly name: 'travel' | 'new-network-sending' | 'suspect-mail' | 'bounces' | 'forwards' | 'discards';
  readonly weight: number;
  readonly fr: string;
  readonly en: string;
};

/** From this sum on, sending is held until somebody clears it. */
const holdFrom = 60;
const fastestKmPerHour = 1000;
const leastKilometres = 300;
const hour = 3_600_000;

export function judgeAccount(life: AccountLife): { hold: boolean; signs: HijackSign[] } {
  const signs = [...travel(life), ...sending(life), ...suspectMail(life), ...bounces(life), ...filters(life)];
  return { hold: signs.reduce((sum, { weight }) => sum + weight, 0) >= holdFrom, signs };
}

/** Two sign-ins farther apart than anybody travels in the time between. */
function* travel({ signIns }: AccountLife): Generator<HijackSign> {
  for (const [index, here] of signIns.entries()) {
    const before = signIns[index - 1];
    if (!before?.place || !here.place || before.network === here.network) continue;
    const kilometres = distance(before.place, here.place);
    const hours = Math.max((here.at.getTime() - before.at.getTime()) / hour, 1 / 60);
    if (kilometres < leastKilometres || kilometres / hours < fastestKmPerHour) continue;
    yield {
      name: 'travel',
      weight: 40,
      fr: `Deux connexions à ${Math.round(kilometres)} km l’une de l’autre en trop peu de temps.`,
      en: `Two sign-ins ${Math.round(kilometres)} km apart in too short a time.`,
    };
    return;
  }
}

/** A network that was never seen before the last days, used within the last one. */
function isElsewhere({ now, signIns, usualNetworks }: AccountLife): boolean {
  return signIns.some(({ at, network }) => now.getTime() - at.getTime() < 24 * hour && !usualNetworks.has(network));
}

function* sending(life: AccountLife): Generator<HijackSign> {
  const { sentByHour, usualPerHour } = life;
  const most = Math.max(0, ...sentByHour.slice(0, 3));
  if (!isElsewhere(life) || most < 50 || most < usualPerHour * 10) return;
  yield {
    name: 'new-network-sending',
    weight: 60,
    fr: `Un réseau inconnu, puis ${most} destinataires en une heure.`,
    en: `An unknown network, then ${most} recipients within an hour.`,
  };
}

function* suspectMail(life: AccountLife): Generator<HijackSign> {
  const { suspectMail: messages } = life;
  if (messages === 0) return;
  yield {
    name: 'suspect-mail',
    weight: isElsewhere(life) ? 60 : Math.min(20 * messages, 60),
    fr: `Le compte envoie à des collègues des messages suspects d’hameçonnage (${messages}).`,
    en: `The account sends colleagues messages that look like phishing (${messages}).`,
  };
}

function* bounces({ bounces: refused, sentToday }: AccountLife): Generator<HijackSign> {
  if (refused < 20 || refused < sentToday * 0.2) return;
  yield {
    name: 'bounces',
    weight: 40,
    fr: `${refused} adresses sur ${sentToday} n’existent pas : une liste achetée ou devinée.`,
    en: `${refused} addresses of ${sentToday} do not exist: a bought or guessed list.`,
  };
}

function* filters({ filters: effects, signIns, usualNetworks }: AccountLife): Generator<HijackSign> {
  const since = effects.changedAt?.getTime();
  // A rule of long ago is the person's own; one made right after an unknown network came is not.
  const suspect =
    since !== undefined &&
    signIns.some(
      ({ at, network }) => at.getTime() <= since && since - at.getTime() < 24 * hour && !usualNetworks.has(network),
    );
  if (effects.forwardsAllTo.length > 0) {
    yield {
      name: 'forwards',
      weight: suspect ? 40 : 10,
      fr: 'Un filtre renvoie tout le courrier à l’extérieur.',
      en: 'A filter sends all mail on to the outside.',
    };
  }
  if (effects.discardsAll) {
    yield {
      name: 'discards',
      weight: suspect ? 40 : 20,
      fr: 'Un filtre supprime tout le courrier qui arrive.',
      en: 'A filter deletes all mail that arrives.',
    };
  }
}

/** Great circle, kilometres. */
function distance(a: Place, b: Place): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const dLatitude = radians(b.latitude - a.latitude);
  const dLongitude = radians(b.longitude - a.longitude);
  const chord =
    Math.sin(dLatitude / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(dLongitude / 2) ** 2;
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(chord)));
}
