import { IconMicrophoneOff, IconVideoOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Sending } from '../../core/api/types';
import classes from './MutedSigns.module.css';

/** What the other side has turned off; nothing while all is on, or nothing is known. */
export function MutedSigns({ sending }: { sending: Sending | null }) {
  const { t } = useTranslation();
  const microphoneOff = sending !== null && !sending.microphone;
  const cameraOff = sending !== null && !sending.camera;
  return (
    <div className={classes.signs} role="status" data-testid="other-muted">
      {microphoneOff && (
        <span className={classes.sign} data-testid="other-microphone-off">
          <IconMicrophoneOff size={18} aria-hidden />
          {t('call.otherMicrophoneOff')}
        </span>
      )}
      {cameraOff && (
        <span className={classes.sign} data-testid="other-camera-off">
          <IconVideoOff size={18} aria-hidden />
          {t('call.otherCameraOff')}
        </span>
      )}
    </div>
  );
}
