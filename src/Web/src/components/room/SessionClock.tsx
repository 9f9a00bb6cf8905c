import { useTranslation } from 'react-i18next';
import { minutesLeft } from '../../core/session/sessionState';
import { formatClock } from '../../core/util/format';
import { useSessionClock, useSessionView } from '../../hooks/useSession';
import { useIndicator } from '../../hooks/useWorkspace';
import classes from './SessionClock.module.css';

/** Time since the session went live, by the server's clock; ten and five minutes before the planned end it says so, quietly. */
export function SessionClock() {
  const { t } = useTranslation();
  const { plannedMinutes } = useSessionView();
  const ms = useSessionClock();
  const warns = useIndicator('endWarning');
  const left = warns ? minutesLeft(ms, plannedMinutes) : null;
  return (
    <span className={classes.time}>
      <time className={classes.clock} role="timer" aria-label={t('room.clock')} data-testid="session-clock" data-ms={ms ?? ''}>
        {formatClock(ms ?? 0)}
      </time>
      <span className={classes.left} role="status" data-testid="minutes-left" data-left={left ?? ''}>
        {left !== null && (left > 0 ? t('workspace.minutesLeft', { count: left }) : t('workspace.over'))}
      </span>
    </span>
  );
}
