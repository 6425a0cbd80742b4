/**
 * Calls made before anybody asks for them: whoever makes the very same call later gets the answer that is under way, once.
 * Later calls refer to it as to their own.
 */
import type { Call, CallMethod } from './call.ts';

/** @returns how calls are made ahead, and how they are made from then on */
export function callAhead(call: CallMethod): { ahead: CallMethod; call: CallMethod } {
  const made = new Map<string, Call<unknown>>();
  return {
    ahead: (name, args) => {
      const early = call(name, args);
      // Whoever asks for it is told of its fault; where nobody does, it is nobody's.
      early.catch(() => {});
      made.set(JSON.stringify([name, args]), early);
      return early;
    },
    call: (name, args) => {
      const key = JSON.stringify([name, args]);
      const early = made.get(key) as ReturnType<typeof call<typeof name>> | undefined;
      made.delete(key);
      return early ?? call(name, args);
    },
  };
}
