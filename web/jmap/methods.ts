/** What each method takes and answers. `accountId` is put in by the client. */
import type {
  AddressBook,
  CardFilter,
  Comparator,
  ContactCard,
  EmailFilter,
  EmailSubmission,
  Id,
  Identity,
  Mailbox,
  Patch,
  Quota,
  SearchSnippet,
  SetError,
  State,
  Thread,
  VacationResponse,
} from './objects.ts';

/** The answer of an earlier call of the same request, at a path: `ids` is written `#ids`. rfc/8620#3.7 */
export type Reference = { readonly resultOf: string; readonly name: string; readonly path: string };

export type GetArgs = {
  readonly ids?: readonly Id[] | null;
  readonly '#ids'?: Reference;
  readonly properties?: readonly string[] | null;
};
export type GetAnswer<Item> = {
  readonly state: State;
  readonly list: readonly Item[];
  readonly notFound: readonly Id[];
};

export type ChangesArgs = { readonly sinceState: State; readonly maxChanges?: number };
export type ChangesAnswer = {
  readonly oldState: State;
  readonly newState: State;
  readonly hasMoreChanges: boolean;
  readonly created: readonly Id[];
  readonly updated: readonly Id[];
  readonly destroyed: readonly Id[];
};

export type SetArgs = {
  readonly ifInState?: State;
  readonly create?: Readonly<Record<string, object>>;
  readonly update?: Readonly<Record<Id, Patch>>;
  readonly destroy?: readonly Id[];
  readonly [more: string]: unknown;
};
export type SetAnswer = {
  readonly oldState: State | null;
  readonly newState: State;
  readonly created?: Readonly<Record<string, Readonly<Record<string, unknown>> & { readonly id: Id }>> | null;
  readonly updated?: Readonly<Record<Id, object | null>> | null;
  readonly destroyed?: readonly Id[] | null;
  readonly notCreated?: Readonly<Record<string, SetError>> | null;
  readonly notUpdated?: Readonly<Record<Id, SetError>> | null;
  readonly notDestroyed?: Readonly<Record<Id, SetError>> | null;
};

export type EmailQuestion = {
  readonly filter: EmailFilter | null;
  readonly sort: readonly Comparator[];
  readonly collapseThreads: boolean;
};
export type QueryArgs = EmailQuestion & {
  readonly position?: number;
  readonly anchor?: Id;
  readonly anchorOffset?: number;
  readonly limit?: number;
  readonly calculateTotal?: boolean;
};
export type QueryAnswer = {
  readonly queryState: State;
  readonly canCalculateChanges: boolean;
  readonly position: number;
  readonly ids: readonly Id[];
  readonly total?: number;
};
export type QueryChangesArgs = EmailQuestion & {
  readonly sinceQueryState: State;
  readonly maxChanges?: number;
  readonly upToId?: Id;
  readonly calculateTotal?: boolean;
};
export type QueryChangesAnswer = {
  readonly oldQueryState: State;
  readonly newQueryState: State;
  readonly total?: number;
  readonly removed: readonly Id[];
  readonly added: readonly { readonly id: Id; readonly index: number }[];
};

export type EmailGetArgs = GetArgs & {
  readonly bodyProperties?: readonly string[];
  readonly fetchTextBodyValues?: boolean;
  readonly fetchHTMLBodyValues?: boolean;
  readonly maxBodyValueBytes?: number;
};

type Get<Item> = { args: GetArgs; answer: GetAnswer<Item> };
type Set = { args: SetArgs; answer: SetAnswer };
type Changes = { args: ChangesArgs; answer: ChangesAnswer };

/** `Email/get` answers what its properties ask: the caller says which shape that is. */
export type Methods = {
  'Core/echo': { args: object; answer: object };
  'Mailbox/get': Get<Mailbox>;
  'Mailbox/set': Set;
  'Mailbox/changes': Changes;
  'Email/get': { args: EmailGetArgs; answer: GetAnswer<{ readonly id: Id } & Readonly<Record<string, unknown>>> };
  'Email/set': Set;
  'Email/changes': Changes;
  'Email/query': { args: QueryArgs; answer: QueryAnswer };
  'Email/queryChanges': { args: QueryChangesArgs; answer: QueryChangesAnswer };
  'Email/parse': {
    args: Omit<EmailGetArgs, 'ids' | '#ids'> & { readonly blobIds: readonly Id[] };
    answer: { readonly parsed: Readonly<Record<Id, Readonly<Record<string, unknown>>>> | null };
  };
  'Email/import': {
    args: { readonly emails: Readonly<Record<string, object>> };
    answer: Pick<SetAnswer, 'created' | 'notCreated' | 'newState' | 'oldState'>;
  };
  'Thread/get': Get<Thread>;
  'SearchSnippet/get': {
    args: { readonly filter: EmailFilter | null; readonly emailIds?: readonly Id[]; readonly '#emailIds'?: Reference };
    answer: { readonly list: readonly SearchSnippet[]; readonly notFound: readonly Id[] | null };
  };
  'Identity/get': Get<Identity>;
  'Identity/set': Set;
  'EmailSubmission/get': Get<EmailSubmission>;
  'EmailSubmission/query': {
    args: {
      readonly filter?: { readonly emailIds?: readonly Id[]; readonly undoStatus?: EmailSubmission['undoStatus'] };
      readonly sort?: readonly Comparator[];
    };
    answer: QueryAnswer;
  };
  'EmailSubmission/set': Set;
  'VacationResponse/get': Get<VacationResponse>;
  'VacationResponse/set': Set;
  'Quota/get': Get<Quota>;
  'AddressBook/get': Get<AddressBook>;
  'ContactCard/get': Get<ContactCard>;
  'ContactCard/query': {
    args: { readonly filter: CardFilter | null; readonly limit?: number; readonly calculateTotal?: boolean };
    answer: QueryAnswer;
  };
  'ContactCard/set': Set;
};

export type MethodName = keyof Methods;
export type ArgsOf<Name extends MethodName> = Methods[Name]['args'];
export type AnswerOf<Name extends MethodName> = Methods[Name]['answer'];
