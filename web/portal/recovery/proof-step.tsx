import { type RecoveryReply, recoveryReply } from '@vaguemestre/contract/recovery.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../../request.ts';
import { ProofForm, type Proofs } from '../proofs/proof-form.tsx';

export function ProofStep({ proven }: { proven: (recovery: RecoveryReply) => void }) {
  const { t } = useTranslation();
  /** The NUMEN, or for those without one the code of the secretary (R33). */
  const [by, setBy] = useState<'numen' | 'code'>('numen');

  async function submit({ identifier, birthDate, ...given }: Proofs): Promise<void> {
    proven(await post('/api/recovery', { identifier, birthDate, [by]: given[by] }, recoveryReply));
  }

  return (
    <ProofForm
      title={t('recovery.title')}
      lead={t('recovery.lead')}
      fields={['identifier', by, 'birthDate']}
      birthHint={t('recovery.birthHint')}
      instead={{
        of: by,
        words: t(by === 'numen' ? 'recovery.byCode' : 'recovery.byNumen'),
        turn: () => setBy(by === 'numen' ? 'code' : 'numen'),
      }}
      refused={{ title: t('proof.refused'), text: t('recovery.refusedText') }}
      submit={submit}
    >
      <p className="small soft">{t('recovery.roles')}</p>
    </ProofForm>
  );
}
