/** A notification of the computer for mail that arrives while nobody looks at the page. */
import { useEffect, useRef } from 'react';
import { JmapFault } from '../../jmap/fault.ts';
import type { EmailHead } from '../../jmap/objects.ts';
import { useWords } from '../words/speak.ts';
import { usePreferences } from './preferences.ts';
import { renewPush } from './push.ts';
import { useMailboxes, useStore } from './use-store.ts';

export function useNotifications(): void {
  const { t } = useWords();
  const { jmap } = useStore();
  const { notify } = usePreferences();
  const inbox = useMailboxes().find(({ role }) => role === 'inbox');
  const unread = inbox?.unreadEmails;
  useEffect(() => {
    renewPush(jmap).catch((error: unknown) => {
      // The next opening tries again.
      if (!(error instanceof JmapFault)) throw error;
    });
  }, [jmap]);
  const before = useRef(unread);
  useEffect(() => {
    const more = before.current !== undefined && unread !== undefined && unread > before.current;
    before.current = unread;
    if (!more || !notify || !document.hidden || inbox === undefined) return;
    if (!('Notification' in globalThis) || Notification.permission !== 'granted') return;
    const query = jmap.call('Email/query', {
      filter: { inMailbox: inbox.id, notKeyword: '$seen' },
      sort: [{ property: 'receivedAt', isAscending: false }],
      collapseThreads: false,
      limit: 1,
    });
    const properties = ['id', 'from', 'subject'];
    jmap.call('Email/get', { '#ids': query.reference('/ids'), properties }).then(
      ({ list: [newest] }) => {
        if (newest === undefined) return;
        const { id, from, subject } = newest as unknown as Pick<EmailHead, 'id' | 'from' | 'subject'>;
        const sender = from?.[0]?.name ?? from?.[0]?.email ?? t('list.nobody');
        // One notification at a time: a newer one takes the place of the former.
        const shown = new Notification(sender, {
          body: subject ?? t('list.noSubject'),
          tag: 'courrier',
          icon: '/mark.svg',
        });
        shown.onclick = () => {
          window.focus();
          window.location.assign(`/courrier/boite/reception/${encodeURIComponent(id)}`);
        };
      },
      (error: unknown) => {
        if (!(error instanceof JmapFault)) throw error;
      },
    );
    // Only the number of unread messages sets it off.
  }, [unread, notify, inbox, jmap, t]);
}
