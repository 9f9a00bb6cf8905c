import { Button, Stack, Text } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canUsePasskeys, showPasskey } from '../../core/account/webAuthn';
import { passkeysApi } from '../../core/api/passkeys';
import { useAction } from '../../hooks/useAction';
import { Problem } from '../Problem';

/** Signs in with a passkey of this device, without address or password; nothing where the browser has none to offer. */
export function PasskeyButton({ onSignedIn }: { onSignedIn: () => Promise<void> }) {
  const { t } = useTranslation();
  const [declined, setDeclined] = useState(false);
  const { run, running, problem } = useAction(
    useCallback(async () => {
      setDeclined(false);
      const credential = await showPasskey(await passkeysApi.beginSignIn());
      if (!credential) {
        setDeclined(true);
        return;
      }
      await passkeysApi.signIn(credential);
      await onSignedIn();
    }, [onSignedIn]),
  );
  if (!canUsePasskeys()) return null;
  return (
    <Stack gap="sm">
      {problem?.code === 'signInFailed' ? (
        <Text size="sm" role="alert" data-testid="passkey-refused">
          {t('passkeys.refused')}
        </Text>
      ) : (
        <Problem problem={problem} />
      )}
      <Button
        size="md"
        variant="default"
        fullWidth
        loading={running}
        leftSection={<IconKey size={20} aria-hidden />}
        onClick={() => void run()}
        data-testid="sign-in-passkey"
      >
        {t('passkeys.signIn')}
      </Button>
      {declined && (
        <Text size="sm" c="dimmed" role="status">
          {t('passkeys.declined')}
        </Text>
      )}
    </Stack>
  );
}
