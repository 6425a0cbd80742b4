/** Who it is from, who it is for, what it is about. */
import { type Ref, useImperativeHandle, useMemo, useRef, useState } from 'react';
import { useCell, useStore } from '../shell/use-store.ts';
import type { Desk } from './desk/desk.ts';
import { signatureOf } from './letter/begin.ts';
import type { Letter } from './letter/letter.ts';
import { changeSignature } from './letter/render.ts';
import { RecipientField, type RecipientFieldHandle } from './recipients/recipient-field.tsx';
import { createSuggest } from './recipients/suggest.ts';
import { useComposeWords } from './words/use-compose-words.ts';

export type HeadHandle = { focus(field: 'to' | 'subject'): void };

type Props = {
  desk: Desk;
  letter: Letter;
  change(some: Partial<Letter>): void;
  /** The letter with what was typed in the last moment. */
  current(): Letter;
  domain: string;
  language: string;
  ref: Ref<HeadHandle>;
};

export function Head({ desk, letter, change, current, domain, language, ref }: Props) {
  const { t } = useComposeWords();
  const store = useStore();
  const suggest = useMemo(() => createSuggest(store), [store]);
  const to = useRef<RecipientFieldHandle>(null);
  const cc = useRef<RecipientFieldHandle>(null);
  const bcc = useRef<RecipientFieldHandle>(null);
  const subject = useRef<HTMLInputElement>(null);
  const [withCc, setWithCc] = useState(letter.cc.length > 0);
  const [withBcc, setWithBcc] = useState(letter.bcc.length > 0);
  const showsCc = withCc || letter.cc.length > 0;
  const showsBcc = withBcc || letter.bcc.length > 0;
  useImperativeHandle(ref, () => ({
    focus: field => (field === 'to' ? to.current?.focus() : subject.current?.focus()),
  }));
  const common = { suggest, domain };
  return (
    <div className="write-fields">
      <From desk={desk} letter={letter} change={change} current={current} />
      <RecipientField
        {...common}
        handle={to}
        label={t('fields.to')}
        longLabel={t('fields.toLong')}
        list={letter.to}
        change={list => change({ to: list })}
      >
        {!showsCc && (
          <button
            type="button"
            className="button button-plain"
            aria-label={t('fields.addCcLong')}
            onClick={() => {
              setWithCc(true);
              requestAnimationFrame(() => cc.current?.focus());
            }}
          >
            {t('fields.addCc')}
          </button>
        )}
        {!showsBcc && (
          <button
            type="button"
            className="button button-plain"
            aria-label={t('fields.addBccLong')}
            onClick={() => {
              setWithBcc(true);
              requestAnimationFrame(() => bcc.current?.focus());
            }}
          >
            {t('fields.addBcc')}
          </button>
        )}
      </RecipientField>
      {showsCc && (
        <RecipientField
          {...common}
          handle={cc}
          label={t('fields.cc')}
          longLabel={t('fields.ccLong')}
          list={letter.cc}
          change={list => change({ cc: list })}
        />
      )}
      {showsBcc && (
        <RecipientField
          {...common}
          handle={bcc}
          label={t('fields.bcc')}
          longLabel={t('fields.bccLong')}
          list={letter.bcc}
          change={list => change({ bcc: list })}
        />
      )}
      <div className="write-row">
        <label className="write-label" htmlFor="write-subject">
          {t('fields.subject')}
        </label>
        <input
          ref={subject}
          id="write-subject"
          className="write-subject"
          type="text"
          autoComplete="off"
          lang={language}
          spellCheck
          maxLength={900}
          value={letter.subject}
          onChange={event => change({ subject: event.target.value })}
        />
      </div>
    </div>
  );
}

/** Shown where there is a choice; another identity brings its signature and its own hidden copies. */
function From({ desk, letter, change, current }: Pick<Props, 'desk' | 'letter' | 'change' | 'current'>) {
  const { t } = useComposeWords();
  const identities = useCell(desk.identities);
  if (identities.length < 2) return null;
  const now = identities.find(({ id }) => id === letter.identityId) ?? identities[0];
  function choose(id: string): void {
    const next = identities.find(each => each.id === id);
    if (next === undefined || next === now) return;
    const written = current();
    const html = changeSignature(written.html, signatureOf(next), signatureOf(now) !== '');
    const former = new Set((now?.bcc ?? []).map(({ email }) => email));
    const bcc = [...written.bcc.filter(({ email }) => !former.has(email)), ...(next.bcc ?? [])];
    change({ identityId: id, html, bcc });
  }
  return (
    <div className="write-row">
      <label className="write-label" htmlFor="write-from">
        {t('fields.from')}
      </label>
      <select
        id="write-from"
        className="write-from"
        value={now?.id ?? ''}
        onChange={event => choose(event.target.value)}
      >
        {identities.map(({ id, name, email }) => (
          <option key={id} value={id}>
            {name === '' ? email : `${name} <${email}>`}
          </option>
        ))}
      </select>
    </div>
  );
}
