import { Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconLinkOff } from '@tabler/icons-react';
import { useCallback, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { Brand } from '../components/Brand';
import { MessagePage } from '../components/CenteredMessage';
import { LanguageSwitch } from '../components/LanguageSwitch';
import { PageLoader } from '../components/PageLoader';
import { homeOf } from '../components/places';
import { Problem } from '../components/Problem';
import { Or } from '../components/signin/Or';
import { ProviderButton } from '../components/signin/ProviderButton';
import { issuerApi } from '../core/api/issuer';
import { practiceApi, type MemberInvite } from '../core/api/practice';
import { tokenOf } from '../core/session/invite';
import { useAction } from '../hooks/useAction';
import { useAuth } from '../hooks/useAuth';
import { useLoad } from '../hooks/useLoad';
import { useTitle } from '../hooks/useTitle';
import classes from './SignInPage.module.css';

/** Where an invitation leads: name, password, and one is a member. */
export default function WelcomePage() {
  const { t } = useTranslation();
  const [token] = useState(() => tokenOf(window.location.hash) ?? '');
  const load = useCallback(() => practiceApi.inspectMemberInvite(token), [token]);
  const { data, problem, reload } = useLoad(load);
  useTitle(data ? t('welcome.title', { practice: data.practiceName }) : null);
  if (problem?.retryable) {
    return (
      <MessagePage title={t('welcome.refusedTitle')} text={t(`error.${problem.code}`)}>
        <Button onClick={reload}>{t('common.retry')}</Button>
      </MessagePage>
    );
  }
  if (problem) {
    return <MessagePage title={t('welcome.refusedTitle')} text={t('welcome.refusedText')} icon={<IconLinkOff size={34} />} />;
  }
  if (!data) return <PageLoader />;
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <Brand />
        <LanguageSwitch />
      </header>
      <main className={classes.main}>
        <WelcomeForm token={token} invite={data} />
      </main>
    </div>
  );
}

function WelcomeForm({ token, invite }: { token: string; invite: MemberInvite }) {
  const { t } = useTranslation();
  const { refresh } = useAuth();
  const [, navigate] = useLocation();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const { run, running, problem } = useAction(
    useCallback(
      async (displayName: string, secret: string) => {
        await practiceApi.acceptMemberInvite(token, displayName, secret);
        await refresh();
        navigate(homeOf(invite.roles), { replace: true });
      },
      [token, invite.roles, refresh, navigate],
    ),
  );
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void run(name.trim(), password);
  };
  const { data: methods } = useLoad(issuerApi.methods);
  const provider = methods?.provider ?? null;
  const withPassword = methods?.password ?? true;
  const rolesText = invite.roles.map((role) => t(`roles.${role}`)).join(', ');
  return (
    <form onSubmit={submit} className={classes.card}>
      <Stack gap="lg">
        <div>
          <Title order={1}>{t('welcome.title', { practice: invite.practiceName })}</Title>
          <Text c="dimmed" mt={6}>
            {withPassword ? t('welcome.lead', { roles: rolesText }) : t('issuer.welcomeLead', { roles: rolesText })}
          </Text>
        </div>
        {provider && <ProviderButton label={t('issuer.join', { provider })} invitation={token} />}
        {provider && withPassword && <Or />}
        <Problem problem={problem} />
        {withPassword && (
          <>
            <TextInput label={t('welcome.email')} type="email" name="email" autoComplete="username" value={invite.email} readOnly />
            <TextInput
              label={t('welcome.name')}
              autoComplete="name"
              maxLength={120}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              data-testid="welcome-name"
            />
            <PasswordInput
              label={t('welcome.password')}
              description={t('welcome.passwordHint')}
              autoComplete="new-password"
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              data-testid="welcome-password"
            />
            <Button
              type="submit"
              loading={running}
              disabled={name.trim() === '' || password.length < 12}
              fullWidth
              data-testid="welcome-submit"
            >
              {t('welcome.submit')}
            </Button>
          </>
        )}
      </Stack>
    </form>
  );
}
