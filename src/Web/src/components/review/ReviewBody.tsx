import { Alert, Skeleton, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearch } from 'wouter';
import { api } from '../../core/api/client';
import type { Review, Segment } from '../../core/api/types';
import { momentOf } from '../../core/review/link';
import { segmentsOf } from '../../core/review/segments';
import type { ReviewTransport } from '../../core/review/transport';
import { useLoad } from '../../hooks/useLoad';
import { usePlayer } from '../../hooks/usePlayer';
import { useTransport } from '../../hooks/useTransport';
import { ClipsPanel } from '../clips/ClipsPanel';
import { Problem } from '../Problem';
import { Accesses } from './Accesses';
import { AffectCurves } from './AffectCurves';
import { EventLists } from './EventLists';
import { Faults } from './Faults';
import { Jumps } from './Jumps';
import { KeyMap } from './KeyMap';
import classes from './ReviewBody.module.css';
import { ReviewVideo } from './ReviewVideo';
import { Timeline } from './Timeline';
import { TransportBar } from './TransportBar';

/** Pictures, controls, timeline and lists of one session that has ended. */
export function ReviewBody({ review }: { review: Review }) {
  const { t } = useTranslation();
  const { segments, durationMs, patientName } = review;
  const clinicianName = review.under === null ? t('review.clinician') : review.session.clinicianName;
  const named = momentOf(useSearch());
  const transport = useTransport(durationMs, named === null ? firstPicture(segments) : Math.min(named, durationMs));
  const patient = useMemo(() => segmentsOf(segments, 'patient'), [segments]);
  const clinician = useMemo(() => segmentsOf(segments, 'clinician'), [segments]);
  const markers = useMemo(() => [...review.markers].sort((a, b) => a.atMs - b.atMs), [review.markers]);
  const notes = useMemo(() => [...review.notes].sort((a, b) => a.atMs - b.atMs), [review.notes]);
  const { showing, run, helpOpen, closeHelp } = usePlayer(transport, markers, notes);
  return (
    <div className={classes.body} data-testid="review">
      <div className={classes.top}>
        <div className={classes.player}>
          <Faults faults={review.faults} names={{ patient: patientName, clinician: clinicianName }} />
          {segments.length > 0 ? (
            <div className={classes.videos}>
              <ReviewVideo
                transport={transport}
                segments={patient}
                label={patientName}
                showing={showing.patient}
                onHide={() => run('hidePatient')}
                onMute={() => run('mutePatient')}
                testId="review-video-patient"
              />
              <ReviewVideo
                transport={transport}
                segments={clinician}
                label={clinicianName}
                showing={showing.clinician}
                onHide={() => run('hideClinician')}
                onMute={() => run('muteClinician')}
                testId="review-video-clinician"
              />
            </div>
          ) : review.faults.some(({ fault }) => fault !== 'track') ? null : (
            <Alert
              icon={<IconInfoCircle size={20} aria-hidden />}
              color="gray"
              title={t('review.nothingRecorded')}
              data-testid="review-unrecorded"
            >
              {t('review.nothingRecordedText')}
            </Alert>
          )}
          <TransportBar transport={transport} />
          <Jumps run={run} hasMarkers={markers.length > 0} hasNotes={notes.length > 0} />
          {helpOpen && <KeyMap onClose={closeHelp} />}
        </div>
        <EventLists transport={transport} markers={markers} notes={notes} />
      </div>
      <Timeline transport={transport} segments={segments} markers={markers} notes={notes}>
        <Curves sessionId={review.session.sessionId} transport={transport} />
      </Timeline>
      {review.under === null && segments.length > 0 && (
        <ClipsPanel sessionId={review.session.sessionId} transport={transport} agreed={review.session.supervision} />
      )}
      <Accesses accesses={review.accesses} />
    </div>
  );
}

/** Where the first recorded picture begins: a review opens on it rather than on the dark moments before. */
function firstPicture(segments: Segment[]): number {
  return segments.length === 0 ? 0 : Math.min(...segments.map((segment) => segment.startMs));
}

function Curves({ sessionId, transport }: { sessionId: string; transport: ReviewTransport }) {
  const { t } = useTranslation();
  const load = useCallback((signal: AbortSignal) => api.affect(sessionId, signal), [sessionId]);
  const { data: track, problem, reload } = useLoad(load);
  if (!track) return problem ? <Problem problem={problem} onRetry={reload} /> : <Skeleton height={240} />;
  if (track.atMs.length === 0) {
    return (
      <div className={classes.none} data-testid="review-no-affect">
        <Text fw={600} size="sm">
          {t('review.noAffect')}
        </Text>
        <Text size="sm" c="dimmed">
          {t('review.noAffectText')}
        </Text>
      </div>
    );
  }
  return <AffectCurves track={track} transport={transport} />;
}
