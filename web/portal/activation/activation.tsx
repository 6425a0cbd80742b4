/** The first sign-in (R6–R8): letter, charter, password, a way to be reached, done. Nothing is kept: a page left in the middle starts again. */
import type { CheckReply, Letter } from '@vaguemestre/contract/activation.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Steps } from '../../design/steps.tsx';
import { Channels } from '../help/channels.tsx';
import { NeverAsked } from '../help/never-asked.tsx';
import { useSession } from '../session.tsx';
import { CharterStep } from './charter-step.tsx';
import { ContactStep } from './contact-step.tsx';
import { DoneStep } from './done-step.tsx';
import { LetterStep } from './letter-step.tsx';
import { PasswordStep } from './password-step.tsx';

type Stage =
  | { kind: 'letter' }
  | { kind: 'charter'; letter: Letter; checked: CheckReply }
  | { kind: 'password'; letter: Letter; checked: CheckReply }
  | { kind: 'contact' | 'done'; address: string };

const order = ['letter', 'charter', 'password', 'contact', 'done'] as const;

export default function Activation() {
  const { t } = useTranslation();
  const { refresh } = useSession();
  const [stage, setStage] = useState<Stage>({ kind: 'letter' });
  return (
    <div className="page-narrow stack home">
      <Steps
        label={t('activation.path')}
        names={order.map(step => t(`activation.steps.${step}`))}
        now={order.indexOf(stage.kind)}
      />
      {stage.kind === 'letter' && (
        <LetterStep passed={(letter, checked) => setStage({ kind: 'charter', letter, checked })} />
      )}
      {stage.kind === 'charter' && (
        <CharterStep name={stage.checked.givenName} accepted={() => setStage({ ...stage, kind: 'password' })} />
      )}
      {stage.kind === 'password' && (
        <PasswordStep
          letter={stage.letter}
          checked={stage.checked}
          activated={address => {
            setStage({ kind: 'contact', address });
            void refresh();
          }}
          refused={() => setStage({ kind: 'letter' })}
        />
      )}
      {stage.kind === 'contact' && <ContactStep done={() => setStage({ ...stage, kind: 'done' })} />}
      {stage.kind === 'done' && <DoneStep address={stage.address} />}
      <NeverAsked />
      <Channels />
    </div>
  );
}
