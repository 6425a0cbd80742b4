/** The objects of JMAP as this house sends them: rfc/8620, rfc/8621, rfc/9425. Dates are texts of ISO 8601. */

export type Id = string;
export type State = string;

export type MailboxRole = 'inbox' | 'drafts' | 'sent' | 'archive' | 'junk' | 'trash';

/** rfc/8621#2 */
export type Mailbox = {
  readonly id: Id;
  readonly name: string;
  readonly parentId: Id | null;
  readonly role: MailboxRole | null;
  readonly sortOrder: number;
  readonly totalEmails: number;
  readonly unreadEmails: number;
  readonly totalThreads: number;
  readonly unreadThreads: number;
  readonly isSubscribed: boolean;
  readonly myRights: Readonly<Record<string, boolean>>;
};

export type EmailAddress = { readonly name: string | null; readonly email: string };

/** A set: every name that is in it is `true`. */
export type Names = Readonly<Record<string, true>>;

/** rfc/8621#4.1.4 */
export type BodyPart = {
  readonly partId: string | null;
  readonly blobId: Id | null;
  readonly size: number;
  readonly name: string | null;
  readonly type: string;
  readonly charset?: string | null;
  readonly disposition: string | null;
  readonly cid: string | null;
  readonly subParts?: readonly BodyPart[];
};

export type BodyValue = {
  readonly value: string;
  readonly isEncodingProblem: boolean;
  readonly isTruncated: boolean;
};

/** What a list shows of an email. rfc/8621#4.1 */
export type EmailHead = {
  readonly id: Id;
  readonly blobId: Id;
  readonly threadId: Id;
  readonly mailboxIds: Names;
  readonly keywords: Names;
  readonly size: number;
  readonly receivedAt: string;
  readonly hasAttachment: boolean;
  readonly from: readonly EmailAddress[] | null;
  readonly to: readonly EmailAddress[] | null;
  readonly subject: string | null;
  readonly preview: string;
};

/** What reading it needs besides. */
export type EmailBody = {
  readonly id: Id;
  readonly messageId: readonly string[] | null;
  readonly inReplyTo: readonly string[] | null;
  readonly references: readonly string[] | null;
  readonly sender: readonly EmailAddress[] | null;
  readonly cc: readonly EmailAddress[] | null;
  readonly bcc: readonly EmailAddress[] | null;
  readonly replyTo: readonly EmailAddress[] | null;
  readonly sentAt: string | null;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly textBody: readonly BodyPart[];
  readonly htmlBody: readonly BodyPart[];
  readonly attachments: readonly BodyPart[];
  readonly bodyValues: Readonly<Record<string, BodyValue>>;
  /** The house's own: what its judge said, null where nobody judged; absent in a message within a message. */
  readonly phishingVerdict?: PhishingVerdict | null;
};

export type PhishingVerdict = {
  readonly level: 'none' | 'caution' | 'suspect' | 'strong';
  /** Links and answers wait until the reader insists. */
  readonly held: boolean;
  readonly reasons: readonly { readonly rule: string; readonly fr: string; readonly en: string }[];
};

/** rfc/8621#3 */
export type Thread = { readonly id: Id; readonly emailIds: readonly Id[] };

/** rfc/8621#6 */
export type Identity = {
  readonly id: Id;
  readonly name: string;
  readonly email: string;
  readonly replyTo: readonly EmailAddress[] | null;
  readonly bcc: readonly EmailAddress[] | null;
  readonly textSignature: string;
  readonly htmlSignature: string;
  readonly mayDelete: boolean;
};

/** rfc/8621#8 */
export type VacationResponse = {
  readonly id: 'singleton';
  readonly isEnabled: boolean;
  readonly fromDate: string | null;
  readonly toDate: string | null;
  readonly subject: string | null;
  readonly textBody: string | null;
  readonly htmlBody: string | null;
};

/** rfc/8621#7 */
export type EmailSubmission = {
  readonly id: Id;
  readonly identityId: Id;
  readonly emailId: Id;
  readonly threadId: Id;
  readonly sendAt: string;
  readonly undoStatus: 'pending' | 'final' | 'canceled';
};

/** rfc/9610#2 */
export type AddressBook = { readonly id: Id; readonly name: string; readonly isDefault: boolean };

/** A card of JSContact, as far as the pages read it; the rest stays as it is. rfc/9553, rfc/9610#3 */
export type ContactCard = {
  readonly id: Id;
  readonly uid: string;
  readonly kind?: string;
  readonly addressBookIds: Names;
  readonly name?: {
    readonly full?: string;
    readonly components?: readonly { readonly kind: string; readonly value: string }[];
  };
  readonly emails?: Readonly<Record<string, { readonly address: string }>>;
  readonly phones?: Readonly<Record<string, { readonly number: string }>>;
  readonly organizations?: Readonly<Record<string, { readonly name?: string }>>;
  readonly titles?: Readonly<Record<string, { readonly name: string }>>;
  readonly notes?: Readonly<Record<string, { readonly note: string }>>;
  readonly media?: Readonly<
    Record<string, { readonly kind?: string; readonly uri?: string; readonly blobId?: Id; readonly mediaType?: string }>
  >;
  readonly members?: Names;
};

/** rfc/9610#3.3, as far as the pages ask. */
export type CardFilter =
  | { readonly text?: string; readonly kind?: string; readonly uid?: string; readonly inAddressBook?: Id }
  | { readonly operator: 'AND' | 'OR' | 'NOT'; readonly conditions: readonly CardFilter[] };

/** rfc/9425#4 */
export type Quota = {
  readonly id: Id;
  readonly resourceType: string;
  readonly used: number;
  readonly hardLimit: number;
  readonly warnLimit?: number | null;
  readonly name: string;
};

/** rfc/8621#5; `<mark>` around what was found, all else escaped. */
export type SearchSnippet = { readonly emailId: Id; readonly subject: string | null; readonly preview: string | null };

/** rfc/8621#4.4.1 */
export type EmailCondition = {
  readonly inMailbox?: Id;
  readonly inMailboxOtherThan?: readonly Id[];
  readonly before?: string;
  readonly after?: string;
  readonly minSize?: number;
  readonly maxSize?: number;
  readonly hasKeyword?: string;
  readonly notKeyword?: string;
  readonly someInThreadHaveKeyword?: string;
  readonly noneInThreadHaveKeyword?: string;
  readonly hasAttachment?: boolean;
  readonly text?: string;
  readonly from?: string;
  readonly to?: string;
  readonly cc?: string;
  readonly bcc?: string;
  readonly subject?: string;
  readonly body?: string;
  readonly header?: readonly string[];
};
export type EmailFilter =
  | EmailCondition
  | { readonly operator: 'AND' | 'OR' | 'NOT'; readonly conditions: readonly EmailFilter[] };

/** rfc/8620#5.5, rfc/8621#4.4.2 */
export type Comparator = { readonly property: string; readonly isAscending?: boolean; readonly keyword?: string };

/** A change of an object, by paths. rfc/8620#5.3 */
export type Patch = Readonly<Record<string, unknown>>;

export type SetError = {
  readonly type: string;
  readonly description?: string;
  readonly properties?: readonly string[];
};
