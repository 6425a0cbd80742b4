import type { Step } from '../../store/journey.ts';

/** What was done to some recipients, for the journal of each of their messages. */
export function stepsOf(
  event: Step['event'],
  recipients: readonly { readonly trace: string; readonly address: string }[],
  at: Date,
  detail: Readonly<Record<string, unknown>>,
): Step[] {
  return recipients.map(({ trace, address }) => ({
    trace,
    at,
    event,
    messageId: null,
    detail: { to: address, ...detail },
  }));
}
