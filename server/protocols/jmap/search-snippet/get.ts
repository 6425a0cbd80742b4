import { findSnippets } from '../../../services/emails/snippets.ts';
import { mail } from '../capabilities.ts';
import { readEmailFilter } from '../email/question.ts';
import { method } from '../method.ts';
import { emailIdOf } from '../names.ts';
import { id, listOf, nullable, plainObject } from '../read.ts';
import { askedIds } from '../standard/get.ts';

const shape = { accountId: id, filter: nullable(plainObject), emailIds: listOf(id) };

/** SearchSnippet/get: the words asked for, where they stand. rfc/8621#5.1 */
export const get = method('SearchSnippet/get', mail, shape, async (args, context) => {
  const filter = args.filter === null ? null : readEmailFilter(context, args.filter);
  const catalogue = await context.catalogues.open(context.access);
  const names = askedIds(args.emailIds);
  const here = new Map(
    names.flatMap(name => {
      const emailId = emailIdOf(context, name);
      return emailId !== null && catalogue.placeOf(emailId) !== undefined ? [[name, emailId] as const] : [];
    }),
  );
  const found = await findSnippets(context.house, context.access, [...here.values()], filter);
  const list = names.flatMap(name => {
    const snippet = here.has(name) ? found.get(here.get(name)!) : undefined;
    return snippet === undefined ? [] : [{ ...snippet, emailId: name }];
  });
  const notFound = names.filter(name => !here.has(name));
  return { accountId: args.accountId, list, notFound: notFound.length === 0 ? null : notFound };
});
