import { type HouseReply, houseReply } from '@vaguemestre/contract/house.ts';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { get } from '../request.ts';

/** Until the server has told: what a house is called when nothing is known. */
const unknown: HouseReply = {
  portalName: '',
  domain: '',
  imap: { host: '', port: 993 },
  smtp: { host: '', port: 465, startTlsPort: 587 },
  channels: [],
  provider: null,
  today: '',
};

const context = createContext<HouseReply>(unknown);

export function useHouse(): HouseReply {
  return useContext(context);
}

export function HouseProvider({ children }: { children: ReactNode }) {
  const [house, setHouse] = useState(unknown);
  useEffect(() => {
    // A portal that cannot be reached shows itself at the first act, with words.
    get('/api/house', houseReply).then(setHouse, () => {});
  }, []);
  return <context.Provider value={house}>{children}</context.Provider>;
}
