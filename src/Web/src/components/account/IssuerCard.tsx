import { Button, Group, Text } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { issuerApi } from '../../core/api/issuer';
import type { Account } from '../../core/api/practice';
import { useAction } from '../../hooks/useAction';
import { Card } from '../Card';
import { Dialog } from '../Dialog';
import { PasswordForm } from './PasswordForm';

/** Whether one signs in by the practice's issuer, and the way to it. */
export function IssuerCard({ account, provider }: { account: Account; provider: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { run, running, problem } = useAction(useCallback((password: string) => issuerApi.connect(password), []));
  return (
    <Card title={t('issuer.title', { provider })} text={t('issuer.text', { provider })}>
      <Group justify="space-between">
        <Text fw={600} data-testid="issuer-state" data-on={account.connected}>
          {account.connected ? t('issuer.connected') : t('issuer.notConnected')}
        </Text>
        <Button variant={account.connected ? 'default' : 'filled'} onClick={() => setOpen(true)} data-testid="issuer-connect">
          {account.connected ? t('issuer.connectAnother') : t('issuer.connect')}
        </Button>
      </Group>
      {open && (
        <Dialog onClose={() => setOpen(false)} title={t('issuer.title', { provider })}>
          <PasswordForm
            problem={problem}
            running={running}
            submit={t('account.continue')}
            hasPassword={account.hasPassword}
            onSubmit={(password) => void run(password)}
          />
        </Dialog>
      )}
    </Card>
  );
}
