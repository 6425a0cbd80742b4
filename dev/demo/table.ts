/** What the demo says once everything listens: plain words for a person, or one line of JSON for a program. */
import type { Ports } from '../../server/cli/open-doors.ts';
import type { Clock } from '../../server/model/clock.ts';
import type { Resident } from '../academie/fill.ts';
import { outsideRecipients } from '../academie/outside.ts';

export type Told = {
  readonly people: readonly Resident[];
  readonly ports: Ports;
  readonly ca: string;
  readonly directory: string;
  readonly clock: Clock;
};

const states: Record<string, string> = {
  expected: 'attendu',
  provisional: 'à activer',
  active: 'actif',
  leaving: 'en partance',
  suspended: 'suspendu',
  closed: 'fermé',
  purged: 'purgé',
};

const roles: Record<string, string> = {
  secretary: 'secrétaire',
  referent: 'référent numérique',
  support: 'support',
  analyst: 'analyste sécurité',
  administrator: 'administrateur',
};

/** How many of those without a role are listed, for each state. */
const shownPerState = 3;

export function announce({ people, ports, ca, directory, clock }: Told): void {
  const portal = `https://localhost:${ports['https-port']}/`;
  const rows = [
    ['Portail', portal],
    ['Courrier', `${portal}courrier/`],
    ['Bureau, console', `${portal}bureau/, ${portal}console/`],
    ['IMAP', `localhost:${ports['imaps-port']} TLS, ${ports['imap-port']} STARTTLS`],
    ['SMTP, envoi', `localhost:${ports['submissions-port']} TLS, ${ports['submission-port']} STARTTLS ou TLS`],
    ['SMTP, arrivée ; LMTP', `localhost:${ports['smtp-port']}, ${ports['lmtp-port']}`],
    ['Filtres (ManageSieve)', `localhost:${ports['sieve-port']}`],
    ['Certificat à approuver', ca],
    ['Données', directory],
    ['Date de la maison', clock.now().toLocaleDateString('fr-FR', { dateStyle: 'full', timeZone: 'Europe/Paris' })],
  ];
  const lines = rows.map(([name, value]) => `  ${name!.padEnd(24)}${value}`);
  const shown = pick(people);
  const width = Math.max(...shown.map(one => one.address.length)) + 2;
  const secretWidth = Math.max(...shown.map(one => secret(one).length)) + 2;
  const cast = shown.map(one => {
    const part = [states[one.found], one.role === null ? '' : roles[one.role]].filter(text => text !== '').join(', ');
    return `  ${one.address.padEnd(width)}${secret(one).padEnd(secretWidth)}${part}`;
  });
  process.stdout.write(
    `\nL’académie de démonstration est ouverte.\n\n${lines.join('\n')}\n\n` +
      `  ${'Adresse'.padEnd(width)}${'Mot de passe'.padEnd(secretWidth)}Situation\n${cast.join('\n')}\n` +
      `  … ${people.length} personnes en tout ; « --json » les donne toutes.\n\n` +
      `  Ailleurs, pour essayer\n${outsideRecipients.map(one => `  ${one.address.padEnd(width)}${one.explanation}`).join('\n')}\n\n` +
      'Ctrl-C arrête tout.\n',
  );
}

/** Everybody with a role, and some of each state. */
function pick(people: readonly Resident[]): Resident[] {
  const counts = new Map<string, number>();
  return people.filter(one => {
    if (one.role !== null) return true;
    const count = (counts.get(one.found) ?? 0) + 1;
    counts.set(one.found, count);
    return count <= shownPerState;
  });
}

/** What opens the account: its password, or what the letter says and the proof that goes with it. */
function secret(one: Resident): string {
  if (one.found === 'provisional') {
    return `${one.provisionalPassword} + ${one.person.numen ?? one.person.birthDate}`;
  }
  return one.password ?? '—';
}

/** One line, for programs: the port of every door and everybody with what opens their account. */
export function announceJson({ people, ports, ca }: Told): void {
  const line = {
    ready: true,
    https: ports['https-port'],
    imaps: ports['imaps-port'],
    imap: ports['imap-port'],
    submissions: ports['submissions-port'],
    submission: ports['submission-port'],
    smtp: ports['smtp-port'],
    lmtp: ports['lmtp-port'],
    sieve: ports['sieve-port'],
    ca,
    people: people.map(one => ({
      address: one.address,
      password: one.found === 'provisional' ? one.provisionalPassword : one.password,
      role: one.role,
      state: one.found,
      numen: one.person.numen,
      birthDate: one.person.birthDate,
    })),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
