import { Tooltip } from '@mantine/core';
import { IconBookmarkFilled, IconNote } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Marker, Note } from '../../core/api/types';
import { reviewLink } from '../../core/review/link';
import { wordsOfNote } from '../../core/notes/plain';
import { formatClock } from '../../core/util/format';
import classes from './ReportTimeline.module.css';

interface Props {
  sessionId: string;
  durationMs: number;
  markers: Marker[];
  notes: Note[];
}

/** Markers and notes where they happened, each a way into the recording. */
export function MomentRail({ sessionId, durationMs, markers, notes }: Props) {
  const { t } = useTranslation();
  const flag = (id: string, ms: number, label: string, icon: ReactNode) => (
    <Tooltip key={id} label={label} multiline maw={280}>
      <Link
        href={reviewLink(sessionId, ms)}
        aria-label={label}
        style={{ left: `${(Math.min(ms, durationMs) / Math.max(1, durationMs)) * 100}%` }}
      >
        {icon}
      </Link>
    </Tooltip>
  );
  if (markers.length + notes.length === 0) return null;
  return (
    <div className={classes.moments}>
      {markers.map(({ id, atMs, label }) =>
        flag(
          id,
          atMs,
          t('review.markerAt', { time: formatClock(atMs), label: label || t('review.unnamed') }),
          <IconBookmarkFilled size={15} aria-hidden />,
        ),
      )}
      {notes.map((note) =>
        flag(
          note.id,
          note.atMs,
          `${t('room.noteAt', { time: formatClock(note.atMs) })}: ${wordsOfNote(note).slice(0, 140)}`,
          <IconNote size={15} aria-hidden />,
        ),
      )}
    </div>
  );
}
