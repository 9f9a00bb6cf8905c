import { Alert, Button, Group } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../core/api/problem';

interface Props {
  problem: ApiProblem | null;
  onRetry?: () => void;
  /** What more is to be said of it. */
  children?: ReactNode;
}

/** Says in the reader's language what the gateway refused, and offers to try again where that makes sense. */
export function Problem({ problem, onRetry, children }: Props) {
  const { t } = useTranslation();
  if (!problem) return null;
  return (
    <Alert
      role="alert"
      color="orange"
      variant="light"
      icon={<IconInfoCircle size={20} aria-hidden />}
      data-testid="problem"
      data-code={problem.code}
    >
      <Group justify="space-between" gap="sm">
        <span>{t(`error.${problem.code}`)}</span>
        {onRetry && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {t('common.retry')}
          </Button>
        )}
      </Group>
      {children}
    </Alert>
  );
}
