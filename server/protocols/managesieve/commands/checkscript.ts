import { checkScript } from '../../../services/filters/check-script.ts';
import { faultsText, no, okWith } from '../replies.ts';
import type { Command } from '../session.ts';

/** rfc/5804#2.12 */
export const checkscript: Command = {
  name: 'CHECKSCRIPT',
  states: ['authenticated'],
  takes: ['string'],
  run(_session, [text]) {
    const checked = checkScript(text?.kind === 'string' ? text.bytes : Buffer.alloc(0));
    return checked.kind === 'script' ? okWith(checked.warnings) : no(faultsText(checked.faults));
  },
};
