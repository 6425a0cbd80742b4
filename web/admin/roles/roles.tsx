/** Roles: who helps others, where and until when; given by one administrator, but for administrators by two (R35, R38–R40). */
import { rolesReply } from '@vaguemestre/contract/support.ts';
import { useState } from 'react';
import * as z from 'zod/mini';
import { Dialog } from '../../design/dialog.tsx';
import { Heading } from '../../design/heading.tsx';
import { Refusal, useAct, useAsked } from '../../desk/frame/asked.tsx';
import { TextLine } from '../../desk/frame/fields.tsx';
import { useTimes } from '../../desk/frame/times.ts';
import { useTold } from '../../desk/frame/told.tsx';
import { useFrameWords } from '../../desk/frame/words.ts';
import { post } from '../../request.ts';
import { useWords } from '../words/words.ts';
import { Grant } from './grant.tsx';

type Role = z.infer<typeof rolesReply>['roles'][number];
const order = ['administrator', 'support', 'analyst', 'secretary', 'referent'] as const;

export default function Roles() {
  const { t } = useWords();
  const { t: frame } = useFrameWords();
  const { day } = useTimes();
  const { answer, failure, again } = useAsked('roles', () => post('/api/support/roles', {}, rolesReply));
  const [granting, setGranting] = useState(false);
  const [ending, setEnding] = useState<Role | null>(null);
  return (
    <div className="room stack stack-wide">
      <header className="stack stack-tight">
        <Heading>{t('roles.title')}</Heading>
        <p className="soft">{t('roles.lead')}</p>
      </header>
      <div>
        <button type="button" className="button button-main" onClick={() => setGranting(true)}>
          {t('roles.give')}
        </button>
      </div>
      <Refusal failure={failure} again={() => void again()} />
      {order.map(role => {
        const held = answer?.roles.filter(each => each.role === role) ?? [];
        if (held.length === 0) return null;
        return (
          <section className="stack stack-tight" key={role} aria-labelledby={`role-${role}`}>
            <h2 id={`role-${role}`}>
              {frame(`roles.${role}`)} <span className="soft">({held.length})</span>
            </h2>
            <ul className="lines">
              {held.map(each => (
                <li className="line" key={each.id}>
                  <span className="line-text">
                    <a href={`/bureau/personnes/${each.accountId}`}>
                      {each.givenName} <strong>{each.familyName}</strong>
                    </a>
                    <span className="line-more">
                      {each.uai !== '' && <span className="fixed">{each.uai} · </span>}
                      {t('roles.since', { day: day(each.firstDay) })}
                      {each.lastDay !== null && ` ${t('roles.until', { day: day(each.lastDay) })}`}
                    </span>
                  </span>
                  <button
                    type="button"
                    className="button button-plain"
                    aria-label={t('roles.endOf', {
                      role: frame(`roles.${role}`),
                      name: `${each.givenName} ${each.familyName}`,
                    })}
                    onClick={() => setEnding(each)}
                  >
                    {t('roles.end')}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {granting && <Grant close={() => setGranting(false)} granted={again} />}
      {ending !== null && <End grant={ending} close={() => setEnding(null)} ended={again} />}
    </div>
  );
}

/** Takes a role back; from an administrator it is proposed. */
function End({ grant, close, ended }: { grant: Role; close: () => void; ended: () => Promise<void> }) {
  const { t } = useWords();
  const { t: frame } = useFrameWords();
  const tell = useTold();
  const { failure, working, act } = useAct();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const byTwo = grant.role === 'administrator';
  const name = `${grant.givenName} ${grant.familyName}`;

  async function end(): Promise<void> {
    setTried(true);
    if (byTwo && reason.trim() === '') return;
    const went = await act(async () => {
      const proposal = { act: 'revoke-administrator', accountId: grant.accountId, reason: reason.trim() };
      if (byTwo) await post('/api/support/propose', proposal, z.object({ id: z.number() }));
      else await post('/api/support/roles/revoke', { id: grant.id }, z.object({ done: z.literal(true) }));
    });
    if (!went) return;
    tell(t(byTwo ? 'roles.proposed' : 'roles.ended', { name }));
    close();
    await ended();
  }

  return (
    <Dialog
      title={t('roles.endOf', { role: frame(`roles.${grant.role}`), name })}
      closeLabel={frame('close')}
      onClose={close}
    >
      <p>{t(byTwo ? 'roles.endByTwo' : 'roles.endExplain')}</p>
      {byTwo && (
        <TextLine
          label={t('roles.reason')}
          value={reason}
          onChange={setReason}
          long
          maxLength={200}
          error={tried && reason.trim() === '' ? t('roles.reasonMissing') : undefined}
        />
      )}
      <Refusal failure={failure} />
      <div className="row dialog-acts">
        <button type="button" className="button button-quiet" onClick={close}>
          {frame('cancel')}
        </button>
        <button
          type="button"
          className={`button button-danger ${working ? 'button-pending' : ''}`}
          onClick={() => void end()}
        >
          {t(byTwo ? 'roles.propose' : 'roles.end')}
        </button>
      </div>
    </Dialog>
  );
}
