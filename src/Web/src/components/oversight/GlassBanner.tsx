import { Alert, Button, Group } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { rights } from '../../core/api/rights';
import { useAction } from '../../hooks/useAction';
import { Problem } from '../Problem';

/** Stands over a session that was opened in an emergency. */
export function GlassBanner({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const { run, running, problem } = useAction(
    useCallback(async () => {
      await rights.closeGlass(sessionId);
      navigate('/break-glass');
    }, [sessionId, navigate]),
  );
  return (
    <Alert color="orange" icon={<IconAlertTriangle size={20} aria-hidden />} mb="md" data-testid="glass-banner">
      <Group justify="space-between">
        {t('oversight.glassBanner')}
        <Button size="xs" variant="default" loading={running} onClick={() => void run()}>
          {t('oversight.glassClose')}
        </Button>
      </Group>
      <Problem problem={problem} />
    </Alert>
  );
}
