import { Button, PinInput, Stack, Text, Title } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../core/api/client';
import type { InviteInfo } from '../../core/api/types';
import { formatDateTime } from '../../core/util/format';
import { useAction } from '../../hooks/useAction';
import { Problem } from '../Problem';
import classes from './Landing.module.css';

interface Props {
  token: string;
  invite: InviteInfo;
  onRedeemed: (sessionId: string) => void;
  onRefused: (code: 'inviteUnknown' | 'inviteUsed' | 'inviteExpired') => void;
}

/** Who invites, to what, and what will happen; "Start" takes the link in. */
export function Landing({ token, invite, onRedeemed, onRefused }: Props) {
  const { t, i18n } = useTranslation();
  const [passcode, setPasscode] = useState('');
  const redeem = useCallback(async () => {
    try {
      onRedeemed((await api.redeemInvite(token, invite.needsPasscode ? passcode : null)).sessionId);
    } catch (error) {
      const code = refusalOf(error);
      if (!code) throw error;
      onRefused(code);
    }
  }, [token, invite.needsPasscode, passcode, onRedeemed, onRefused]);
  const { run, running, problem } = useAction(redeem);
  return (
    <div className={classes.landing}>
      <Stack gap="sm">
        <Title order={1} className={classes.title}>
          {t('join.invited', { clinician: invite.clinicianName, practice: invite.practiceName })}
        </Title>
        <Text c="dimmed" size="lg">
          {t('join.invitedText')}
        </Text>
        {invite.scheduledFor && (
          <Text fw={600}>{t('join.scheduledFor', { when: formatDateTime(invite.scheduledFor, i18n.language) })}</Text>
        )}
      </Stack>
      <ol className={classes.steps} aria-label={t('join.steps')}>
        {(['join.step1', 'join.step2', 'join.step3'] as const).map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ol>
      <Stack gap="sm" className={classes.start}>
        {invite.needsPasscode && (
          <Stack gap={6}>
            <Text fw={600}>{t('safety.passcode')}</Text>
            <Text size="sm" c="dimmed">
              {t('safety.passcodeHint')}
            </Text>
            <PinInput
              length={6}
              type="number"
              oneTimeCode
              value={passcode}
              onChange={setPasscode}
              aria-label={t('safety.passcode')}
              data-testid="passcode"
            />
          </Stack>
        )}
        <Problem problem={problem} />
        <Button
          size="lg"
          fullWidth
          loading={running}
          disabled={invite.needsPasscode && passcode.length < 6}
          onClick={() => void run()}
          data-testid="join-start"
        >
          {t('join.start')}
        </Button>
      </Stack>
    </div>
  );
}

/** The refusals that have a page of their own. */
export function refusalOf(error: unknown): 'inviteUnknown' | 'inviteUsed' | 'inviteExpired' | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return code === 'inviteUnknown' || code === 'inviteUsed' || code === 'inviteExpired' ? code : null;
}
