import { IconMicrophoneOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Sending } from '../../core/api/types';
import classes from './sign.module.css';

/** That the other side has turned its microphone off; a camera that is off the stage itself tells. Nothing is said while nothing is known. */
export function MutedSigns({ sending }: { sending: Sending | null }) {
  const { t } = useTranslation();
  return (
    <div className={classes.signs} role="status">
      {sending?.microphone === false && (
        <span className={classes.sign} data-testid="other-microphone-off">
          <IconMicrophoneOff size={18} aria-hidden />
          {t('call.otherMicrophoneOff')}
        </span>
      )}
    </div>
  );
}
