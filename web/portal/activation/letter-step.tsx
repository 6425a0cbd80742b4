import { type CheckReply, checkReply, type Letter } from '@vaguemestre/contract/activation.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { post } from '../../request.ts';
import { ProofForm, type Proofs } from '../proofs/proof-form.tsx';

export function LetterStep({ passed }: { passed: (letter: Letter, checked: CheckReply) => void }) {
  const { t } = useTranslation();
  const [by, setBy] = useState<'numen' | 'birthDate'>('numen');

  async function submit({ identifier, provisionalPassword, numen, birthDate }: Proofs): Promise<void> {
    const proof = by === 'numen' ? ({ kind: 'numen', numen } as const) : ({ kind: 'birth-date', birthDate } as const);
    const letter: Letter = { identifier, provisionalPassword, proof };
    passed(letter, await post('/api/activation/check', letter, checkReply));
  }

  return (
    <ProofForm
      title={t('activation.letter.title')}
      lead={t('activation.letter.lead')}
      fields={['identifier', 'provisionalPassword', by]}
      birthHint={t('activation.letter.birthHint')}
      instead={{
        of: by,
        words: t(by === 'numen' ? 'proof.noNumen' : 'proof.haveNumen'),
        turn: () => setBy(by === 'numen' ? 'birthDate' : 'numen'),
      }}
      refused={{ title: t('proof.refused'), text: t('activation.letter.refusedText') }}
      submit={submit}
    />
  );
}
