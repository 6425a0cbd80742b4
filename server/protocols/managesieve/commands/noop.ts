import { textOf } from '../read-command.ts';
import type { Command } from '../session.ts';
import { writeString } from '../write.ts';

/** Gives back what it is given. rfc/5804#2.13 */
export const noop: Command = {
  name: 'NOOP',
  states: ['stranger', 'authenticated'],
  takes: ['string?'],
  run: (_session, [tag]) => (tag ? { status: 'OK', code: `TAG ${writeString(textOf(tag))}` } : { status: 'OK' }),
};
