import { ping } from '../../store/alive.ts';
import type { House } from '../house.ts';

/** Can the house serve? Throws what the database throws where it cannot. */
export async function checkHealth({ store }: Pick<House, 'store'>): Promise<void> {
  await ping(store.database);
}
