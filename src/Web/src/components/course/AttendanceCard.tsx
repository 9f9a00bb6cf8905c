import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { CourseSession } from '../../core/reports/types';
import { formatClock, formatDateTime } from '../../core/util/format';
import classes from '../report/report.module.css';
import own from './course.module.css';

/** Which sessions took place. */
export function AttendanceCard({ sessions }: { sessions: CourseSession[] }) {
  const { t, i18n } = useTranslation();
  const count = (attendance: CourseSession['attendance']) => sessions.filter((s) => s.attendance === attendance).length;
  const lengths = sessions.flatMap((s) => (s.attendance === 'held' && s.durationMs !== null ? [s.durationMs] : [])).sort((a, b) => a - b);
  const median = lengths[Math.floor(lengths.length / 2)];
  const words = [
    t('report.held', { count: count('held') }),
    count('notHeld') > 0 && t('report.notHeld', { count: count('notHeld') }),
    count('open') > 0 && t('report.openCount', { count: count('open') }),
    median !== undefined && t('report.medianLength', { length: formatClock(median) }),
  ];
  return (
    <section className={classes.card} aria-labelledby="attendance-title">
      <h2 id="attendance-title">{t('report.attendance')}</h2>
      <p className={classes.hint} data-testid="attendance">
        {words.filter(Boolean).join(' · ')}
      </p>
      <ul className={own.attendance}>
        {sessions.map((session) => {
          const label = `${formatDateTime(session.at, i18n.language)}: ${t(`report.attendanceOf.${session.attendance}`)}`;
          return (
            <li key={session.sessionId} data-attendance={session.attendance}>
              {session.attendance === 'held' ? (
                <Link href={`/sessions/${session.sessionId}/report`} aria-label={label} title={label} />
              ) : (
                <span role="img" aria-label={label} title={label} />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
