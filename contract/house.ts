/** `GET /api/house`: what the portal says of the house to anybody, signed in or not. */
import * as z from 'zod/mini';

export const houseReply = z.object({
  portalName: z.string(),
  domain: z.string(),
  imap: z.object({ host: z.string(), port: z.number() }),
  smtp: z.object({ host: z.string(), port: z.number(), startTlsPort: z.number() }),
  /** The official channels of help in the house's own words (R41), each « who : what for »; empty: the usual three. */
  channels: z.array(z.object({ title: z.string(), text: z.string() })),
  /** Another provider that people may sign in through, as they know it; null where there is none. */
  provider: z.nullable(z.string()),
  /** The day in Paris by the house's clock, `YYYY-MM-DD`. */
  today: z.string(),
});
export type HouseReply = z.infer<typeof houseReply>;
