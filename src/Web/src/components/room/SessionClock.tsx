import { useTranslation } from 'react-i18next';
import { formatClock } from '../../core/util/format';
import { useSessionClock } from '../../hooks/useSession';
import classes from './SessionClock.module.css';

/** Time since the session went live, by the server's clock. */
export function SessionClock() {
  const { t } = useTranslation();
  const ms = useSessionClock();
  return (
    <time className={classes.clock} role="timer" aria-label={t('room.clock')} data-testid="session-clock" data-ms={ms ?? ''}>
      {formatClock(ms ?? 0)}
    </time>
  );
}
