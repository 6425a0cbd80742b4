/** What few mails need: text alone, importance, a notice of delivery, models. */
import { useState } from 'react';
import { Flyout } from '../../design/flyout.tsx';
import { JmapFault } from '../../jmap/fault.ts';
import type { Id } from '../../jmap/objects.ts';
import { useActs } from '../shell/acts.tsx';
import { useCell } from '../shell/use-store.ts';
import type { Store } from '../store/store.ts';
import type { Desk } from './desk/desk.ts';
import { NotTaken } from './desk/save.ts';
import type { Writing } from './desk/writing.ts';
import type { EditorHandle } from './editor/editor.tsx';
import { asFile, MailGone } from './letter/begin.ts';
import { htmlToText } from './letter/html-to-text.ts';
import type { Letter } from './letter/letter.ts';
import { textToHtml } from './letter/quote.ts';
import { parseHtml } from './letter/render.ts';
import { spell, spelling } from './spelling.ts';
import { keepModel, readModel } from './templates/models.ts';
import { ModelsDialog } from './templates/models-dialog.tsx';
import { useComposeWords } from './words/use-compose-words.ts';

type Props = { desk: Desk; writing: Writing; letter: Letter; editor: () => EditorHandle | null; store: Store };

export function Options({ desk, writing, letter, editor, store }: Props) {
  const { t, language } = useComposeWords();
  const { say } = useActs();
  const written = useCell(spelling);
  const [choosing, setChoosing] = useState(false);
  const newKey = () => crypto.randomUUID();
  const hasNotice = offersNotice(store);

  function turnPlain(plain: boolean): void {
    editor()?.collect();
    const { html, text } = writing.letter.get();
    const asText = htmlToText(parseHtml(html));
    // What was not touched as text comes back with its formatting.
    if (plain) writing.change({ plain, text: asText });
    else writing.change({ plain, text: '', ...(text === asText ? {} : { html: textToHtml(text) }) });
  }

  async function trying(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof JmapFault || error instanceof NotTaken || error instanceof MailGone)) throw error;
      say(t('models.failed'));
    }
  }

  const keep = () =>
    trying(async () => {
      editor()?.collect();
      const identity = desk.identities.get()[0];
      if (identity === undefined) return;
      await keepModel(store, writing.letter.get(), identity, written);
      say(t('models.kept'));
    });

  const put = (id: Id) =>
    trying(async () => {
      const model = await readModel(id, { store, identities: desk.identities.get(), t, language, newKey });
      const now = writing.letter.get();
      const subject = now.subject.trim() === '' ? model.subject : now.subject;
      writing.change({ subject, files: [...now.files, ...model.files] });
      if (now.plain) return writing.change({ text: `${htmlToText(parseHtml(model.html))}\n${now.text}` });
      // Its own signature gives way to that of who writes.
      const body = parseHtml(model.html);
      body.querySelector('.signature')?.remove();
      editor()?.insert(body.innerHTML);
      editor()?.focus('start');
    });

  async function sendAsFile(): Promise<void> {
    const about = letter.about?.emailId;
    const head = about === undefined ? undefined : await store.find(about).catch(() => undefined);
    if (head === undefined) return;
    editor()?.collect();
    const now = writing.letter.get();
    const body = parseHtml(now.html);
    body.querySelector('.forwarded')?.remove();
    writing.change({ html: body.innerHTML, files: [asFile(head, t('files.message'), newKey)] });
  }

  const forwarding = letter.about?.keyword === '$forwarded' && letter.html.includes('class="forwarded"');
  return (
    <>
      <Flyout mark="more" label={t('bar.more')}>
        {shut => {
          const act = (run: () => void) => () => {
            shut();
            run();
          };
          return (
            <div className="menu write-options">
              <label className="choice">
                <input type="checkbox" checked={letter.plain} onChange={event => turnPlain(event.target.checked)} />
                <span>{t('bar.plain')}</span>
              </label>
              <label className="choice">
                <input
                  type="checkbox"
                  checked={letter.important}
                  onChange={event => writing.change({ important: event.target.checked })}
                />
                <span>{t('bar.important')}</span>
              </label>
              {hasNotice && (
                <label className="choice">
                  <input
                    type="checkbox"
                    checked={letter.receipt}
                    onChange={event => writing.change({ receipt: event.target.checked })}
                  />
                  <span>{t('bar.receipt')}</span>
                </label>
              )}
              <label className="choice">
                <span>{t('bar.language')}</span>
                <select value={written} onChange={event => spell(event.target.value === 'en' ? 'en' : 'fr')}>
                  <option value="fr">{t('bar.french')}</option>
                  <option value="en">{t('bar.english')}</option>
                </select>
              </label>
              <hr />
              {forwarding && (
                <button type="button" onClick={act(() => void sendAsFile())}>
                  {t('bar.asFile')}
                </button>
              )}
              <button type="button" onClick={act(() => setChoosing(true))}>
                {t('bar.models')}
              </button>
              <button type="button" onClick={act(() => void keep())}>
                {t('bar.keepModel')}
              </button>
            </div>
          );
        }}
      </Flyout>
      {choosing && <ModelsDialog choose={id => void put(id)} close={() => setChoosing(false)} />}
    </>
  );
}

/** Notices of delivery are an extension that the server names. rfc/8621#1.3.2 */
function offersNotice({ jmap }: Store): boolean {
  const extensions = jmap.session.accountCapabilities['urn:ietf:params:jmap:submission']?.submissionExtensions;
  return typeof extensions === 'object' && extensions !== null && 'DSN' in extensions;
}
