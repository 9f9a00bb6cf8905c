import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RecordingFault } from '../../core/api/types';
import { formatClock } from '../../core/util/format';

/** Says what of the recording is not as it was recorded; nothing where all of it is. */
export function Faults({ faults }: { faults: RecordingFault[] }) {
  const { t } = useTranslation();
  if (faults.length === 0) return null;
  return (
    <Alert icon={<IconAlertTriangle size={20} aria-hidden />} color="red" title={t('review.faults')} data-testid="review-faults">
      {faults.map(({ segmentId, participant, startMs, fault }) => (
        <Text key={segmentId} size="sm">
          {t(`review.fault.${fault}`, { who: participant ? t(`review.${participant}`) : '', at: formatClock(startMs) })}
        </Text>
      ))}
    </Alert>
  );
}
