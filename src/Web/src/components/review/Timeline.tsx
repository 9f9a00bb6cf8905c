import { Text } from '@mantine/core';
import { useEffect, useRef, type PointerEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Marker, Note, Segment } from '../../core/api/types';
import { momentAt } from '../../core/review/segments';
import type { ReviewTransport } from '../../core/review/transport';
import classes from './Timeline.module.css';
import { EventRail, RecordedRail } from './TimelineRails';
import { railLeft, railRight } from './TrackPlot';

interface Props {
  transport: ReviewTransport;
  segments: Segment[];
  markers: Marker[];
  notes: Note[];
  children: ReactNode;
}

/** Everything of a session on one line of time. A click or a drag anywhere goes there; the slider above does the same by keyboard. */
export function Timeline({ transport, segments, markers, notes, children }: Props) {
  const { t } = useTranslation();
  const body = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const show = () => {
      const fraction = transport.position.get() / Math.max(1, transport.durationMs);
      body.current?.style.setProperty('--at', String(fraction));
    };
    show();
    return transport.position.subscribe(show);
  }, [transport]);

  const seekTo = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    transport.seek(momentAt(event.clientX - box.left - railLeft, box.width - railLeft - railRight, transport.durationMs));
  };
  return (
    <section className={classes.timeline} aria-label={t('review.timeline')}>
      <Text size="xs" c="dimmed" className={classes.hint}>
        {t('review.timelineHint')}
      </Text>
      <div
        ref={body}
        className={classes.body}
        style={{ '--left': `${railLeft}px`, '--right': `${railRight}px` } as React.CSSProperties}
        role="presentation"
        onPointerDown={(event) => {
          if (event.button !== 0 || (event.target as Element).closest('button')) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          seekTo(event);
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) seekTo(event);
        }}
        data-testid="timeline"
      >
        <EventRail transport={transport} markers={markers} notes={notes} />
        <RecordedRail segments={segments} durationMs={transport.durationMs} />
        {children}
        <div className={classes.playhead} aria-hidden />
      </div>
    </section>
  );
}
