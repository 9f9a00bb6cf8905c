import { Anchor, Text, Title } from '@mantine/core';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalMedia } from '../../core/media/localMedia';
import { api } from '../../core/api/client';
import { useLoad } from '../../hooks/useLoad';
import { useSessionState, useSessionView } from '../../hooks/useSession';
import { SelfView } from '../call/SelfView';
import classes from './WaitingRoom.module.css';

/** A calm place to wait; it says that the connection holds. */
export function WaitingRoom({ local, onDevices, onConsents }: { local: LocalMedia; onDevices: () => void; onConsents: () => void }) {
  const { t } = useTranslation();
  const { link } = useSessionState();
  const { sessionId, clinicianPresent, clinicianName } = useSessionView();
  const load = useCallback((signal: AbortSignal) => api.therapist(sessionId, signal), [sessionId]);
  const { data } = useLoad(load, 5000);
  const therapist = clinicianPresent ? 'here' : data?.status === 'withSomeone' ? 'withSomeone' : 'notYet';
  const status = {
    connecting: 'waitingConnecting',
    connected: 'waitingConnected',
    reconnecting: 'waitingReconnecting',
    signedOut: 'signedOut',
  } as const;
  return (
    <div className={classes.room} data-testid="waiting-room" data-link={link}>
      <div className={classes.breath}>
        <i aria-hidden />
        <i aria-hidden />
        <div className={classes.picture}>
          <SelfView local={local} />
        </div>
      </div>
      <Title order={1} ta="center">
        {t('join.waitingTitle')}
      </Title>
      <Text ta="center" c="dimmed" maw={400} aria-live="polite" data-testid="therapist-status" data-status={therapist}>
        {t(`safety.therapist.${therapist}`, { clinician: clinicianName })}
      </Text>
      <p className={classes.status} role="status" data-link={link}>
        <span className={classes.dot} aria-hidden />
        {t(`join.${status[link]}`)}
      </p>
      <div className={classes.links}>
        <Anchor component="button" size="sm" onClick={onDevices}>
          {t('join.changeDevices')}
        </Anchor>
        <Anchor component="button" size="sm" onClick={onConsents}>
          {t('join.changeConsents')}
        </Anchor>
      </div>
    </div>
  );
}
