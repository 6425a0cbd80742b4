import { setAbsence } from '../../../services/filters/absence.ts';
import { vacation } from '../capabilities.ts';
import { invalidProperties, MethodFault, SetFault } from '../faults.ts';
import { method } from '../method.ts';
import { bool, InvalidArgument, nullable, text, utcInstant } from '../read.ts';
import { readPatch } from '../standard/patch.ts';
import { checkSetSize, orNull, SetOutcome, setShape } from '../standard/set.ts';
import { type Absence, currentAbsence, singleton } from './object.ts';

/** VacationResponse/set: the one there is, changed. What only the house's pages know of it stays. rfc/8621#8.2 */
export const set = method('VacationResponse/set', vacation, setShape, async (args, context) => {
  checkSetSize(args);
  const before = await currentAbsence(context);
  if (args.ifInState !== null && args.ifInState !== before.state) throw new MethodFault('stateMismatch');
  const outcome = new SetOutcome(context);
  const refuse = async () => {
    throw new SetFault('singleton');
  };
  for (const creationId of args.create?.keys() ?? []) await outcome.create(creationId, refuse);
  for (const [name, patch] of args.update ?? []) {
    await outcome.update(name, async resolved => {
      if (resolved !== singleton) throw new SetFault('notFound');
      await setAbsence(context.house, context.actor, readAbsencePatch(before.absence, patch));
      return null;
    });
  }
  for (const name of args.destroy ?? []) await outcome.destroy(name, refuse);
  const { state } = await currentAbsence(context);
  return {
    accountId: args.accountId,
    oldState: before.state,
    newState: state,
    created: null,
    updated: orNull(outcome.updated),
    destroyed: null,
    notCreated: orNull(outcome.notCreated),
    notUpdated: orNull(outcome.notUpdated),
    notDestroyed: orNull(outcome.notDestroyed),
  };
});

const known = ['isEnabled', 'fromDate', 'toDate', 'subject', 'textBody', 'htmlBody'];

function readAbsencePatch(before: Absence, patch: Record<string, unknown>): Absence {
  const { whole, below } = readPatch(patch);
  const wrong = [...whole.keys(), ...below.keys()].filter(name => !known.includes(name));
  if (wrong.length > 0 || below.size > 0) throw invalidProperties([...wrong, ...below.keys()]);
  const read = <Value>(name: string, reader: (value: unknown, path: string) => Value, otherwise: Value): Value =>
    whole.has(name) ? reader(whole.get(name), name) : otherwise;
  const subject = read('subject', nullable(text), before.subject);
  if (subject !== null && /[\r\n\0]/.test(subject)) throw new InvalidArgument('subject', 'must be one line');
  return {
    ...before,
    enabled: read('isEnabled', bool, before.enabled),
    from: read('fromDate', nullable(utcInstant), before.from),
    until: read('toDate', nullable(utcInstant), before.until),
    subject,
    colleagues: {
      text: read('textBody', nullable(text), before.colleagues.text) ?? '',
      html: read('htmlBody', nullable(text), before.colleagues.html),
    },
  };
}
