import { useTranslation } from 'react-i18next';
import { formatShare } from '../../core/reports/channels';
import type { ReportNumbers } from '../../core/reports/types';
import { formatClock } from '../../core/util/format';
import classes from './report.module.css';

/** How much of the session was read, and why the rest was not. */
export function ReadTime({ summary }: { summary: ReportNumbers['summary'] }) {
  const { t, i18n } = useTranslation();
  const { readMs, durationMs, gaps } = summary;
  const share = readMs / Math.max(1, durationMs);
  return (
    <div data-testid="read-time" data-read-ms={readMs}>
      <strong>
        {t('report.read', { read: formatClock(readMs), total: formatClock(durationMs), share: formatShare(share, i18n.language) })}
      </strong>
      <div className={classes.readBar} aria-hidden>
        <i style={{ width: `${share * 100}%` }} />
      </div>
      {gaps.length > 0 && (
        <ul className={classes.reasons}>
          {gaps.map(({ reason, totalMs }) => (
            <li key={reason ?? ''}>
              {t('report.notRead')} {formatClock(totalMs)}: {reason ? t(`affect.reason.${reason}`) : t('report.reasonNone')}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
