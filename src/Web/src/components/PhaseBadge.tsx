import { useTranslation } from 'react-i18next';
import type { Phase } from '../core/api/types';
import classes from './PhaseBadge.module.css';

/** Where a session stands. A shape says it besides the colour: a dot that pulses is live, a ring waits. */
export function PhaseBadge({ phase }: { phase: Phase }) {
  const { t } = useTranslation();
  return (
    <span className={classes.badge} data-phase={phase}>
      <span className={classes.dot} aria-hidden />
      {t(`common.phase.${phase}`)}
    </span>
  );
}
