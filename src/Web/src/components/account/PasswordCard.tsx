import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useCallback, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { practiceApi } from '../../core/api/practice';
import { useAction } from '../../hooks/useAction';
import { Card } from '../Card';
import { Problem } from '../Problem';

/** Changes the password. */
export function PasswordCard({ onChanged }: { onChanged: () => void }) {
  const { t } = useTranslation();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [changed, setChanged] = useState(false);
  const { run, running, problem } = useAction(
    useCallback(
      async (password: string, newPassword: string) => {
        setChanged(false);
        await practiceApi.changePassword(password, newPassword);
        setCurrent('');
        setNext('');
        setChanged(true);
        onChanged();
      },
      [onChanged],
    ),
  );
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void run(current, next);
  };
  return (
    <Card title={t('account.passwordTitle')} text={t('account.passwordText')}>
      <form onSubmit={submit}>
        <Stack maw={420}>
          <Problem problem={problem} />
          <PasswordInput
            label={t('account.current')}
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('account.next')}
            autoComplete="new-password"
            value={next}
            onChange={(event) => setNext(event.currentTarget.value)}
          />
          <Group>
            <Button type="submit" variant="default" loading={running} disabled={current === '' || next.length < 12}>
              {t('account.changePassword')}
            </Button>
          </Group>
          <Text size="sm" role="status">
            {changed ? t('account.passwordChanged') : ''}
          </Text>
        </Stack>
      </form>
    </Card>
  );
}
