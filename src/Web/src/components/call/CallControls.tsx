import { ActionIcon, Tooltip } from '@mantine/core';
import { IconMicrophone, IconMicrophoneOff, IconVideo, IconVideoOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalMedia } from '../../core/media/localMedia';
import { useStore } from '../../hooks/useStore';
import classes from './CallControls.module.css';

/** Microphone and camera, and whatever else belongs to the call. */
export function CallControls({ local, children }: { local: LocalMedia; children?: ReactNode }) {
  const { t } = useTranslation();
  const { cameraOn, microphoneOn, audio, video } = useStore(local.state);
  const hears = microphoneOn && audio !== null;
  const sees = cameraOn && video !== null;
  return (
    <div className={classes.bar}>
      <Round
        label={t(hears ? 'room.mute' : 'room.unmute')}
        on={hears}
        onClick={() => (audio ? local.setMicrophone(!microphoneOn) : void local.recover())}
        testId="toggle-microphone"
      >
        {hears ? <IconMicrophone size={22} /> : <IconMicrophoneOff size={22} />}
      </Round>
      <Round
        label={t(sees ? 'room.cameraOff' : 'room.cameraOn')}
        on={sees}
        onClick={() => void local.setCamera(!sees)}
        testId="toggle-camera"
      >
        {sees ? <IconVideo size={22} /> : <IconVideoOff size={22} />}
      </Round>
      {children}
    </div>
  );
}

export interface RoundProps {
  label: string;
  on: boolean;
  onClick: () => void;
  testId: string;
  children: ReactNode;
}

export function Round({ label, on, onClick, testId, children }: RoundProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon className={classes.round} data-on={on} aria-label={label} aria-pressed={!on} onClick={onClick} data-testid={testId}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
