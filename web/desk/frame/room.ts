/** A room of the desk or of the console: one entry of the navigation, and what is below its address. */
import { type ComponentType, createContext, useContext } from 'react';
import type { MarkName } from '../../design/mark.tsx';
import type { Books, Language } from './speak.ts';
import type { Standing } from './standing.ts';

export type Room = {
  /** The first part of its address below the page's own; what follows it is `useWhere().rest`. */
  readonly path: string;
  readonly name: Readonly<Record<Language, string>>;
  readonly mark: MarkName;
  /** Is it there for whoever stands here? The server is asked again at each act. */
  may(standing: Standing): boolean;
  load(): Promise<{ readonly default: ComponentType }>;
  /** How many things wait in it, beside its name. */
  count?(standing: Standing): Promise<number>;
};

/** The desk at `/bureau`, the console at `/console`. */
export type Office = {
  readonly base: '/bureau' | '/console';
  readonly name: 'desk' | 'console';
  readonly rooms: readonly Room[];
  readonly books: Books;
  /** What stands in the middle of the head: the search of people. */
  readonly Head?: ComponentType;
};

export const OfficeContext = createContext<Office | null>(null);

export function useOffice(): Office {
  const office = useContext(OfficeContext);
  if (office === null) throw new Error('outside of any office');
  return office;
}
