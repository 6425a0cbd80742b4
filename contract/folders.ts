/**
 * Folders beyond what JMAP tells of them: their weight, whether they are private (R4), and with whom they are shared.
 *
 *     GET  /api/folders          all of one's own
 *     POST /api/folders/share    lets a colleague in, changes what they may, or ends it
 */
import * as z from 'zod/mini';

/** `none` ends it; `read`: reads; `file`: reads, adds, moves and deletes; `manage`: all, sharing included. */
export const shareLevels = ['read', 'file', 'manage'] as const;
export const shareLevel = z.enum(shareLevels);
export type ShareLevel = z.infer<typeof shareLevel>;

/** An id of JMAP. */
const id = z.string().check(z.regex(/^M[a-z0-9-]{1,40}$/));

export const foldersReply = z.object({
  folders: z.array(
    z.object({
      id,
      /** Levels with a slash between. */
      path: z.string(),
      messages: z.number(),
      bytes: z.number(),
      private: z.boolean(),
      /** `anyone` in the place of an address: the whole house. `other`: rights given one by one from a mail program. */
      shares: z.array(z.object({ address: z.string(), level: z.enum([...shareLevels, 'other']) })),
    }),
  ),
});
export type FoldersReply = z.infer<typeof foldersReply>;
export type FolderFacts = FoldersReply['folders'][number];

export const shareRequest = z.object({
  id,
  address: z.union([z.literal('anyone'), z.string().check(z.trim(), z.toLowerCase(), z.email(), z.maxLength(254))]),
  level: z.enum([...shareLevels, 'none']),
});
