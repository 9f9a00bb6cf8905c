import { Alert, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconShieldLock } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { DevicesCard } from '../components/account/DevicesCard';
import { IssuerCard } from '../components/account/IssuerCard';
import { PasskeysCard } from '../components/account/PasskeysCard';
import { PasswordCard } from '../components/account/PasswordCard';
import { SecondFactorCard } from '../components/account/SecondFactorCard';
import { ClinicianLayout } from '../components/ClinicianLayout';
import { Problem } from '../components/Problem';
import { practiceApi } from '../core/api/practice';
import { useAuth } from '../hooks/useAuth';
import { useLoad } from '../hooks/useLoad';
import { useTitle } from '../hooks/useTitle';

/** A member's own account: second factor, password, browsers. */
export default function AccountPage() {
  const { t } = useTranslation();
  useTitle(t('account.title'));
  const { auth, refresh } = useAuth();
  const { data, problem, loading, reload } = useLoad(practiceApi.account);
  const changed = useCallback(() => {
    reload();
    void refresh();
  }, [reload, refresh]);
  const mustEnrol = auth.status === 'known' && auth.me.role === 'clinician' && auth.me.mustEnrol;
  return (
    <ClinicianLayout>
      <Stack gap="lg">
        <div>
          <Title order={1}>{t('account.title')}</Title>
          {data && (
            <Text c="dimmed" mt={4}>
              {`${data.email} · ${data.roles.map((role) => t(`roles.${role}`)).join(', ')}`}
            </Text>
          )}
        </div>
        {mustEnrol && (
          <Alert color="orange" variant="light" icon={<IconShieldLock size={20} aria-hidden />} data-testid="must-enrol">
            {t('account.mustEnrol')}
          </Alert>
        )}
        {!data && <Problem problem={problem} onRetry={reload} />}
        {loading && !data && <Skeleton height={320} radius="md" />}
        {data && (
          <>
            {data.provider && <IssuerCard account={data} provider={data.provider} />}
            <SecondFactorCard account={data} onChanged={changed} />
            <PasskeysCard hasPassword={data.hasPassword} />
            <DevicesCard devices={data.devices} onChanged={reload} />
            {data.hasPassword && <PasswordCard onChanged={reload} />}
          </>
        )}
      </Stack>
    </ClinicianLayout>
  );
}
