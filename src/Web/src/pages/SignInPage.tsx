import { Skeleton, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Redirect, useSearch } from 'wouter';
import { Brand } from '../components/Brand';
import { CrisisLine } from '../components/CrisisLine';
import { LanguageSwitch } from '../components/LanguageSwitch';
import { Problem } from '../components/Problem';
import { IssuerCode } from '../components/signin/IssuerCode';
import { Or } from '../components/signin/Or';
import { PasskeyButton } from '../components/signin/PasskeyButton';
import { PasswordSignIn } from '../components/signin/PasswordSignIn';
import { ProviderButton } from '../components/signin/ProviderButton';
import { issuerApi } from '../core/api/issuer';
import { problemNamed } from '../core/api/problem';
import { keepNext, nextOf } from '../core/session/next';
import { useArrival } from '../hooks/useArrival';
import { useAuth } from '../hooks/useAuth';
import { useLoad } from '../hooks/useLoad';
import { useTitle } from '../hooks/useTitle';
import classes from './SignInPage.module.css';

/** How members come in: by the practice's issuer, with a password, or either. */
export default function SignInPage() {
  const { t } = useTranslation();
  useTitle(t('signIn.title'));
  const { auth } = useAuth();
  const main = useArrival();
  const search = useSearch();
  if (auth.status === 'known' && auth.me.role === 'clinician') return <Redirect to={nextOf(search)} replace />;
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <Brand />
        <LanguageSwitch />
      </header>
      <main ref={main} className={classes.main} tabIndex={-1}>
        <div className={classes.card}>
          <Stack gap="lg">
            <div>
              <Title order={1}>{t('signIn.title')}</Title>
              <Text c="dimmed" mt={6}>
                {t('signIn.lead')}
              </Text>
            </div>
            <Ways search={search} />
          </Stack>
        </div>
        <Text size="sm" c="dimmed" ta="center" maw={400} mx="auto">
          {t('signIn.patientHint')}
        </Text>
      </main>
      <CrisisLine />
    </div>
  );
}

function Ways({ search }: { search: string }) {
  const { t } = useTranslation();
  const { refresh } = useAuth();
  const { data, problem } = useLoad(issuerApi.methods);
  const asked = new URLSearchParams(search);
  if (asked.get('step') === 'code') return <IssuerCode onSignedIn={refresh} />;
  // Where it cannot be asked, the form that was always there says why nothing works.
  const methods = data ?? (problem ? { password: true, provider: null } : null);
  if (!methods) return <Skeleton height={220} radius="md" />;
  return (
    <>
      <Problem problem={problemNamed(asked.get('problem'))} />
      {methods.provider && (
        <div onClickCapture={() => keepNext(search)}>
          <ProviderButton label={t('issuer.signIn', { provider: methods.provider })} />
        </div>
      )}
      {methods.provider && methods.password && <Or />}
      {methods.password && <PasswordSignIn onSignedIn={refresh} />}
      {methods.password && <PasskeyButton onSignedIn={refresh} />}
    </>
  );
}
