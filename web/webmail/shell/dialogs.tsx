/** The questions the webmail asks: one at a time, each loaded when it is first needed. */
import { createContext, lazy, type ReactNode, Suspense, useContext, useMemo, useState } from 'react';
import type { Id, Mailbox } from '../../jmap/objects.ts';

export type Question =
  | { readonly kind: 'move'; readonly ids: readonly Id[]; readonly from: Id | null; readonly after?: () => void }
  | { readonly kind: 'tags'; readonly ids: readonly Id[] }
  | { readonly kind: 'report'; readonly ids: readonly Id[]; readonly after?: () => void }
  | { readonly kind: 'destroy'; readonly ids: readonly Id[]; readonly after?: () => void }
  | { readonly kind: 'folder'; readonly parentId: Id | null; readonly mailbox: Mailbox | null }
  | { readonly kind: 'remove-folder'; readonly mailbox: Mailbox }
  | { readonly kind: 'empty-folder'; readonly mailbox: Mailbox }
  | { readonly kind: 'link'; readonly url: string; readonly text: string }
  | { readonly kind: 'headers'; readonly id: Id }
  | { readonly kind: 'source'; readonly id: Id }
  | { readonly kind: 'keyboard' };

type Ask = (question: Question) => void;

const AskContext = createContext<Ask>(() => {});

export function useAsk(): Ask {
  return useContext(AskContext);
}

const Asked = lazy(() => import('./asked.tsx'));

export function DialogsProvider({ children }: { children: ReactNode }) {
  const [question, setQuestion] = useState<Question | null>(null);
  const ask = useMemo<Ask>(() => setQuestion, []);
  return (
    <AskContext value={ask}>
      {children}
      {question !== null && (
        <Suspense fallback={null}>
          <Asked question={question} close={() => setQuestion(null)} />
        </Suspense>
      )}
    </AskContext>
  );
}
