import { IconEyeOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { GapReason } from '../../core/affect/explain';
import classes from './NoReading.module.css';

/** An honest gap: that there is no reading, and why. */
export function NoReading({ reason }: { reason: GapReason }) {
  const { t } = useTranslation();
  return (
    <div className={classes.box} role="status" data-testid="no-reading" data-reason={reason}>
      <IconEyeOff size={24} aria-hidden />
      <span>{t('affect.noReading', { reason: t(`affect.reason.${reason}`) })}</span>
    </div>
  );
}
