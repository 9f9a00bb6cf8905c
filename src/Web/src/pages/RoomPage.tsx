import { Button, Group } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { MessagePage } from '../components/CenteredMessage';
import { PageLoader } from '../components/PageLoader';
import { EndedPanel } from '../components/room/EndedPanel';
import { LiveRoom } from '../components/room/LiveRoom';
import { PrivacyScreen } from '../components/room/PrivacyScreen';
import { RoomHeader } from '../components/room/RoomHeader';
import { WaitingPanel } from '../components/room/WaitingPanel';
import { api } from '../core/api/client';
import { useArrival } from '../hooks/useArrival';
import { useLoad } from '../hooks/useLoad';
import { useMarkers } from '../hooks/useMarkers';
import { useLocalMedia } from '../hooks/useMedia';
import { useNotes } from '../hooks/useNotes';
import { usePrivacy } from '../hooks/usePrivacy';
import { SessionProvider, useSessionView } from '../hooks/useSession';
import { useTitle } from '../hooks/useTitle';
import { WorkspaceProvider } from '../hooks/useWorkspace';
import classes from './RoomPage.module.css';

export default function RoomPage({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation();
  const load = useCallback((signal: AbortSignal) => api.session(sessionId, signal), [sessionId]);
  const { data: view, problem, reload } = useLoad(load);
  if (!view) {
    if (!problem) return <PageLoader />;
    return (
      <MessagePage title={t('common.notFoundTitle')} text={t(`error.${problem.code}`)}>
        <Group>
          <Button variant="default" onClick={reload}>
            {t('common.retry')}
          </Button>
          <Button component={Link} href="/" variant="light">
            {t('common.toCaseload')}
          </Button>
        </Group>
      </MessagePage>
    );
  }
  return (
    <SessionProvider initial={view}>
      <WorkspaceProvider>
        <Room />
      </WorkspaceProvider>
    </SessionProvider>
  );
}

function Room() {
  const { t } = useTranslation();
  const { sessionId, phase, patientName = '' } = useSessionView();
  const local = useLocalMedia(phase !== 'ended');
  const { book, mark } = useMarkers();
  // Held here, so that what is not saved yet goes on being sent after the session has ended.
  const record = useNotes(sessionId, 'record');
  const process = useNotes(sessionId, 'process');
  const books = useMemo(() => ({ record, process }), [record, process]);
  const [hidden, setHidden] = usePrivacy();
  const main = useArrival(phase);
  useTitle(hidden ? null : t('room.title', { name: patientName }));
  return (
    <div className={classes.room} data-testid="room" data-phase={phase} data-hidden={hidden}>
      {hidden && <PrivacyScreen onShow={() => setHidden(false)} />}
      <RoomHeader onMark={() => mark(null)} onHide={() => setHidden(true)} />
      <main ref={main} className={classes.main} tabIndex={-1}>
        {phase === 'live' && <LiveRoom local={local} book={book} mark={mark} books={books} />}
        {(phase === 'scheduled' || phase === 'waiting') && <WaitingPanel local={local} />}
        {phase === 'ended' && <EndedPanel books={books} />}
      </main>
    </div>
  );
}
