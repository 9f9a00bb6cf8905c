import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Redirect, useLocation } from 'wouter';
import { useAuth } from '../hooks/useAuth';
import { CenteredMessage } from './CenteredMessage';
import { PageLoader } from './PageLoader';

/** The gateway guards the data; this only sends whoever is not a signed-in clinician to where they can be one. */
export function ClinicianOnly({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [location] = useLocation();
  const { auth, refresh } = useAuth();
  if (auth.status === 'loading') return <PageLoader />;
  if (auth.status === 'failed') {
    return (
      <CenteredMessage title={t('join.failedTitle')} text={t(`error.${auth.problem.code}`)}>
        <Button onClick={() => void refresh()}>{t('common.retry')}</Button>
      </CenteredMessage>
    );
  }
  if (auth.status === 'anonymous' || auth.me.role !== 'clinician') {
    const next = location === '/' ? '' : `?next=${encodeURIComponent(location)}`;
    return <Redirect to={`/sign-in${next}`} replace />;
  }
  return children;
}
