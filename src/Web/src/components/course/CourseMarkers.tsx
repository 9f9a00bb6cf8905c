import { Skeleton } from '@mantine/core';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { reportsApi } from '../../core/reports/api';
import type { Period } from '../../core/reports/period';
import type { SessionMarkers } from '../../core/reports/types';
import { reviewLink } from '../../core/review/link';
import { formatClock, formatDateTime } from '../../core/util/format';
import { useLoad } from '../../hooks/useLoad';
import { Problem } from '../Problem';
import classes from '../report/report.module.css';
import own from './course.module.css';

interface Moment {
  sessionId: string;
  at: string;
  atMs: number;
  id: string;
}

/** The markers of all sessions, by what they are called; each opens the recording. */
export function CourseMarkers({ patientId, period }: { patientId: string; period: Period }) {
  const { t, i18n } = useTranslation();
  const load = useCallback((signal: AbortSignal) => reportsApi.markers(patientId, period, signal), [patientId, period]);
  const { data, problem, reload } = useLoad(load);
  const groups = data ? grouped(data) : [];
  return (
    <section className={classes.card} aria-labelledby="markers-title">
      <h2 id="markers-title">{t('report.byCategory')}</h2>
      {!data && (problem ? <Problem problem={problem} onRetry={reload} /> : <Skeleton height={40} />)}
      {data && groups.length === 0 && <p className={classes.hint}>{t('report.noMarkers')}</p>}
      <ul className={own.categories} data-testid="course-markers">
        {groups.map(([label, moments]) => (
          <li key={label}>
            <details>
              <summary>
                {label || t('report.unnamed')} · {t('report.markerCount', { count: moments.length })}
              </summary>
              <ul className={classes.columns}>
                {moments.map((moment) => (
                  <li key={moment.id + moment.sessionId}>
                    <Link href={reviewLink(moment.sessionId, moment.atMs)} className={classes.entry}>
                      <span className={classes.time}>{formatClock(moment.atMs)}</span>
                      {formatDateTime(moment.at, i18n.language)}
                    </Link>
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** By label, the most frequent first. */
function grouped(sessions: SessionMarkers[]): [string, Moment[]][] {
  const groups = new Map<string, Moment[]>();
  for (const { sessionId, at, markers } of sessions)
    for (const { id, label, atMs } of markers) {
      const moments = groups.get(label.trim()) ?? [];
      groups.set(label.trim(), [...moments, { sessionId, at, atMs, id }]);
    }
  return [...groups].sort((a, b) => b[1].length - a[1].length);
}
