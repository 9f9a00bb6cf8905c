import { Anchor, Button, Stack, Text } from '@mantine/core';
import { useCallback, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { issuerApi } from '../../core/api/issuer';
import { useAction } from '../../hooks/useAction';
import { Problem } from '../Problem';
import { CodeField } from './CodeField';

/** The issuer has said who it is, but did not vouch for a second factor: the code of one's own is still owed. */
export function IssuerCode({ onSignedIn }: { onSignedIn: () => Promise<void> }) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const { run, running, problem } = useAction(
    useCallback(
      async (typed: string) => {
        await issuerApi.code(typed);
        await onSignedIn();
      },
      [onSignedIn],
    ),
  );
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void run(code.trim());
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <Text>{t('issuer.codeLead')}</Text>
        <Problem problem={problem} />
        <CodeField value={code} onChange={setCode} />
        <Button type="submit" size="md" loading={running} fullWidth data-testid="issuer-code-submit">
          {t('signIn.submit')}
        </Button>
        <Anchor component={Link} href="/sign-in" ta="center" size="sm">
          {t('issuer.startAgain')}
        </Anchor>
      </Stack>
    </form>
  );
}
