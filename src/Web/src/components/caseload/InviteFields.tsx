import { Alert, Button, Group, Skeleton, Stack, Switch, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api } from '../../core/api/client';
import { formatDateTime } from '../../core/util/format';
import { useLoad } from '../../hooks/useLoad';
import { CopyField } from '../CopyField';
import { Problem } from '../Problem';

interface Props {
  sessionId: string;
  patientName: string;
  /** Says that the session was just made and leads to its room. */
  created?: boolean;
}

/** A fresh invite link with its expiry, ready to be copied. */
export function InviteFields({ sessionId, patientName, created = false }: Props) {
  const { t, i18n } = useTranslation();
  const [passcode, setPasscode] = useState(false);
  const load = useCallback(() => api.invite(sessionId, passcode), [sessionId, passcode]);
  const { data: invite, problem, reload } = useLoad(load);
  // Only where the link itself leads to this very computer does a phone need another one.
  const networkUrl = invite && isLocal(invite.url) ? invite.networkUrls[0] : undefined;
  if (problem) return <Problem problem={problem} onRetry={reload} />;
  return (
    <Stack>
      {created && (
        <Alert color="pine" variant="light" icon={<IconCheck size={20} aria-hidden />} role="status">
          {t('caseload.sessionCreated')}
        </Alert>
      )}
      {invite ? (
        <Text size="sm">{t('caseload.inviteText', { name: patientName, when: formatDateTime(invite.expiresAt, i18n.language) })}</Text>
      ) : (
        <Skeleton height={20} />
      )}
      <CopyField label={t('caseload.invite')} value={invite?.url ?? ''} testId="invite-url" buttonTestId="copy-invite" />
      {networkUrl && (
        <CopyField
          label={t('caseload.networkInvite')}
          description={t('caseload.networkInviteHint')}
          value={networkUrl}
          testId="invite-network-url"
          buttonTestId="copy-network-invite"
        />
      )}
      <Switch
        label={t('safety.withPasscode')}
        description={passcode ? t('safety.passcodeGive') : undefined}
        checked={passcode}
        onChange={(event) => setPasscode(event.currentTarget.checked)}
        data-testid="invite-passcode"
      />
      {invite?.passcode && (
        <CopyField label={t('safety.passcode')} value={invite.passcode} testId="passcode-value" buttonTestId="copy-passcode" />
      )}
      <Group justify="space-between">
        <Text size="xs" c="dimmed">
          {t('caseload.renew')}
        </Text>
        <Button component={Link} href={`/sessions/${sessionId}`} variant="light" data-testid="open-room">
          {t('caseload.openRoom')}
        </Button>
      </Group>
    </Stack>
  );
}

function isLocal(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '127.0.0.1';
}
