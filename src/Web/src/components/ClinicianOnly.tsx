import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Redirect, useLocation } from 'wouter';
import type { MemberRole } from '../core/api/practice';
import { useAuth } from '../hooks/useAuth';
import { MessagePage } from './CenteredMessage';
import { PageLoader } from './PageLoader';
import { homeOf } from './places';

/**
 * The gateway guards the data; this only sends whoever is not signed in to where they can be, and members without the role to where
 * they belong. `member` lets every member in.
 */
export function ClinicianOnly({ children, need = 'therapist' }: { children: ReactNode; need?: MemberRole | 'member' }) {
  const { t } = useTranslation();
  const [location] = useLocation();
  const { auth, refresh } = useAuth();
  if (auth.status === 'loading') return <PageLoader />;
  if (auth.status === 'failed') {
    return (
      <MessagePage title={t('join.failedTitle')} text={t(`error.${auth.problem.code}`)}>
        <Button onClick={() => void refresh()}>{t('common.retry')}</Button>
      </MessagePage>
    );
  }
  if (auth.status === 'anonymous' || auth.me.role !== 'clinician') {
    const next = location === '/' ? '' : `?next=${encodeURIComponent(location)}`;
    return <Redirect to={`/sign-in${next}`} replace />;
  }
  const { roles, mustEnrol } = auth.me;
  if (mustEnrol && location !== '/account') return <Redirect to="/account" replace />;
  if (need !== 'member' && !mustEnrol && !roles.includes(need)) {
    const home = homeOf(roles);
    return home === location ? children : <Redirect to={home} replace />;
  }
  return children;
}
