import { Tooltip } from '@mantine/core';
import { IconNote } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Marker, Note, Segment } from '../../core/api/types';
import type { ReviewTransport } from '../../core/review/transport';
import { wordsOfNote } from '../../core/notes/plain';
import { formatClock } from '../../core/util/format';
import { CategorySign, useMarkerName } from './CategorySign';
import classes from './Timeline.module.css';

const at = (ms: number, durationMs: number) => ({ '--x': String(ms / Math.max(1, durationMs)) }) as React.CSSProperties;

/** Markers and notes where they happened. */
export function EventRail({ transport, markers, notes }: { transport: ReviewTransport; markers: Marker[]; notes: Note[] }) {
  const { t } = useTranslation();
  const name = useMarkerName();
  const flag = (key: string, ms: number, label: string, icon: ReactNode, testId: string) => (
    <Tooltip key={key} label={label} multiline maw={280}>
      <button
        type="button"
        className={classes.flag}
        style={at(ms, transport.durationMs)}
        onClick={() => transport.seek(ms)}
        aria-label={label}
        data-testid={testId}
      >
        {icon}
      </button>
    </Tooltip>
  );
  return (
    <div className={classes.events}>
      {markers.map((marker, i) => {
        const words = t('review.markerAt', { time: formatClock(marker.atMs), label: name(marker) ?? t('review.unnamed') });
        return flag(marker.id, marker.atMs, words, <CategorySign marker={marker} size={16} />, `timeline-marker-${i}`);
      })}
      {notes.map((note, i) => {
        const words = `${t('room.noteAt', { time: formatClock(note.atMs) })}: ${wordsOfNote(note).slice(0, 140)}`;
        return flag(note.id, note.atMs, words, <IconNote size={16} aria-hidden />, `timeline-note-${i}`);
      })}
    </div>
  );
}

/** What was recorded of whom. */
export function RecordedRail({ segments, durationMs }: { segments: Segment[]; durationMs: number }) {
  const { t } = useTranslation();
  if (segments.length === 0) return null;
  return (
    <div className={classes.recorded} role="img" aria-label={t('review.recorded')}>
      {segments.map((segment) => (
        <span
          key={segment.segmentId}
          data-participant={segment.participant}
          title={`${t('review.recorded')}: ${t(`review.${segment.participant}`)}`}
          style={
            {
              ...at(segment.startMs, durationMs),
              '--w': String(Math.min(segment.durationMs, durationMs - segment.startMs) / Math.max(1, durationMs)),
            } as React.CSSProperties
          }
        />
      ))}
    </div>
  );
}
