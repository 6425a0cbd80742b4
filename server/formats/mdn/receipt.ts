/** What became of a message at its reader's, as machines write it. rfc/8098 */

/** Absent things are null. */
export type Receipt = {
  readonly reportingUa: string | null;
  readonly gateway: string | null;
  /** `rfc822;address`, as it was asked for and as it is. */
  readonly originalRecipient: string | null;
  readonly finalRecipient: string | null;
  readonly originalMessageId: string | null;
  readonly disposition: Disposition;
  readonly errors: readonly string[];
  /** Fields of other names, as they were written. */
  readonly extensions: Readonly<Record<string, string>>;
};

export const actionModes = ['manual-action', 'automatic-action'] as const;
export const sendingModes = ['mdn-sent-manually', 'mdn-sent-automatically'] as const;
export const dispositionTypes = ['deleted', 'dispatched', 'displayed', 'processed'] as const;

export type Disposition = {
  readonly actionMode: (typeof actionModes)[number];
  readonly sendingMode: (typeof sendingModes)[number];
  readonly type: (typeof dispositionTypes)[number];
};
