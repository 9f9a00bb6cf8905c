import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../core/api/practice';
import { Card } from '../Card';
import { RemoveSecondFactor } from './RemoveSecondFactor';
import { SecondFactorSetup } from './SecondFactorSetup';

/** Whether signing in asks for a code, and the way to change that. */
export function SecondFactorCard({ account, onChanged }: { account: Account; onChanged: () => void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    onChanged();
  };
  return (
    <Card title={t('account.secondFactor')} text={t('account.secondFactorText')}>
      <Group justify="space-between">
        <Text fw={600} data-testid="second-factor-state" data-on={account.hasSecondFactor}>
          {account.hasSecondFactor
            ? `${t('account.isOn')} · ${t('account.codesLeft', { count: account.recoveryCodesLeft })}`
            : t('account.isOff')}
        </Text>
        {!account.hasSecondFactor && (
          <Button onClick={() => setOpen(true)} data-testid="second-factor-set-up">
            {t('account.setUp')}
          </Button>
        )}
        {account.hasSecondFactor &&
          (account.secondFactorRequired ? (
            <Text size="sm" c="dimmed">
              {t('account.removeForbidden')}
            </Text>
          ) : (
            <Button variant="default" onClick={() => setOpen(true)}>
              {t('account.remove')}
            </Button>
          ))}
      </Group>
      {open &&
        (account.hasSecondFactor ? (
          <RemoveSecondFactor hasPassword={account.hasPassword} onClose={close} />
        ) : (
          <SecondFactorSetup hasPassword={account.hasPassword} onClose={close} />
        ))}
    </Card>
  );
}
