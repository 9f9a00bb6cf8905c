import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Marker, Note } from '../../core/api/types';
import { wordsOfNote } from '../../core/notes/plain';
import { reviewLink } from '../../core/review/link';
import { formatClock } from '../../core/util/format';
import classes from './report.module.css';

interface Props {
  sessionId: string;
  markers: Marker[];
  notes: Note[];
}

/** Markers and notes in words, by time; each opens the recording there. */
export function MomentLists({ sessionId, markers, notes }: Props) {
  const { t } = useTranslation();
  const moments = [
    ...markers.map(({ id, atMs, label }) => ({ id, atMs, text: label || t('review.unnamed'), kind: t('review.markers') })),
    ...notes.map((note) => ({ id: note.id, atMs: note.atMs, text: wordsOfNote(note), kind: t('review.notes') })),
  ].sort((a, b) => a.atMs - b.atMs);
  if (moments.length === 0) return null;
  return (
    <section className={classes.card} aria-labelledby="moments-title">
      <h2 id="moments-title">{t('report.markersNotes')}</h2>
      <ul className={classes.list} data-testid="report-moments">
        {moments.map(({ id, atMs, text, kind }) => (
          <li key={`${kind}-${id}`}>
            <Link href={reviewLink(sessionId, atMs)} className={classes.entry}>
              <span className={classes.time}>{formatClock(atMs)}</span>
              <span className={classes.text}>{text}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
