import { Button, Group } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { CenteredMessage } from '../components/CenteredMessage';
import { PageLoader } from '../components/PageLoader';
import { LiveRoom } from '../components/room/LiveRoom';
import { RoomHeader } from '../components/room/RoomHeader';
import { WaitingPanel } from '../components/room/WaitingPanel';
import { api } from '../core/api/client';
import { useLoad } from '../hooks/useLoad';
import { useMarkers } from '../hooks/useMarkers';
import { useLocalMedia } from '../hooks/useMedia';
import { SessionProvider, useSessionView } from '../hooks/useSession';
import classes from './RoomPage.module.css';

export default function RoomPage({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation();
  const load = useCallback((signal: AbortSignal) => api.session(sessionId, signal), [sessionId]);
  const { data: view, problem, reload } = useLoad(load);
  if (!view) {
    if (!problem) return <PageLoader />;
    return (
      <CenteredMessage title={t('common.notFoundTitle')} text={t(`error.${problem.code}`)}>
        <Group>
          <Button variant="default" onClick={reload}>
            {t('common.retry')}
          </Button>
          <Button component={Link} href="/" variant="light">
            {t('common.toCaseload')}
          </Button>
        </Group>
      </CenteredMessage>
    );
  }
  return (
    <SessionProvider initial={view}>
      <Room />
    </SessionProvider>
  );
}

function Room() {
  const { t } = useTranslation();
  const { sessionId, phase, patientName = '' } = useSessionView();
  const local = useLocalMedia(phase !== 'ended');
  const { book, mark } = useMarkers();
  useEffect(() => {
    document.title = t('room.title', { name: patientName });
    return () => {
      document.title = t('common.appName');
    };
  }, [patientName, t]);
  return (
    <div className={classes.room} data-testid="room" data-phase={phase}>
      <RoomHeader onMark={mark} />
      {phase === 'live' && <LiveRoom local={local} book={book} />}
      {(phase === 'scheduled' || phase === 'waiting') && <WaitingPanel local={local} />}
      {phase === 'ended' && (
        <CenteredMessage
          title={t('room.endedTitle')}
          text={t('room.endedText')}
          icon={<IconCircleCheck size={34} />}
          testId="session-ended"
        >
          <Button component={Link} href={`/sessions/${sessionId}/review`} size="lg" data-testid="open-review">
            {t('room.openReview')}
          </Button>
        </CenteredMessage>
      )}
    </div>
  );
}
