/**
 * Contacts as files and as suggestions, for who is signed in. The cards themselves are read and changed by JMAP.
 *
 *     GET  /api/contacts/suggest?text=            recipients while somebody types
 *     GET  /api/contacts/export?format=&book=     the file
 *     POST /api/contacts/import?book=             the file as the body, of whatever type
 *     GET  /api/contacts/duplicates               groups of cards that speak of one person
 *     POST /api/contacts/merge                    makes one of such a group
 */
import * as z from 'zod/mini';
import { sentence } from './text.ts';

/** An address book or a card, by its id of JMAP. */
const objectId = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/));

export const suggestReply = z.object({
  suggestions: z.array(
    z.object({
      address: z.string(),
      name: z.string(),
      source: z.enum(['contact', 'collected', 'staff']),
      /** Of colleagues. */
      function: z.optional(z.string()),
      school: z.optional(z.string()),
    }),
  ),
});
export type SuggestReply = z.infer<typeof suggestReply>;
export const suggestQuery = z.object({ text: z.string().check(z.maxLength(200)) });

export const contactFormats = ['vcard4', 'vcard3', 'csv'] as const;
export const exportQuery = z.object({
  format: z.enum(contactFormats),
  /** Every book where it is left out. */
  book: z.optional(objectId),
  /** Of the headings of CSV. */
  language: z.optional(z.enum(['fr', 'en'])),
});

/** The default book where none is named. */
export const importQuery = z.object({ book: z.optional(objectId) });
export const importReply = z.object({
  added: z.number(),
  updated: z.number(),
  /** Those that were there already. */
  known: z.number(),
  /** What was not taken: the line of the file where the card begins, or the row of the table, and why. */
  refused: z.array(z.object({ line: z.number(), sentence })),
});
export type ImportReply = z.infer<typeof importReply>;

export const duplicatesReply = z.object({
  groups: z.array(z.array(z.object({ id: z.string(), name: z.string(), emails: z.array(z.string()) }))),
});
export type DuplicatesReply = z.infer<typeof duplicatesReply>;

/** The first keeps its name, its place and its id. */
export const mergeRequest = z.object({ ids: z.array(objectId).check(z.minLength(2), z.maxLength(50)) });
export const mergeReply = z.object({ id: z.string() });
