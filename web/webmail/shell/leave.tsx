import { createContext, useContext } from 'react';

/** Ends the session, and removes from this machine what belonged to it. */
export const LeaveContext = createContext<() => Promise<void>>(async () => {});

export function useLeave(): () => Promise<void> {
  return useContext(LeaveContext);
}
