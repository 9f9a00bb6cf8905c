import { Alert, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RecordingFault } from '../../core/api/types';
import { formatClock } from '../../core/util/format';

interface Props {
  faults: RecordingFault[];
  /** What the two are called on this page. */
  names: { patient: string; clinician: string };
}

/** Says what of a session is not as it was recorded, and what to do about it; nothing where all of it is. */
export function Faults({ faults, names }: Props) {
  const { t } = useTranslation();
  if (faults.length === 0) return null;
  return (
    <Alert icon={<IconAlertTriangle size={20} aria-hidden />} color="red" title={t('review.faults')} data-testid="review-faults">
      <List size="sm" spacing={6} listStyleType="none">
        {faults.map(({ segmentId, participant, startMs, fault }) => (
          <List.Item key={segmentId}>
            {t(`review.fault.${fault}`, { who: participant ? names[participant] : '', at: formatClock(startMs) })}
          </List.Item>
        ))}
      </List>
      <Text size="sm" fw={600} mt="sm">
        {t('review.faultsText')}
      </Text>
    </Alert>
  );
}
