import { Button, Text, Title } from '@mantine/core';
import { IconDoorEnter } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../core/api/client';
import type { LocalMedia } from '../../core/media/localMedia';
import { formatTime } from '../../core/util/format';
import { useAction } from '../../hooks/useAction';
import { useConnection, useSessionView } from '../../hooks/useSession';
import { CallControls } from '../call/CallControls';
import { DeviceNotice } from '../call/DeviceNotice';
import { SelfView } from '../call/SelfView';
import { Problem } from '../Problem';
import { SafetyDetails } from './SafetyDetails';
import classes from './WaitingPanel.module.css';

/** Before the session: one's own picture, who is waiting, and the door. */
export function WaitingPanel({ local }: { local: LocalMedia }) {
  const { t, i18n } = useTranslation();
  const connection = useConnection();
  const { phase, patientPresent, patientAway, serverTime, patientName: name = '' } = useSessionView();
  const admit = useCallback(async () => {
    await api.admit(connection.sessionId);
    await connection.refresh();
  }, [connection]);
  const { run, running, problem } = useAction(admit);
  const waiting = phase === 'waiting';
  const here = waiting ? 'room.waitingTitle' : 'room.arriving';
  const notHere = waiting ? 'room.waitingGone' : 'room.preparing';
  const present = waiting ? 'room.waitingText' : 'room.arrivingText';
  const absent = waiting ? 'room.waitingAway' : 'room.preparingText';
  const gone = patientAway?.since ?? serverTime;
  return (
    <section className={classes.stage}>
      <div className={classes.card} data-waiting={waiting} data-testid="waiting-panel">
        <div className={classes.preview}>
          <SelfView local={local} />
          <div className={classes.controls}>
            <CallControls local={local} />
          </div>
        </div>
        <div className={classes.words} aria-live="polite">
          <Title order={2}>{t(patientPresent ? here : notHere, { name })}</Title>
          <Text className={classes.text}>{t(patientPresent ? present : absent, { name, time: formatTime(gone, i18n.language) })}</Text>
          {(waiting || patientPresent) && <SafetyDetails />}
          <DeviceNotice local={local} />
          <Problem problem={problem} />
          {waiting && (
            <Button
              size="lg"
              mt="sm"
              loading={running}
              onClick={() => void run()}
              leftSection={<IconDoorEnter size={22} aria-hidden />}
              data-testid="admit"
            >
              {t('room.admit', { name })}
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}
