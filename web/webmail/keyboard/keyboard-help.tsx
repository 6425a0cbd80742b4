import { Dialog } from '../../design/dialog.tsx';
import { prefer, usePreferences } from '../shell/preferences.ts';
import { useWords } from '../words/speak.ts';

/** Every key, where it acts, and the switch that turns single keys off (WCAG 2.1.4). */
export function KeyboardHelp({ close }: { close: () => void }) {
  const { t } = useWords();
  const { singleKeys } = usePreferences();
  const shift = t('keyboard.names.shift');
  const groups = [
    {
      title: t('keyboard.list'),
      keys: [
        [['j', 'k', '↓', '↑'], t('keyboard.next')],
        [[t('keyboard.names.enter'), 'o'], t('keyboard.open')],
        [[t('keyboard.names.escape')], t('keyboard.close')],
        [[t('keyboard.names.space'), 'x'], t('keyboard.select')],
        [[`${shift} ↓`, `${shift} ↑`], t('keyboard.extend')],
        [['Ctrl A'], t('keyboard.selectAll')],
      ],
    },
    {
      title: t('keyboard.message'),
      keys: [
        [['r', 'R', 'f'], t('keyboard.reply')],
        [['e'], t('keyboard.archive')],
        [['#', t('keyboard.names.remove')], t('keyboard.delete')],
        [['u'], t('keyboard.unread')],
        [['s'], t('keyboard.flag')],
        [['v'], t('keyboard.move')],
        [['t'], t('tags.title')],
        [['!'], t('keyboard.junk')],
        [['z'], t('keyboard.undo')],
      ],
    },
    {
      title: t('keyboard.everywhere'),
      keys: [
        [['/'], t('keyboard.search')],
        [['c'], t('keyboard.compose')],
        [['g'], t('keyboard.folders')],
        [['?'], t('keyboard.help')],
      ],
    },
  ] as const;
  return (
    <Dialog title={t('keyboard.title')} closeLabel={t('close')} onClose={close} wide>
      <p className="soft">{t('keyboard.intro')}</p>
      <div className="key-groups">
        {groups.map(({ title, keys }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl className="keys">
              {keys.map(([names, does]) => (
                <div key={does}>
                  <dt>
                    {names.map(name => (
                      <kbd key={name}>{name}</kbd>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <label className="choice">
        <input type="checkbox" checked={singleKeys} onChange={() => prefer({ singleKeys: !singleKeys })} />
        <span>
          {t('keyboard.turn')} <span className="soft">{t('keyboard.turnText')}</span>
        </span>
      </label>
    </Dialog>
  );
}
