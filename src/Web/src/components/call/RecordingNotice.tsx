import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSessionView } from '../../hooks/useSession';
import { StageNotice } from './StageNotice';

/** Tells the therapist that the recording waits for the disk, or that it does not work: a word in the header is not enough for that. */
export function RecordingNotice() {
  const { t } = useTranslation();
  const { recording } = useSessionView();
  if (recording !== 'delayed' && recording !== 'failed') return null;
  return (
    <StageNotice
      strip
      busy={recording === 'delayed'}
      icon={recording === 'failed' && <IconAlertTriangle size={16} aria-hidden />}
      text={t(`room.recordingTrouble.${recording}`)}
      testId={`recording-${recording}`}
    />
  );
}
