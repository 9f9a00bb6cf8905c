import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { rights } from '../../core/api/rights';
import { formatDateTime } from '../../core/util/format';
import { useAction } from '../../hooks/useAction';
import { useLoad } from '../../hooks/useLoad';
import { Dialog } from '../Dialog';
import { CopyField } from '../CopyField';
import { Problem } from '../Problem';

interface Props {
  patientId: string;
  patientName: string;
  onClose: () => void;
}

/** A fresh link to the patient's own page, or the end of their access. */
export function AccessLinkDialog({ patientId, patientName, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const load = useCallback(() => rights.issueAccessLink(patientId), [patientId]);
  const { data: link, problem } = useLoad(load);
  const revoke = useAction(
    useCallback(async () => {
      await rights.revokeAccess(patientId);
      onClose();
    }, [patientId, onClose]),
  );
  return (
    <Dialog onClose={onClose} size="lg" title={t('oversight.accessLink')}>
      <Stack>
        <Problem problem={problem ?? revoke.problem} />
        {link ? (
          <Text size="sm">{t('oversight.accessLinkText', { name: patientName, when: formatDateTime(link.expiresAt, i18n.language) })}</Text>
        ) : (
          <Skeleton height={20} />
        )}
        <CopyField label={t('oversight.accessLink')} value={link?.url ?? ''} testId="access-url" buttonTestId="copy-access" />
        <Alert color="gray" variant="light">
          {t('oversight.accessLinkWhat')}
        </Alert>
        <Group justify="flex-end">
          <Button
            variant="subtle"
            color="red"
            size="sm"
            loading={revoke.running}
            onClick={() => void revoke.run()}
            data-testid="access-revoke"
          >
            {t('oversight.revokeAccess')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
