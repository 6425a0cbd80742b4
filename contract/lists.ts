/** Lists that follow the directory: `POST /api/lists` to read them, `/put` and `/remove` for administrators. Signed in. */
import * as z from 'zod/mini';

/** Who may write, beside the administrators. */
export const writers = z.enum(['administrators', 'office', 'members', 'staff']);
const population = z.enum(['titulaire', 'stagiaire', 'atss', 'direction', 'contractuel']);

export const listRule = z.object({
  /** The local part: `<name>@listes.<domain>` reaches the whole house, `<name>@<uai>.<domain>` a school. */
  name: z.string().check(z.trim(), z.toLowerCase(), z.regex(/^[a-z][a-z0-9-]{0,40}$/)),
  title: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
  /** Null: all. */
  populations: z.nullable(z.array(population).check(z.minLength(1))),
  /** Beginnings of functions in plain letters; null: all. */
  functions: z.nullable(
    z.array(z.string().check(z.trim(), z.minLength(1), z.maxLength(100))).check(z.minLength(1), z.maxLength(50)),
  ),
  schoolWriters: writers,
  houseWriters: writers,
});
export type ListRule = z.infer<typeof listRule>;

export const listsReply = z.object({ lists: z.array(listRule), domain: z.string() });
export const listName = z.object({ name: z.string().check(z.minLength(1), z.maxLength(64)) });
