/**
 * What goes wrong, at the level it belongs to: a request that cannot be read (an HTTP problem), a method call that cannot
 * be done (an `error` response), one record that cannot be set (a SetError). rfc/8620#3.6, rfc/8620#5.3
 */

/** The request as a whole. `type` is the last word of its URN. rfc/8620#3.6.1 */
export class RequestFault extends Error {
  readonly status: number;
  readonly type: string;
  readonly limit: string | undefined;

  constructor(
    type: 'unknownCapability' | 'notJSON' | 'notRequest' | 'limit' | 'notFound' | 'forbidden',
    detail: string,
    given: { status?: number; limit?: string } = {},
  ) {
    super(detail);
    this.type = type;
    this.status = given.status ?? 400;
    this.limit = given.limit;
  }

  /** As rfc/7807 and rfc/8620#3.6.1 write it. */
  problem(): { type: string; status: number; detail: string; limit?: string } {
    const known = this.type !== 'notFound' && this.type !== 'forbidden';
    return {
      type: known ? `urn:ietf:params:jmap:error:${this.type}` : 'about:blank',
      status: this.status,
      detail: this.message,
      ...(this.limit === undefined ? {} : { limit: this.limit }),
    };
  }
}

/** Errors of a method call: rfc/8620#3.6.2, and those of one method. */
export type MethodErrorType =
  | 'serverUnavailable'
  | 'serverFail'
  | 'serverPartialFail'
  | 'unknownMethod'
  | 'invalidArguments'
  | 'invalidResultReference'
  | 'forbidden'
  | 'accountNotFound'
  | 'fromAccountNotFound'
  | 'accountNotSupportedByMethod'
  | 'accountReadOnly'
  | 'requestTooLarge'
  | 'stateMismatch'
  | 'cannotCalculateChanges'
  | 'tooManyChanges'
  | 'anchorNotFound'
  | 'unsupportedSort'
  | 'unsupportedFilter'
  | 'unknownDataType';

export class MethodFault extends Error {
  readonly type: MethodErrorType;

  constructor(type: MethodErrorType, description?: string) {
    super(description ?? type);
    this.type = type;
  }

  answer(): { type: MethodErrorType; description?: string } {
    return { type: this.type, ...(this.message === this.type ? {} : { description: this.message }) };
  }
}

/** Errors of one record: rfc/8620#5.3, rfc/8621 for mail. */
export type SetErrorType =
  | 'forbidden'
  | 'overQuota'
  | 'tooLarge'
  | 'rateLimit'
  | 'notFound'
  | 'invalidPatch'
  | 'willDestroy'
  | 'invalidProperties'
  | 'singleton'
  | 'alreadyExists'
  | 'serverFail'
  | 'mailboxHasChild'
  | 'mailboxHasEmail'
  | 'addressBookHasContents'
  | 'blobNotFound'
  | 'tooManyKeywords'
  | 'tooManyMailboxes'
  | 'invalidEmail'
  | 'tooManyRecipients'
  | 'noRecipients'
  | 'invalidRecipients'
  | 'forbiddenMailFrom'
  | 'forbiddenFrom'
  | 'forbiddenToSend'
  | 'cannotUnsend'
  | 'mdnAlreadySent'
  | 'invalidSieve'
  | 'sieveIsActive';

type SetErrorDetail = {
  readonly description?: string;
  readonly properties?: readonly string[];
  readonly [more: string]: unknown;
};
export type SetError = SetErrorDetail & { readonly type: SetErrorType };

export class SetFault extends Error {
  readonly error: SetError;

  constructor(type: SetErrorType, more: SetErrorDetail = {}) {
    super(more.description ?? type);
    this.error = { type, ...more };
  }
}

/** The usual one: these properties will not do. */
export function invalidProperties(properties: readonly string[], description?: string): SetFault {
  return new SetFault('invalidProperties', { properties, ...(description === undefined ? {} : { description }) });
}
