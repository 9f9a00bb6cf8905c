import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useCallback, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../core/api/client';
import { toProblem } from '../../core/api/problem';
import { useAction } from '../../hooks/useAction';
import { Problem } from '../Problem';
import { CodeField } from './CodeField';

/** Address and password and, once it is asked for, the code of the second factor. */
export function PasswordSignIn({ onSignedIn }: { onSignedIn: () => Promise<void> }) {
  const { t } = useTranslation();
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
        await onSignedIn();
      },
      [onSignedIn],
    ),
  );
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void run(email.trim(), password, asked ? code.trim() : null);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
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
        {asked && <CodeField value={code} onChange={setCode} />}
        <Button type="submit" size="md" loading={running} fullWidth data-testid="sign-in-submit">
          {t('signIn.submit')}
        </Button>
      </Stack>
    </form>
  );
}
