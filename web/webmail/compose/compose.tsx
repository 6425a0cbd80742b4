/** The page of writing: finds the letter its address names, or begins it. */
import './compose.css';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { use, useCallback, useEffect, useRef, useState } from 'react';
import { Notice } from '../../design/notice.tsx';
import { JmapFault } from '../../jmap/fault.ts';
import { useCell, useStore } from '../shell/use-store.ts';
import { type Desk, deskOf } from './desk/desk.ts';
import type { Writing } from './desk/writing.ts';
import { begin, MailGone } from './letter/begin.ts';
import { readComposeAddress, readComposeInit } from './open.ts';
import { Sheet } from './sheet.tsx';
import { useComposeWords } from './words/use-compose-words.ts';

export default function Compose() {
  const desk = use(deskOf(useStore()));
  const address = readComposeAddress(useSearch({ strict: false }) as Record<string, unknown>);
  const { writing, failed, again } = useWriting(desk, address);
  const leave = useLeaving();
  const { t } = useComposeWords();
  if (failed !== null) {
    return (
      <div className="write write-gone">
        <Notice tone="warn" live>
          <p>
            <strong>{t('gone.title')}</strong>
          </p>
          <p>{t(failed === 'gone' ? 'gone.text' : 'gone.unreachable')}</p>
          <div className="row">
            {failed === 'unreachable' && (
              <button type="button" className="button button-main" onClick={again}>
                {t('gone.again')}
              </button>
            )}
            <button type="button" className="button button-quiet" onClick={leave}>
              {t('gone.back')}
            </button>
          </div>
        </Notice>
      </div>
    );
  }
  if (writing === null) {
    return (
      <p className="write write-gone soft" role="status">
        {t('opening')}
      </p>
    );
  }
  return <Sheet key={writing.key} desk={desk} writing={writing} mode={address.mode ?? 'new'} leave={leave} />;
}

type Address = ReturnType<typeof readComposeAddress>;

function useWriting(desk: Desk, address: Address) {
  const store = useStore();
  const navigate = useNavigate();
  const { t, language } = useComposeWords();
  const writings = useCell(desk.writings);
  const [failed, setFailed] = useState<'gone' | 'unreachable' | null>(null);
  const { ecrit } = address;
  const writing = ecrit === undefined ? null : (writings.find(({ key }) => key === ecrit) ?? null);
  const begun = useRef<string | null>(null);

  const start = useCallback(async () => {
    const init = readComposeInit(address);
    const show = (shown: Writing) => {
      begun.current = shown.key;
      void navigate({ to: '/ecrire', search: { ...address, ecrit: shown.key }, replace: true });
    };
    const there = init.mode === 'draft' ? desk.ofDraft(init.emailId) : undefined;
    if (there !== undefined) return show(there);
    try {
      const newKey = () => crypto.randomUUID();
      const { letter, draftId } = await begin(init, { store, identities: desk.identities.get(), t, language, newKey });
      show(desk.begin(letter, draftId));
    } catch (error) {
      if (error instanceof MailGone) setFailed('gone');
      else if (error instanceof JmapFault) setFailed(error.kind === 'not-found' ? 'gone' : 'unreachable');
      else throw error;
    }
  }, [address, desk, store, t, language, navigate]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: an address is begun once
  useEffect(() => {
    if (writing !== null || begun.current === `${ecrit}`) return;
    begun.current = `${ecrit}`;
    void start();
  }, [ecrit, address.mode, address.message]);

  return {
    writing,
    failed,
    again() {
      setFailed(null);
      void start();
    },
  };
}

/** To the page before, else to the inbox. */
function useLeaving(): () => void {
  const router = useRouter();
  const navigate = useNavigate();
  return useCallback(() => {
    if (router.history.canGoBack()) router.history.back();
    else void navigate({ to: '/boite/$mailbox', params: { mailbox: 'reception' }, search: {}, replace: true });
  }, [router, navigate]);
}
