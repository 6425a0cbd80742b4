/** What a message was brought with, beside its bytes. */

/** The other side of the connection it came by. */
export type Bringer = {
  /** As it named itself. */
  readonly name: string;
  readonly address: string;
  /** `ESMTPS` and the like. rfc/3848 */
  readonly protocol: string;
  readonly tls: { readonly protocol: string; readonly cipher: string } | undefined;
};

/** What the sender asked to be told. rfc/3461 */
export type NoticeWishes = { readonly notify?: readonly ('SUCCESS' | 'FAILURE' | 'DELAY')[]; readonly orcpt?: string };

/** What the sender asked for the whole message. */
export type Wishes = {
  readonly envid?: string;
  readonly ret?: 'FULL' | 'HDRS';
  readonly body?: '7BIT' | '8BITMIME' | 'BINARYMIME';
  readonly utf8?: true;
  readonly requireTls?: true;
  readonly priority?: number;
  readonly holdFor?: number;
  readonly holdUntil?: Date;
  readonly by?: DeliverBy;
};

/**
 * Seconds within which a message is of use. `return`: later it is of none and goes back; `notify`: later it is still wanted,
 * and its sender is told. `trace`: each relay is told of too. rfc/2852#4
 */
export type DeliverBy = {
  readonly seconds: number;
  readonly mode: 'return' | 'notify';
  readonly trace: boolean;
};
