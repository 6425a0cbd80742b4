/** What waits for a second person: read, checked, confirmed or set aside (R35, R29). */
import { type codeReply, confirmedReply, proposalsReply } from '@vaguemestre/contract/support.ts';
import { useState } from 'react';
import * as z from 'zod/mini';
import { Dialog } from '../../design/dialog.tsx';
import { Heading } from '../../design/heading.tsx';
import { post } from '../../request.ts';
import { Refusal, useAct, useAsked } from '../frame/asked.tsx';
import { Link } from '../frame/link.tsx';
import { useStanding } from '../frame/standing.ts';
import { useTimes } from '../frame/times.ts';
import { useTold } from '../frame/told.tsx';
import { useFrameWords } from '../frame/words.ts';
import { HandedCode } from '../people/handed-code.tsx';
import { identities } from '../people/identities.ts';
import { fr } from '../words/fr.ts';
import { useWords } from '../words/words.ts';

type Proposal = z.infer<typeof proposalsReply>['proposals'][number];

export default function Confirm() {
  const { t } = useWords();
  const { answer, failure, again } = useAsked('proposals', () => post('/api/support/proposals', {}, proposalsReply));
  return (
    <div className="room stack stack-wide">
      <header className="stack stack-tight">
        <Heading>{t('confirm.title')}</Heading>
        <p className="soft">{t('confirm.lead')}</p>
      </header>
      <Refusal failure={failure} again={() => void again()} />
      {answer?.proposals.length === 0 && <p className="nothing">{t('confirm.none')}</p>}
      <ul className="items">
        {answer?.proposals.map(each => (
          <li key={each.id}>
            <Proposed proposal={each} settled={again} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Proposed({ proposal, settled }: { proposal: Proposal; settled: () => Promise<void> }) {
  const { t } = useWords();
  const { accountId: me } = useStanding();
  const { moment, day } = useTimes();
  const tell = useTold();
  const { failure, working, act } = useAct();
  const [asking, setAsking] = useState(false);
  const acts = fr.confirm.acts;
  const what = proposal.act in acts ? t(`confirm.acts.${proposal.act as keyof typeof acts}`) : proposal.act;
  const mine = proposal.proposedBy === me;
  const proof = identities.find(each => each === proposal.identity);
  return (
    <article className="item" aria-label={`${what} : ${proposal.subject}`}>
      <h2>
        {what} : <Link to={`personnes/${proposal.accountId}`}>{proposal.subject}</Link>
      </h2>
      <p className="proposal-reason">{proposal.reason}</p>
      <p className="soft small">
        {t('confirm.by', { name: proposal.proposer, at: moment(proposal.proposedAt) })} ·{' '}
        {t('confirm.until', { at: moment(proposal.expiresAt) })}
        {proof !== undefined && ` · ${t('confirm.identity', { proof: t(`identity.${proof}`) })}`}
        {proposal.firstDay !== null &&
          ` · ${
            proposal.lastDay === null
              ? t('confirm.from', { from: day(proposal.firstDay) })
              : t('confirm.days', { from: day(proposal.firstDay), to: day(proposal.lastDay) })
          }`}
      </p>
      {mine && <p>{t('confirm.mine')}</p>}
      <Refusal failure={failure} own={{ policy: t('confirm.gone') }} />
      <div className="row">
        {!mine && (
          <button type="button" className="button button-main button-small" onClick={() => setAsking(true)}>
            {t('confirm.confirm')}
          </button>
        )}
        <button
          type="button"
          className={`button button-quiet button-small ${working ? 'button-pending' : ''}`}
          onClick={() =>
            void act(async () => {
              await post('/api/support/withdraw', { id: proposal.id }, z.object({ done: z.literal(true) }));
              tell(t('confirm.withdrawn'));
              await settled();
            })
          }
        >
          {t('confirm.withdraw')}
        </button>
      </div>
      {asking && (
        <AskConfirm
          title={t('confirm.confirmAsk', { act: what, name: proposal.subject })}
          proposal={proposal}
          close={() => setAsking(false)}
          settled={settled}
        />
      )}
    </article>
  );
}

type AskProps = { title: string; proposal: Proposal; close: () => void; settled: () => Promise<void> };

function AskConfirm({ title, proposal, close, settled }: AskProps) {
  const { t } = useWords();
  const { t: frame } = useFrameWords();
  const tell = useTold();
  const { failure, working, act } = useAct();
  const [code, setCode] = useState<z.infer<typeof codeReply> | null>(null);

  async function end(): Promise<void> {
    close();
    await settled();
  }

  async function confirm(): Promise<void> {
    let made: z.infer<typeof codeReply> | null = null;
    const went = await act(async () => {
      made = (await post('/api/support/confirm', { id: proposal.id }, confirmedReply)).code;
    });
    if (!went) return;
    tell(t('confirm.confirmed'));
    // A code is read before the list moves on.
    if (made === null) await end();
    else setCode(made);
  }

  return (
    <Dialog title={title} closeLabel={frame('close')} onClose={() => void (code === null ? close() : end())}>
      {code !== null ? (
        <HandedCode code={code} close={() => void end()} />
      ) : (
        <div className="stack">
          <p className="proposal-reason">{proposal.reason}</p>
          <p>{t('confirm.confirmExplain')}</p>
          <Refusal failure={failure} own={{ policy: t('confirm.gone') }} />
          <div className="row dialog-acts">
            <button type="button" className="button button-quiet" onClick={close}>
              {frame('cancel')}
            </button>
            <button
              type="button"
              className={`button button-main ${working ? 'button-pending' : ''}`}
              onClick={() => void confirm()}
            >
              {t('confirm.confirm')}
            </button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
