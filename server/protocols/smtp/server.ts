/** The SMTP ports: arrival from outside, submission by the house's people. */
import type { House } from '../../services/house.ts';
import { arrivalDoor } from './arrival.ts';
import type { Door } from './door.ts';
import { type Server, type ServerOptions, serve } from './serve.ts';
import { submissionDoor } from './submission.ts';

/** Port 25: mail from outside for the people of this house. rfc/5321 */
export async function startArrival(house: House, options: ServerOptions): Promise<Server> {
  return await serve(house, arrivalDoor(house), options);
}

/** Ports 465 and 587: mail from the people of this house. rfc/6409 */
export async function startSubmission(house: House, options: ServerOptions & Pick<Door, 'readUrl'>): Promise<Server> {
  return await serve(house, submissionDoor(house, options), options);
}
