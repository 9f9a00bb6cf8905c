import { Button } from '@mantine/core';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../core/api/client';
import type { ConsentDecision, ConsentKind, ProcessingState } from '../../core/api/types';
import { consentTextVersion } from '../../core/session/consents';
import { useAction } from '../../hooks/useAction';
import { useConnection, useSessionView } from '../../hooks/useSession';
import { Problem } from '../Problem';
import classes from './PrivacyBar.module.css';

/** Recording and face analysis: their state, and the means to stop each at once or let it go on. */
export function PrivacyBar() {
  const { t } = useTranslation();
  const { recording, emotionAnalysis } = useSessionView();
  return (
    <section className={classes.bar} aria-label={t('join.privacy')}>
      <Row kind="recording" subject="recording" state={recording} />
      <Row kind="emotionAnalysis" subject="analysis" state={emotionAnalysis} />
    </section>
  );
}

interface RowProps {
  kind: Exclude<ConsentKind, 'call'>;
  subject: 'recording' | 'analysis';
  state: ProcessingState;
}

function Row({ kind, subject, state }: RowProps) {
  const { t, i18n } = useTranslation();
  const connection = useConnection();
  const decide = useCallback(
    async (decision: ConsentDecision) => {
      await api.consent(connection.sessionId, kind, decision, consentTextVersion(i18n.language));
      await connection.refresh();
    },
    [connection, kind, i18n.language],
  );
  const { run, running, problem } = useAction(decide);
  const name = t(`room.${subject}`);
  const button = (id: string, label: 'pause' | 'resume' | 'withdraw' | 'allow', decision: ConsentDecision, variant = 'default') => (
    <Button
      size="xs"
      variant={variant}
      disabled={running}
      onClick={() => void run(decision)}
      aria-label={t('join.privacyAction', { action: t(`join.${label}`), subject: name })}
      data-testid={`privacy-${subject}-${id}`}
    >
      {t(`join.${label}`)}
    </Button>
  );
  const on = state === 'active' || state === 'ready' || state === 'delayed';
  const off = state === 'notConsented' || state === 'withdrawn';
  return (
    <div className={classes.row}>
      <div className={classes.status} data-testid={`status-${subject}`} data-state={state} role="status">
        <span className={classes.dot} aria-hidden />
        <span>
          <b>{name}</b>
          <span className={classes.words}>{t(`join.privacyState.${state}`)}</span>
        </span>
      </div>
      <div className={classes.buttons}>
        {on && button('pause', 'pause', 'paused')}
        {state === 'paused' && button('resume', 'resume', 'granted', 'light')}
        {(on || state === 'paused' || state === 'failed') && button('withdraw', 'withdraw', 'withdrawn')}
        {off && button('resume', 'allow', 'granted', 'light')}
      </div>
      <Problem problem={problem} />
    </div>
  );
}
