import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { rights } from '../../core/api/rights';
import { useLoad } from '../../hooks/useLoad';

/** Says in the header of every page that somebody used emergency access, until the member has looked. */
export function AlertBadge() {
  const { t } = useTranslation();
  const { data: alerts } = useLoad(rights.alerts, 60_000);
  const count = alerts?.filter((alert) => alert.new).length ?? 0;
  if (count === 0) return null;
  return (
    <Button
      component={Link}
      href="/break-glass"
      size="compact-sm"
      color="orange"
      variant="light"
      leftSection={<IconAlertTriangle size={16} aria-hidden />}
      data-testid="alert-badge"
    >
      {t('oversight.alertsNew', { count })}
    </Button>
  );
}
