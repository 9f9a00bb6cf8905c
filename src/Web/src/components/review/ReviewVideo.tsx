import { ActionIcon, Tooltip } from '@mantine/core';
import { IconEye, IconEyeOff, IconVideoOff, IconVolume, IconVolumeOff } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Segment } from '../../core/api/types';
import { SegmentPlayer, type Coverage } from '../../core/review/segmentPlayer';
import type { ReviewTransport } from '../../core/review/transport';
import type { Showing } from '../../hooks/usePlayer';
import classes from './ReviewVideo.module.css';

interface Props {
  transport: ReviewTransport;
  segments: Segment[];
  label: string;
  showing: Showing;
  onHide: () => void;
  onMute: () => void;
  testId: string;
  /** Drawn over the picture, e.g. a watermark. */
  children?: ReactNode;
}

/** One participant's recorded picture at the transport's position, or the words that there is none; covered or silent on demand. */
export function ReviewVideo({ transport, segments, label, showing, onHide, onMute, testId, children }: Props) {
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
  const shown = coverage === 'recorded' && !showing.hidden;
  return (
    <figure className={classes.figure}>
      {/* eslint-disable-next-line jsx-a11y/media-has-caption -- there is no transcript yet */}
      <video
        ref={video}
        className={classes.video}
        data-visible={shown}
        muted={showing.muted}
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
      {coverage === 'recorded' && showing.hidden && (
        <div className={classes.none} role="status" data-testid={`${testId}-hidden`}>
          <IconEyeOff size={28} aria-hidden />
          {t('player.covered')}
        </div>
      )}
      {children}
      <figcaption className={classes.label}>{label}</figcaption>
      <div className={classes.tools}>
        <Toggle label={t('player.hide', { name: label })} on={showing.hidden} onClick={onHide} testId={`${testId}-hide`}>
          {showing.hidden ? <IconEyeOff size={18} /> : <IconEye size={18} />}
        </Toggle>
        <Toggle label={t('player.mute', { name: label })} on={showing.muted} onClick={onMute} testId={`${testId}-mute`}>
          {showing.muted ? <IconVolumeOff size={18} /> : <IconVolume size={18} />}
        </Toggle>
      </div>
    </figure>
  );
}

function Toggle(props: { label: string; on: boolean; onClick: () => void; testId: string; children: ReactNode }) {
  return (
    <Tooltip label={props.label}>
      <ActionIcon
        className={classes.tool}
        variant="transparent"
        size={36}
        aria-label={props.label}
        aria-pressed={props.on}
        onClick={props.onClick}
        data-testid={props.testId}
      >
        {props.children}
      </ActionIcon>
    </Tooltip>
  );
}
