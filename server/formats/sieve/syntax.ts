/** A script as it is written, before anybody knows what its words mean. rfc/5228#8.2. `at` counts from the start of the text. */

export type StringNode = { readonly at: number; readonly text: string };

export type Argument =
  | { readonly kind: 'tag'; readonly at: number; readonly name: string }
  | { readonly kind: 'number'; readonly at: number; readonly value: number }
  /** `list` is false for a lone string, which may stand for a list of one. rfc/5228#2.4.2.1 */
  | { readonly kind: 'strings'; readonly at: number; readonly strings: readonly StringNode[]; readonly list: boolean };

export type TestNode = {
  readonly at: number;
  readonly name: string;
  readonly args: readonly Argument[];
  readonly tests: readonly TestNode[];
  /** The tests stood in parentheses. */
  readonly listed: boolean;
};

export type CommandNode = TestNode & { readonly block: readonly CommandNode[] | null };
