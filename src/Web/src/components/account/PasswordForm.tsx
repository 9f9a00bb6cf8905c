import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../../core/api/problem';
import { Problem } from '../Problem';

interface Props {
  problem: ApiProblem | null;
  running: boolean;
  submit: string;
  /** Where there is none, a fresh sign-in by the issuer confirms the change. */
  hasPassword: boolean;
  onSubmit: (password: string) => void;
}

/** Asks for the password once more, where there is one, before something about the account changes. */
export function PasswordForm({ problem, running, submit, hasPassword, onSubmit }: Props) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    onSubmit(password);
  };
  return (
    <form onSubmit={send}>
      <Stack>
        <Problem problem={problem} />
        {hasPassword ? (
          <PasswordInput
            label={t('account.confirmPassword')}
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            data-autofocus
            data-testid="confirm-password"
          />
        ) : (
          <Text>{t('issuer.confirm')}</Text>
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={running} disabled={hasPassword && password === ''} data-testid="confirm-submit">
            {submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
