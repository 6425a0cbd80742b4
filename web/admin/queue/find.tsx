import { type FormEvent, useState } from 'react';
import { TextLine } from '../../desk/frame/fields.tsx';
import { useGo } from '../../desk/frame/router.tsx';
import { useWords } from '../words/words.ts';

/** What one address of the house has waiting. */
export function Find() {
  const { t } = useWords();
  const go = useGo();
  const [address, setAddress] = useState('');
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (address.trim() !== '') go(`file?${new URLSearchParams({ compte: address.trim() })}`);
  }
  return (
    <form className="queue-find" onSubmit={submit}>
      <TextLine label={t('queue.ofAccount')} value={address} onChange={setAddress} type="search" />
      <button type="submit" className="button button-quiet">
        {t('queue.show')}
      </button>
    </form>
  );
}
