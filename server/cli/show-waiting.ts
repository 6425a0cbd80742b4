import type { Waiting } from '../store/queue-list.ts';

const parisMoment = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'Europe/Paris',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** The hour in Paris, as the operators' clock shows it. */
export function moment(at: Date): string {
  return parisMoment.format(at);
}

/** Why one recipient waits, on one line. */
export function showWaiting(one: Waiting): string {
  const sender = one.sender === '' ? '<>' : one.sender;
  const last = one.lastReply === null ? '' : `  ${one.lastReply}`;
  return `${one.trace}  ${moment(one.createdAt)}  ${one.bytes}  ${sender} → ${one.address}  ${state(one)}${last}`;
}

function state({ held, underWay, dueAt, attempts }: Waiting): string {
  if (held !== null) return `retenu / held: ${held}`;
  if (underWay) return 'en cours d’envoi / being sent';
  return `essai ${attempts + 1} le / try ${attempts + 1} at ${moment(dueAt)}`;
}
