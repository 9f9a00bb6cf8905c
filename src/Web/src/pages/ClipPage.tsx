import { Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { BackLink } from '../components/BackLink';
import { CenteredMessage } from '../components/CenteredMessage';
import { ClinicianLayout } from '../components/ClinicianLayout';
import classes from '../components/clips/Clips.module.css';
import { Watermark } from '../components/clips/Watermark';
import { Problem } from '../components/Problem';
import { KeyMap } from '../components/review/KeyMap';
import { ReviewVideo } from '../components/review/ReviewVideo';
import { TransportBar } from '../components/review/TransportBar';
import { rights, type ClipPlay } from '../core/api/rights';
import { segmentsOf } from '../core/review/segments';
import { formatDate } from '../core/util/format';
import { useLoad } from '../hooks/useLoad';
import { useTitle } from '../hooks/useTitle';
import { usePlayer } from '../hooks/usePlayer';
import { useTransport } from '../hooks/useTransport';

/** How often a page asks whether its clip is still open, milliseconds: what was taken back disappears. */
const askEveryMs = 5000;

export default function ClipPage({ sessionId, clipId }: { sessionId: string; clipId: string }) {
  const { t } = useTranslation();
  const load = useCallback((signal: AbortSignal) => rights.clip(sessionId, clipId, signal), [sessionId, clipId]);
  const { data: play, problem, reload } = useLoad(load, askEveryMs);
  useTitle(t('oversight.clipsTitle'));
  const gone = problem?.code === 'notFound';
  return (
    <ClinicianLayout wide>
      {gone && (
        <CenteredMessage
          title={t('oversight.clipGone')}
          text={t('oversight.clipGoneText')}
          icon={<IconLock size={32} />}
          testId="clip-gone"
        />
      )}
      {!gone && !play && (problem ? <Problem problem={problem} onRetry={reload} /> : <Skeleton height={420} radius="lg" />)}
      {!gone && play && <Player play={play} />}
    </ClinicianLayout>
  );
}

function Player({ play }: { play: ClipPlay }) {
  const { t, i18n } = useTranslation();
  const { clip } = play;
  const transport = useTransport(clip.lengthMs, 0);
  const { showing, run, helpOpen, closeHelp } = usePlayer(transport, nothing, nothing);
  // The page asks again and again: the pictures must not begin anew with every answer.
  const key = JSON.stringify(play.segments);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- by content
  const segments = useMemo(() => play.segments, [key]);
  const patient = useMemo(() => segmentsOf(segments, 'patient'), [segments]);
  const clinician = useMemo(() => segmentsOf(segments, 'clinician'), [segments]);
  const mark = t('oversight.watermark', { name: play.watermark, when: formatDate(new Date().toISOString(), i18n.language) });
  return (
    <Stack gap="md" data-testid="clip">
      <div>
        <BackLink href="/clips" label={t('oversight.clipsTitle')} />
        <Title order={1} size="h2" mt="xs">
          {clip.reason}
        </Title>
        <Text size="sm" c="dimmed">
          {t('oversight.clipOf', { name: clip.therapistName })} ·{' '}
          {t('oversight.clipUntil', { when: formatDate(clip.expiresAt, i18n.language) })}
        </Text>
      </div>
      <div className={classes.videos}>
        {(
          [
            ['patient', patient, t('review.patient')],
            ['clinician', clinician, t('oversight.therapist')],
          ] as const
        ).map(([role, parts, label]) => (
          <ReviewVideo
            key={role}
            transport={transport}
            segments={parts}
            label={label}
            showing={showing[role]}
            onHide={() => run(role === 'patient' ? 'hidePatient' : 'hideClinician')}
            onMute={() => run(role === 'patient' ? 'mutePatient' : 'muteClinician')}
            testId={`clip-video-${role}`}
          >
            <Watermark text={mark} />
          </ReviewVideo>
        ))}
      </div>
      <TransportBar transport={transport} />
      <Text size="sm" c="dimmed">
        {t('oversight.watched')}
      </Text>
      {helpOpen && <KeyMap onClose={closeHelp} />}
    </Stack>
  );
}

const nothing: never[] = [];
