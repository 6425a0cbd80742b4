import { Refusal } from '../../model/refusal.ts';
import type { PasswordVerdict } from './password-rule.ts';

/** A new password refused, with every rule it does not meet. */
export class WeakPassword extends Refusal {
  readonly verdicts: readonly PasswordVerdict[];

  constructor(verdicts: readonly PasswordVerdict[]) {
    super('weak-password', verdicts.map(each => each.rule).join(', '));
    this.verdicts = verdicts;
  }
}
