/** What was just done, told in one line at the foot of the page. */
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';

const context = createContext<(text: string) => void>(() => {});

/** Tells that something is done. */
export function useTold(): (text: string) => void {
  return useContext(context);
}

/** Milliseconds a line stays, at least. */
const stays = 6_000;

export function ToldProvider({ children }: { children: ReactNode }) {
  const [told, setTold] = useState<{ text: string } | null>(null);
  const tell = useCallback((text: string) => setTold({ text }), []);
  useEffect(() => {
    if (told === null) return;
    const timer = setTimeout(() => setTold(null), stays);
    return () => clearTimeout(timer);
  }, [told]);
  return (
    <context.Provider value={tell}>
      {children}
      <div role="status">{told !== null && <p className="office-told">{told.text}</p>}</div>
    </context.Provider>
  );
}
