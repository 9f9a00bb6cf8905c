import { Skeleton } from '@mantine/core';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { reportsApi } from '../../core/reports/api';
import type { Period } from '../../core/reports/period';
import type { CourseMarkers as Markers } from '../../core/reports/types';
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
  label: string;
}

/** The markers of all sessions, by what they are called; each opens the recording. */
export function CourseMarkers({ patientId, period }: { patientId: string; period: Period }) {
  const { t, i18n } = useTranslation();
  const load = useCallback((signal: AbortSignal) => reportsApi.markers(patientId, period, signal), [patientId, period]);
  const { data, problem, reload } = useLoad(load);
  const ownName = (id: string) => {
    const category = known.find((one) => one === id);
    return category ? t(`report.category.${category}`) : id;
  };
  const groups = data ? grouped(data, ownName) : [];
  return (
    <section className={classes.card} aria-labelledby="markers-title">
      <h2 id="markers-title">{t('report.byCategory')}</h2>
      {!data && (problem ? <Problem problem={problem} onRetry={reload} /> : <Skeleton height={40} />)}
      {data && groups.length === 0 && <p className={classes.hint}>{t('report.noMarkers')}</p>}
      <ul className={own.categories} data-testid="course-markers">
        {groups.map(([name, moments]) => (
          <li key={name}>
            <details>
              <summary>
                {name || t('report.unnamed')} · {t('report.markerCount', { count: moments.length })}
              </summary>
              <ul className={classes.columns}>
                {moments.map((moment) => (
                  <li key={moment.id + moment.sessionId}>
                    <Link href={reviewLink(moment.sessionId, moment.atMs)} className={classes.entry}>
                      <span className={classes.time}>{formatClock(moment.atMs)}</span>
                      <span>
                        {formatDateTime(moment.at, i18n.language)}
                        {moment.label && moment.label !== name && <span className={classes.dim}> · {moment.label}</span>}
                      </span>
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

/** By category, or by label where a marker has none; the most frequent first. */
function grouped({ categories, sessions }: Markers, ownName: (id: string) => string): [string, Moment[]][] {
  const groups = new Map<string, Moment[]>();
  for (const { sessionId, at, markers } of sessions)
    for (const { id, label, atMs, categoryId } of markers) {
      const name = categoryId ? categories.find((c) => c.id === categoryId)?.label || ownName(categoryId) : label.trim();
      groups.set(name, [...(groups.get(name) ?? []), { sessionId, at, atMs, id, label }]);
    }
  return [...groups].sort((a, b) => b[1].length - a[1].length);
}

const known = ['insight', 'avoidance', 'rupture', 'risk'] as const;
