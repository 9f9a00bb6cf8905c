import { Button, Stack, Text, Title } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../core/api/client';
import type { SessionView } from '../../core/api/types';
import { consentTextVersion, decisionsFor, type ConsentChoices } from '../../core/session/consents';
import { useAction } from '../../hooks/useAction';
import { Problem } from '../Problem';
import { ConsentCard } from './ConsentCard';

const granted = (state: SessionView['recording']) => state === 'ready' || state === 'active' || state === 'delayed';

/** Four separate choices, none made in advance; only the call is needed to go on. */
export function ConsentForm({ view, onDone }: { view: SessionView; onDone: () => void }) {
  const { t, i18n } = useTranslation();
  const [choices, setChoices] = useState<ConsentChoices>({
    call: view.phase !== 'scheduled',
    recording: granted(view.recording),
    emotionAnalysis: granted(view.emotionAnalysis),
    supervision: view.supervision,
  });
  const send = useCallback(
    async (chosen: ConsentChoices) => {
      const version = consentTextVersion(i18n.language);
      for (const { kind, decision } of decisionsFor(chosen, view)) await api.consent(view.sessionId, kind, decision, version);
      if (view.phase === 'scheduled') await api.enterWaitingRoom(view.sessionId);
      onDone();
    },
    [i18n.language, view, onDone],
  );
  const { run, running, problem } = useAction(send);
  const card = (kind: keyof ConsentChoices, forbidden = false) => (
    <ConsentCard
      kind={kind}
      checked={choices[kind] && !forbidden}
      forbidden={forbidden}
      onChange={(checked) => setChoices((before) => ({ ...before, [kind]: checked }))}
    />
  );
  return (
    <Stack gap="md">
      <div>
        <Title order={1}>{t('join.consentTitle')}</Title>
        <Text c="dimmed" mt={4}>
          {t('join.consentText')}
        </Text>
      </div>
      {card('call')}
      {card('recording', view.recording === 'forbidden')}
      {card('emotionAnalysis', view.emotionAnalysis === 'forbidden')}
      {card('supervision')}
      <Text size="sm" c="dimmed">
        {t('join.anyTime')}
      </Text>
      <Problem problem={problem} />
      <Button
        size="lg"
        fullWidth
        disabled={!choices.call}
        loading={running}
        onClick={() => void run(choices)}
        data-testid="consent-continue"
      >
        {t('join.consentContinue')}
      </Button>
      {!choices.call && (
        <Text size="sm" ta="center" c="dimmed">
          {t('join.consentNeeded')}
        </Text>
      )}
    </Stack>
  );
}
