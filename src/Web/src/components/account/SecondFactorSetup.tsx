import { Button, Code, Group, Stack, Text, TextInput } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useCallback, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { practiceApi } from '../../core/api/practice';
import { useAction } from '../../hooks/useAction';
import { Dialog } from '../Dialog';
import { Problem } from '../Problem';
import { PasswordForm } from './PasswordForm';
import { QrCode } from './QrCode';

type Step = { at: 'password' } | { at: 'scan'; secret: string; uri: string } | { at: 'codes'; codes: string[] };

/** Sets the second factor up in three steps: the password, the app, the recovery codes. */
export function SecondFactorSetup({ hasPassword, onClose }: { hasPassword: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [step, setStep] = useState<Step>({ at: 'password' });
  const begin = useAction(
    useCallback(async (password: string) => setStep({ at: 'scan', ...(await practiceApi.beginSecondFactor(password)) }), []),
  );
  return (
    <Dialog
      onClose={onClose}
      closeOnClickOutside={step.at !== 'codes'}
      title={step.at === 'codes' ? t('account.recoveryTitle') : t('account.secondFactor')}
    >
      {step.at === 'password' && (
        <PasswordForm
          problem={begin.problem}
          running={begin.running}
          hasPassword={hasPassword}
          submit={t('account.continue')}
          onSubmit={(password) => void begin.run(password)}
        />
      )}
      {step.at === 'scan' && <Scan secret={step.secret} uri={step.uri} onDone={(codes) => setStep({ at: 'codes', codes })} />}
      {step.at === 'codes' && <RecoveryCodes codes={step.codes} onDone={onClose} />}
    </Dialog>
  );
}

function Scan({ secret, uri, onDone }: { secret: string; uri: string; onDone: (codes: string[]) => void }) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const { run, running, problem } = useAction(
    useCallback(async (typed: string) => onDone((await practiceApi.confirmSecondFactor(typed)).codes), [onDone]),
  );
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void run(code);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{t('account.scan')}</Text>
        <Group justify="center">
          <QrCode text={uri} label={t('account.qr')} />
        </Group>
        <div>
          <Text size="sm" c="dimmed">
            {t('account.typeInstead')}
          </Text>
          <Text size="sm" className="tabular" style={{ overflowWrap: 'anywhere' }} data-testid="second-factor-secret">
            {secret}
          </Text>
        </div>
        <Problem problem={problem} />
        <TextInput
          label={t('account.code')}
          autoComplete="one-time-code"
          inputMode="numeric"
          maxLength={7}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          data-testid="second-factor-code"
        />
        <Group justify="flex-end">
          <Button type="submit" loading={running} disabled={code.trim().length < 6} data-testid="second-factor-on">
            {t('account.turnOn')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const { t } = useTranslation();
  const clipboard = useClipboard({ timeout: 4000 });
  return (
    <Stack>
      <Text size="sm">{t('account.recoveryText')}</Text>
      <Code block data-testid="recovery-codes">
        {codes.join('\n')}
      </Code>
      <Group justify="space-between">
        <Button variant="default" onClick={() => clipboard.copy(codes.join('\n'))}>
          {clipboard.copied ? t('account.copied') : t('account.copyCodes')}
        </Button>
        <Button onClick={onDone} data-testid="recovery-done">
          {t('account.recoveryDone')}
        </Button>
      </Group>
    </Stack>
  );
}
