/** Rules as people make them with the mouse: what a rule looks at, and what it does. */

export type TextMatch = 'contains' | 'is' | 'begins' | 'ends';

/** Any of the values will do; `not` turns the condition round. */
export type Condition = { readonly not?: boolean } & (
  | {
      readonly kind: 'from' | 'to' | 'cc' | 'recipient' | 'subject';
      readonly match: TextMatch;
      readonly values: readonly string[];
    }
  | { readonly kind: 'header'; readonly name: string; readonly match: TextMatch; readonly values: readonly string[] }
  | { readonly kind: 'body'; readonly values: readonly string[] }
  | { readonly kind: 'size'; readonly than: 'over' | 'under'; readonly bytes: number }
  /** Written to a mailing list. */
  | { readonly kind: 'list' }
  /** Carries a file. */
  | { readonly kind: 'attachment' }
  /** Judged to be spam, from 1 to 10. */
  | { readonly kind: 'spam'; readonly least: number }
);

export type RuleAction =
  | { readonly kind: 'move' | 'copy'; readonly mailbox: string }
  /** Flags with their backslash, keywords without. */
  | { readonly kind: 'mark'; readonly flags: readonly string[] }
  | { readonly kind: 'forward'; readonly address: string; readonly keep: boolean }
  | { readonly kind: 'discard' }
  | { readonly kind: 'refuse'; readonly reason: string };

export type Rule = {
  /** Given by whoever makes the rule; unlike any other in the list. */
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  /** A rule without conditions holds for every message. */
  readonly when: 'all' | 'any';
  readonly conditions: readonly Condition[];
  readonly actions: readonly RuleAction[];
  /** No rule after this one is looked at once it has held. */
  readonly last: boolean;
};
