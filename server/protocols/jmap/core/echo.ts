import { core } from '../capabilities.ts';
import type { Method } from '../method.ts';

/** Core/echo: gives back what it is given. rfc/8620#4 */
export const echo: Method = { name: 'Core/echo', capability: core, run: async args => args };
