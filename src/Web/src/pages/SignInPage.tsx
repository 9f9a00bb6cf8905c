import { Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useCallback, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Redirect, useSearch } from 'wouter';
import { Brand } from '../components/Brand';
import { CrisisLine } from '../components/CrisisLine';
import { LanguageSwitch } from '../components/LanguageSwitch';
import { Problem } from '../components/Problem';
import { api } from '../core/api/client';
import { toProblem } from '../core/api/problem';
import { useAction } from '../hooks/useAction';
import { useArrival } from '../hooks/useArrival';
import { useAuth } from '../hooks/useAuth';
import { useTitle } from '../hooks/useTitle';
import classes from './SignInPage.module.css';

/** Only a path of our own may be returned to. */
const safeNext = (search: string) => {
  const next = new URLSearchParams(search).get('next') ?? '/';
  return next.startsWith('/') && !next.startsWith('//') && !next.includes('\\') ? next : '/';
};

/** The code is asked for by a field that appears: whoever signs in types on. */
const focus = (field: HTMLInputElement | null) => field?.focus();

export default function SignInPage() {
  const { t } = useTranslation();
  useTitle(t('signIn.title'));
  const { auth, refresh } = useAuth();
  const main = useArrival();
  const next = safeNext(useSearch());
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [asked, setAsked] = useState(false);
  const { run, running, problem } = useAction(
    useCallback(
      async (who: string, secret: string, second: string | null) => {
        try {
          await api.signIn(who, secret, second);
        } catch (error) {
          if (toProblem(error).code !== 'codeRequired') throw error;
          setAsked(true);
          return;
        }
        await refresh();
      },
      [refresh],
    ),
  );
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void run(email.trim(), password, asked ? code.trim() : null);
  };

  if (auth.status === 'known' && auth.me.role === 'clinician') return <Redirect to={next} replace />;
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <Brand />
        <LanguageSwitch />
      </header>
      <main ref={main} className={classes.main} tabIndex={-1}>
        <form onSubmit={submit} className={classes.card}>
          <Stack gap="lg">
            <div>
              <Title order={1}>{t('signIn.title')}</Title>
              <Text c="dimmed" mt={6}>
                {t('signIn.lead')}
              </Text>
            </div>
            <Problem problem={problem} />
            <TextInput
              label={t('signIn.email')}
              type="email"
              name="email"
              autoComplete="username"
              required
              withAsterisk={false}
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
              data-testid="sign-in-email"
            />
            <PasswordInput
              label={t('signIn.password')}
              name="password"
              autoComplete="current-password"
              required
              withAsterisk={false}
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              data-testid="sign-in-password"
            />
            {asked && (
              <TextInput
                label={t('signIn.code')}
                description={t('signIn.codeHint')}
                name="code"
                autoComplete="one-time-code"
                inputMode="text"
                required
                withAsterisk={false}
                ref={focus}
                maxLength={24}
                value={code}
                onChange={(event) => setCode(event.currentTarget.value)}
                data-testid="sign-in-code"
              />
            )}
            <Button type="submit" size="md" loading={running} fullWidth data-testid="sign-in-submit">
              {t('signIn.submit')}
            </Button>
          </Stack>
        </form>
        <Text size="sm" c="dimmed" ta="center" maw={400} mx="auto">
          {t('signIn.patientHint')}
        </Text>
      </main>
      <CrisisLine />
    </div>
  );
}
