import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { practiceApi } from '../../core/api/practice';
import { useAction } from '../../hooks/useAction';
import { Dialog } from '../Dialog';
import { PasswordForm } from './PasswordForm';

/** Turns the second factor off, against the password. */
export function RemoveSecondFactor({ hasPassword, onClose }: { hasPassword: boolean; onClose: () => void }) {
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
    <Dialog onClose={onClose} title={t('account.secondFactor')}>
      <PasswordForm
        problem={problem}
        running={running}
        submit={t('account.remove')}
        hasPassword={hasPassword}
        onSubmit={(password) => void run(password)}
      />
    </Dialog>
  );
}
