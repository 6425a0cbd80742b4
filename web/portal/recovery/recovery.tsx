/** A forgotten password (R32): prove who one is, once more where something is registered, wait where the house asks for it, set a new one. */
import type { RecoveryReply } from '@vaguemestre/contract/recovery.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Heading } from '../../design/heading.tsx';
import { Notice } from '../../design/notice.tsx';
import { Channels } from '../help/channels.tsx';
import { NeverAsked } from '../help/never-asked.tsx';
import { Link } from '../navigation.tsx';
import { AnewStep } from './anew-step.tsx';
import { ProofStep } from './proof-step.tsx';
import { SecondProofStep } from './second-proof-step.tsx';

type Stage = { kind: 'proof' } | { kind: 'second' | 'anew'; recovery: RecoveryReply } | { kind: 'done' };

export default function Recovery() {
  const { t } = useTranslation();
  const [stage, setStage] = useState<Stage>({ kind: 'proof' });
  return (
    <div className="page-narrow stack home">
      {stage.kind === 'proof' && (
        <ProofStep proven={recovery => setStage({ kind: recovery.proofs.length > 0 ? 'second' : 'anew', recovery })} />
      )}
      {stage.kind === 'second' && (
        <SecondProofStep recovery={stage.recovery} proven={() => setStage({ ...stage, kind: 'anew' })} />
      )}
      {stage.kind === 'anew' && <AnewStep recovery={stage.recovery} finished={() => setStage({ kind: 'done' })} />}
      {stage.kind === 'done' && (
        <div className="card stack stack-wide">
          <Heading>{t('recovery.done.title')}</Heading>
          <Notice tone="good">
            <p>{t('recovery.done.text')}</p>
          </Notice>
          <p>
            <Link to="/connexion" className="button button-main">
              {t('signIn.act')}
            </Link>
          </p>
        </div>
      )}
      <NeverAsked />
      <Channels />
    </div>
  );
}
