import type { House } from '../house.ts';

/** Letters that cannot be mistaken for one another when read aloud to the support. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** The name of a message on its journey through the house: sixteen letters, in its Received line and in the journal. */
export function newTraceId({ random }: Pick<House, 'random'>): string {
  return Array.from(random(16), byte => alphabet[byte & 31]).join('');
}
