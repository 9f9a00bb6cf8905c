import { Alert, Button, Group, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { api } from '../../core/api/client';
import { formatDateTime } from '../../core/util/format';
import { useLoad } from '../../hooks/useLoad';
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
  const load = useCallback(() => api.invite(sessionId), [sessionId]);
  const { data: invite, problem, reload } = useLoad(load);
  const clipboard = useClipboard({ timeout: 4000 });
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
      <Group align="flex-end" gap="sm" wrap="nowrap">
        <TextInput
          flex={1}
          label={t('caseload.invite')}
          value={invite?.url ?? ''}
          readOnly
          onFocus={(event) => event.currentTarget.select()}
          data-testid="invite-url"
        />
        <Button
          onClick={() => clipboard.copy(invite?.url ?? '')}
          disabled={!invite}
          variant={clipboard.copied ? 'light' : 'filled'}
          leftSection={clipboard.copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
          miw={140}
          data-testid="copy-invite"
          data-copied={clipboard.copied}
        >
          {clipboard.copied ? t('caseload.copied') : t('caseload.copy')}
        </Button>
      </Group>
      <div role="status">
        {clipboard.error && (
          <Text size="sm" c="orange">
            {t('caseload.copyFailed')}
          </Text>
        )}
      </div>
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
