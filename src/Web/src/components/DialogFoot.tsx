import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../core/api/problem';
import { Problem } from './Problem';

interface Props {
  /** Why it did not succeed, where the dialog does not say so elsewhere. */
  problem?: ApiProblem | null;
  onCancel: () => void;
  /** The button that does it. */
  children: ReactNode;
}

/** The foot of a dialog: why it failed, the way back, and what it does. */
export function DialogFoot({ problem = null, onCancel, children }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Problem problem={problem} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
        {children}
      </Group>
    </>
  );
}
