import { Skeleton, Text } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { rights } from '../../core/api/rights';
import { formatDateTime } from '../../core/util/format';
import { useLoad } from '../../hooks/useLoad';
import { Problem } from '../Problem';
import classes from './Alerts.module.css';

/** Every emergency access that concerns this member, newest first; looking at the list is having seen it. */
export function AlertList() {
  const { t, i18n } = useTranslation();
  const { data: alerts, problem, reload } = useLoad(rights.alerts);
  const unseen = alerts?.some((alert) => alert.new) ?? false;
  useEffect(() => {
    if (unseen) void rights.alertsSeen().catch(() => undefined);
  }, [unseen]);
  if (!alerts) return problem ? <Problem problem={problem} onRetry={reload} /> : <Skeleton height={80} />;
  if (alerts.length === 0)
    return (
      <Text c="dimmed" data-testid="alerts-none">
        {t('oversight.alertsNone')}
      </Text>
    );
  return (
    <ul className={classes.list}>
      {alerts.map((alert) => (
        <li key={alert.id} data-new={alert.new} data-testid="alert">
          <Text fw={600}>{t('oversight.alert', { member: alert.memberName, therapist: alert.therapistName })}</Text>
          <Text size="sm">{alert.reason}</Text>
          <Text size="sm" c="dimmed">
            {t('oversight.alertWhen', {
              when: formatDateTime(alert.openedAt, i18n.language),
              until: formatDateTime(alert.endsAt, i18n.language),
            })}
          </Text>
        </li>
      ))}
    </ul>
  );
}
