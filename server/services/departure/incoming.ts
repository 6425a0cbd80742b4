/** Messages brought from elsewhere, whatever they come in: what a reader gives, and the put-in takes. */
export type IncomingMail = {
  /** Levels parted by `/`; made where missing. */
  readonly folder: string;
  readonly bytes: Buffer;
  /** Bits of model/email.ts. */
  readonly flags: number;
  readonly keywords: readonly string[];
  /** Null: the message's own date, or else today. */
  readonly receivedAt: Date | null;
  /** Minutes east of Greenwich; null: that of Paris. */
  readonly zone: number | null;
};

/** What could not be taken, and why: the rest goes on. */
export type LeftOut = { readonly path: string; readonly why: 'too-large' | 'damaged' };
