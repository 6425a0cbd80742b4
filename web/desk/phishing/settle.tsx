/** The verdict and all that follows from it, said before it is done, in one act. */
import {
  type CampaignReply,
  type PhishingBlock,
  type RecipientEntry,
  settleReply,
} from '@vaguemestre/contract/phishing.ts';
import { type FormEvent, useState } from 'react';
import { Check } from '../../design/check.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { post } from '../../request.ts';
import { Refusal, useAct } from '../frame/asked.tsx';
import { useTold } from '../frame/told.tsx';
import { useFrameWords } from '../frame/words.ts';
import type { Judged } from './reports.tsx';
import { useWords } from './words.ts';

type Props = {
  shown: CampaignReply;
  verdict: Judged;
  recipients: readonly RecipientEntry[];
  /** Accounts ticked in the list. */
  ticked: ReadonlySet<number>;
  close: () => void;
  changed: () => Promise<void>;
};

const keyOf = ({ kind, value }: PhishingBlock) => `${kind} ${value}`;

export function Settle({ shown, verdict, recipients, ticked, close, changed }: Props) {
  const { t } = useWords();
  const { t: frame } = useFrameWords();
  const tell = useTold();
  const { failure, working, act } = useAct();
  const { campaign, reach, proposed } = shown;
  const acted = recipients.filter(({ answered, followed, warned }) => (answered || followed) && !warned);
  const giving = new Set([
    ...ticked,
    ...recipients.filter(({ answered }) => answered).map(({ accountId }) => accountId),
  ]);
  const harmful = verdict !== 'harmless';
  const [pullBack, setPullBack] = useState(harmful && reach.accounts > 0);
  const [blocks, setBlocks] = useState<ReadonlySet<string>>(new Set(verdict === 'phishing' ? proposed.map(keyOf) : []));
  const [answer, setAnswer] = useState(true);
  const [warn, setWarn] = useState(acted.length > 0);
  const [passwords, setPasswords] = useState(ticked.size > 0);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const went = await act(async () => {
      const phishing = verdict === 'phishing';
      const settled = await post(
        '/api/phishing/settle',
        {
          id: campaign.id,
          verdict,
          pullBack: harmful && pullBack,
          blocks: harmful ? proposed.filter(block => blocks.has(keyOf(block))) : [],
          answer,
          warn: phishing && warn,
          passwords: phishing && passwords ? [...giving] : [],
        },
        settleReply,
      );
      const { answered, warned, passwordsAsked } = settled;
      tell(
        t('settle.done', { accounts: settled.pulledBack?.accounts ?? 0, answered, warned, passwords: passwordsAsked }),
      );
    });
    if (!went) return;
    close();
    await changed();
  }

  return (
    <Dialog title={t(`settle.title.${verdict}`)} closeLabel={frame('close')} onClose={close}>
      <form className="stack" onSubmit={event => void submit(event)}>
        {!harmful && <p>{t('settle.explainHarmless')}</p>}
        {harmful && (
          <Check isSelected={pullBack} onChange={setPullBack}>
            {t('settle.pullBack', { accounts: reach.accounts })}
          </Check>
        )}
        {harmful && proposed.length > 0 && (
          <fieldset className="choices">
            <legend className="field-label">{t('settle.block')}</legend>
            {proposed.map(block => (
              <Check
                key={keyOf(block)}
                isSelected={blocks.has(keyOf(block))}
                onChange={now => {
                  const next = new Set(blocks);
                  if (now) next.add(keyOf(block));
                  else next.delete(keyOf(block));
                  setBlocks(next);
                }}
              >
                {t(`settle.blocks.${block.kind}`, { value: block.value })}
              </Check>
            ))}
          </fieldset>
        )}
        <Check isSelected={answer} onChange={setAnswer}>
          {t('settle.answer', { count: campaign.reports })}
        </Check>
        {verdict === 'phishing' && acted.length > 0 && (
          <Check isSelected={warn} onChange={setWarn}>
            {t('settle.warn', { count: acted.length })}
          </Check>
        )}
        {verdict === 'phishing' && giving.size > 0 && (
          <Check isSelected={passwords} onChange={setPasswords}>
            {t('settle.passwords', { count: giving.size })}
          </Check>
        )}
        <Refusal failure={failure} own={{ policy: t('settle.house') }} />
        <div className="row dialog-acts">
          <button type="button" className="button button-quiet" onClick={close}>
            {frame('cancel')}
          </button>
          <button type="submit" className={`button button-main ${working ? 'button-pending' : ''}`}>
            {working ? frame('working') : t('settle.act')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
