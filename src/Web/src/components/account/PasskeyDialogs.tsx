import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useCallback, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { makePasskey } from '../../core/account/webAuthn';
import { passkeysApi, type PasskeyInfo } from '../../core/api/passkeys';
import { useAction } from '../../hooks/useAction';
import { Dialog } from '../Dialog';
import { Problem } from '../Problem';
import { PasswordForm } from './PasswordForm';

const longestName = 60;

function NameField({ value, onChange }: { value: string; onChange: (name: string) => void }) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={t('passkeys.name')}
      description={t('passkeys.nameHint')}
      value={value}
      maxLength={longestName}
      data-autofocus
      onChange={(event) => onChange(event.currentTarget.value)}
      data-testid="passkey-name"
    />
  );
}

/** A name and the password; then the device asks for finger, face or PIN. */
export function AddPasskey({ hasPassword, onClose }: { hasPassword: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(t('passkeys.firstName'));
  const [declined, setDeclined] = useState(false);
  const { run, running, problem } = useAction(
    useCallback(
      async (called: string, password: string) => {
        setDeclined(false);
        const credential = await makePasskey(await passkeysApi.begin(password));
        if (!credential) {
          setDeclined(true);
          return;
        }
        await passkeysApi.add(called, credential);
        onClose();
      },
      [onClose],
    ),
  );
  return (
    <Dialog title={t('passkeys.addTitle')} onClose={onClose}>
      <Stack>
        <Text size="sm">{t('passkeys.addText')}</Text>
        <NameField value={name} onChange={setName} />
        {declined && (
          <Text size="sm" role="status">
            {t('passkeys.declined')}
          </Text>
        )}
        <PasswordForm
          problem={problem}
          running={running}
          submit={t('account.continue')}
          hasPassword={hasPassword}
          onSubmit={(password) => void run(name.trim() || t('passkeys.firstName'), password)}
        />
      </Stack>
    </Dialog>
  );
}

export function RenamePasskey({ passkey, onClose }: { passkey: PasskeyInfo; onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(passkey.name);
  const { run, running, problem } = useAction(
    useCallback(
      async (called: string) => {
        await passkeysApi.rename(passkey.passkeyId, called);
        onClose();
      },
      [passkey.passkeyId, onClose],
    ),
  );
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void run(name.trim());
  };
  return (
    <Dialog title={t('passkeys.renameOf', { name: passkey.name })} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack>
          <Problem problem={problem} />
          <NameField value={name} onChange={setName} />
          <Group justify="flex-end">
            <Button type="submit" loading={running} disabled={name.trim() === ''} data-testid="passkey-rename-save">
              {t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

interface RemoveProps {
  passkey: PasskeyInfo;
  hasPassword: boolean;
  onClose: () => void;
}

export function RemovePasskey({ passkey, hasPassword, onClose }: RemoveProps) {
  const { t } = useTranslation();
  const { run, running, problem } = useAction(
    useCallback(
      async (password: string) => {
        await passkeysApi.remove(passkey.passkeyId, password);
        onClose();
      },
      [passkey.passkeyId, onClose],
    ),
  );
  return (
    <Dialog title={t('passkeys.removeOf', { name: passkey.name })} onClose={onClose}>
      <Stack>
        <Text size="sm">{t('passkeys.removeText')}</Text>
        <PasswordForm
          problem={problem}
          running={running}
          submit={t('passkeys.remove')}
          hasPassword={hasPassword}
          onSubmit={(password) => void run(password)}
        />
      </Stack>
    </Dialog>
  );
}
