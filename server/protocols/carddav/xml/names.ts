/** Names of elements, by namespace. */
export const dav = (name: string): string => `{DAV:}${name}`;
export const card = (name: string): string => `{urn:ietf:params:xml:ns:carddav}${name}`;
/** Apple's, which every client asks for. */
export const calendarServer = (name: string): string => `{http://calendarserver.org/ns/}${name}`;

export const prefixes: Readonly<Record<string, string>> = {
  'DAV:': 'd',
  'urn:ietf:params:xml:ns:carddav': 'card',
  'http://calendarserver.org/ns/': 'cs',
};
