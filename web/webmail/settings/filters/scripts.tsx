import { doneReply, type FiltersReply, scriptText } from '@vaguemestre/contract/filters.ts';
import { useState } from 'react';
import { get, post } from '../../../request.ts';
import { Outcome, useAct } from '../use-asked.tsx';
import { useSettingsWords } from '../words.ts';
import { ScriptEditor } from './script-editor.tsx';
import { useFiltersWords } from './words.ts';

/** The scripts, for who writes them by hand. */
export function Scripts({ reply, changed }: { reply: FiltersReply; changed: () => void }) {
  const { t } = useFiltersWords();
  const { t: tell } = useSettingsWords();
  const [open, setOpen] = useState<{ name: string; text: string; fresh: boolean } | null>(null);
  const act = useAct();
  const activate = (name: string | null) =>
    act.run(async () => {
      await post('/api/filters/script/activate', { name }, doneReply);
      changed();
    });
  const remove = (name: string) =>
    act.run(async () => {
      await post('/api/filters/script/remove', { name }, doneReply);
      changed();
    });
  const show = (name: string) =>
    act.run(async () => {
      const { text } = await get(`/api/filters/script?name=${encodeURIComponent(name)}`, scriptText);
      setOpen({ name, text, fresh: false });
    });

  return (
    <section className="settings-group">
      <h2>{t('scripts.title')}</h2>
      <p className="soft">{t('scripts.intro')}</p>
      {reply.scripts.length === 0 ? (
        <p className="soft">{t('scripts.none')}</p>
      ) : (
        <ul className="settings-list">
          {reply.scripts.map(({ name, active }) => (
            <li key={name}>
              <span className="settings-name">
                <strong>{name}</strong> {active && <span className="settings-badge">{t('scripts.active')}</span>}
              </span>
              <span className="row row-tight">
                <Small label={t('scripts.open', { name })} press={() => show(name)}>
                  {t('scripts.openShort')}
                </Small>
                {active ? (
                  <Small label={t('scripts.deactivate', { name })} press={() => activate(null)}>
                    {t('scripts.deactivateShort')}
                  </Small>
                ) : (
                  <>
                    <Small label={t('scripts.activate', { name })} press={() => activate(name)}>
                      {t('scripts.activateShort')}
                    </Small>
                    <Small label={t('scripts.remove', { name })} press={() => remove(name)}>
                      {tell('remove')}
                    </Small>
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      <Outcome act={{ failure: act.failure, done: false }} />
      {open === null ? (
        <div className="row">
          <button
            type="button"
            className="button button-quiet"
            onClick={() => setOpen({ name: '', text: '', fresh: true })}
          >
            {t('scripts.new')}
          </button>
        </div>
      ) : (
        <ScriptEditor key={`${open.name} ${open.fresh}`} script={open} kept={changed} close={() => setOpen(null)} />
      )}
    </section>
  );
}

function Small({ label, press, children }: { label: string; press: () => void; children: string }) {
  return (
    <button type="button" className="button button-plain" aria-label={label} onClick={press}>
      {children}
    </button>
  );
}
