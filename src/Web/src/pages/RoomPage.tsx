import { Button, Group } from '@mantine/core';
import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { CenteredMessage } from '../components/CenteredMessage';
import { PageLoader } from '../components/PageLoader';
import { EndedPanel } from '../components/room/EndedPanel';
import { LiveRoom } from '../components/room/LiveRoom';
import { RoomHeader } from '../components/room/RoomHeader';
import { WaitingPanel } from '../components/room/WaitingPanel';
import { api } from '../core/api/client';
import { useLoad } from '../hooks/useLoad';
import { useMarkers } from '../hooks/useMarkers';
import { useLocalMedia } from '../hooks/useMedia';
import { useNotes } from '../hooks/useNotes';
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
  // Held here, so that what is not saved yet goes on being sent after the session has ended.
  const notes = useNotes(sessionId);
  useEffect(() => {
    document.title = t('room.title', { name: patientName });
    return () => {
      document.title = t('common.appName');
    };
  }, [patientName, t]);
  return (
    <div className={classes.room} data-testid="room" data-phase={phase}>
      <RoomHeader onMark={mark} />
      <main className={classes.main}>
        {phase === 'live' && <LiveRoom local={local} book={book} notes={notes} />}
        {(phase === 'scheduled' || phase === 'waiting') && <WaitingPanel local={local} />}
        {phase === 'ended' && <EndedPanel sessionId={sessionId} queue={notes.queue} />}
      </main>
    </div>
  );
}
