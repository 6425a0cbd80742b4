/** Searches whose results are kept up to date for the client. rfc/5267 */
export type SearchContexts = { clear(): void };
