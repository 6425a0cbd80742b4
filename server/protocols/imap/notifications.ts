/** What NOTIFY asked to be told of. rfc/5465 */
export type Notifications = { readonly onNews: () => void; end(): void };
