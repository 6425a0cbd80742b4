/**
 * The automatic answer of somebody away (R25), for who is signed in. Days are whole ones, in Paris, both included.
 *
 *     GET  /api/absence            as it is set, and the next school holidays
 *     POST /api/absence            sets it
 *     POST /api/absence/preview    the words that would be sent
 */
import * as z from 'zod/mini';
import { day } from './text.ts';

const text = z.string().check(z.maxLength(4000));

export const absenceShape = z.object({
  enabled: z.boolean(),
  /** Null: from now. */
  firstDay: z.nullable(day),
  /** Null: until it is switched off. */
  lastDay: z.nullable(day),
  /** Null: `Auto: ` and the subject of what is answered. */
  subject: z.nullable(z.string().check(z.maxLength(200))),
  colleagues: text,
  /** Null: the same as to colleagues. */
  outsiders: z.nullable(text),
  replacement: z.nullable(
    z.object({
      name: z.string().check(z.trim(), z.minLength(1), z.maxLength(120)),
      address: z.string().check(z.trim(), z.email(), z.maxLength(254)),
    }),
  ),
});
export type AbsenceShape = z.infer<typeof absenceShape>;

export const absenceReply = z.object({
  /** Null where there never was one. */
  absence: z.nullable(absenceShape),
  /** `pending`: switched on, its first day not come; `past`: it has stopped by itself. */
  state: z.enum(['off', 'pending', 'current', 'past']),
  /** A sender is answered once in so many days. */
  days: z.number(),
  today: day,
  /** Of the person's school; null where it has none. */
  zone: z.nullable(z.enum(['A', 'B', 'C'])),
  holidays: z.array(
    z.object({
      kind: z.enum(['autumn', 'christmas', 'winter', 'spring', 'summer']),
      firstDay: day,
      lastDay: day,
    }),
  ),
});
export type AbsenceReply = z.infer<typeof absenceReply>;

export const absencePreviewReply = z.object({ colleagues: z.string(), outsiders: z.string() });
export type AbsencePreviewReply = z.infer<typeof absencePreviewReply>;
