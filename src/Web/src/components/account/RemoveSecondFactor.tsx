import { Modal } from '@mantine/core';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { practiceApi } from '../../core/api/practice';
import { useAction } from '../../hooks/useAction';
import { PasswordForm } from './PasswordForm';

/** Turns the second factor off, against the password. */
export function RemoveSecondFactor({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { run, running, problem } = useAction(
    useCallback(
      async (password: string) => {
        await practiceApi.removeSecondFactor(password);
        onClose();
      },
      [onClose],
    ),
  );
  return (
    <Modal opened onClose={onClose} title={t('account.secondFactor')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <PasswordForm problem={problem} running={running} submit={t('account.remove')} onSubmit={(password) => void run(password)} />
    </Modal>
  );
}
