import { IconVideoOff } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Segment } from '../../core/api/types';
import { SegmentPlayer, type Coverage } from '../../core/review/segmentPlayer';
import type { ReviewTransport } from '../../core/review/transport';
import classes from './ReviewVideo.module.css';

interface Props {
  transport: ReviewTransport;
  segments: Segment[];
  label: string;
  testId: string;
}

/** One participant's recorded picture at the transport's position, or the words that there is none. */
export function ReviewVideo({ transport, segments, label, testId }: Props) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const [coverage, setCoverage] = useState<Coverage>('notRecorded');
  useEffect(() => {
    if (!video.current) return undefined;
    const player = new SegmentPlayer(video.current, segments);
    const unsubscribe = player.coverage.subscribe(() => setCoverage(player.coverage.get()));
    const detach = transport.attach(player);
    return () => {
      unsubscribe();
      detach();
    };
  }, [transport, segments]);
  return (
    <figure className={classes.figure}>
      {/* eslint-disable-next-line jsx-a11y/media-has-caption -- there is no transcript yet */}
      <video
        ref={video}
        className={classes.video}
        data-visible={coverage === 'recorded'}
        preload="auto"
        playsInline
        aria-label={label}
        data-testid={testId}
      />
      {coverage !== 'recorded' && (
        <div className={classes.none} role="status" data-testid={`${testId}-none`}>
          <IconVideoOff size={28} aria-hidden />
          {t(coverage === 'failed' ? 'review.playbackFailed' : 'review.notRecorded')}
        </div>
      )}
      <figcaption className={classes.label}>{label}</figcaption>
    </figure>
  );
}
