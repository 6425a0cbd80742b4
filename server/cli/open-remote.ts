import { createConnect } from '../peers/connect.ts';
import { createOpenRemote, type OpenRemote } from '../peers/remote-imap.ts';
import type { Outside } from './outside.ts';

/** Milliseconds to reach another house's mail. */
const timeout = 15_000;

/** How mail in other houses is reached: through the one door, which leads to no private address. */
export function openRemoteOf({ dns, allowed, authorities }: Outside): OpenRemote {
  return createOpenRemote({
    dns,
    connect: createConnect({ allowed, own: [], timeout }),
    ...(authorities === undefined ? {} : { authorities }),
  });
}
