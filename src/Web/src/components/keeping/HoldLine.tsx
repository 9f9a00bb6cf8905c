import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LegalHold } from '../../core/api/keeping';
import { formatDate } from '../../core/util/format';
import classes from './keeping.module.css';

/** One legal hold in words: why, by whom, since when, and how it ended. */
export function HoldLine({ hold }: { hold: LegalHold }) {
  const { t, i18n } = useTranslation();
  const name = hold.setByName ?? t('keeping.operator');
  return (
    <div>
      <Text className={classes.reason}>{hold.reason || t('keeping.noReason')}</Text>
      <Text size="sm" c="dimmed">
        {hold.setAt ? t('keeping.setBy', { when: formatDate(hold.setAt, i18n.language), name }) : t('keeping.setUndated', { name })}
      </Text>
      {hold.liftedAt && (
        <Text size="sm" c="dimmed" className={classes.reason}>
          {t('keeping.liftedBy', {
            when: formatDate(hold.liftedAt, i18n.language),
            name: hold.liftedByName ?? t('keeping.operator'),
            reason: hold.liftReason ?? '',
          })}
        </Text>
      )}
    </div>
  );
}
