import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconBackground,
  IconMicrophone,
  IconMicrophoneOff,
  IconScreenShare,
  IconScreenShareOff,
  IconVideo,
  IconVideoOff,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { canShareScreen } from '../../core/media/capture';
import type { LocalMedia } from '../../core/media/localMedia';
import { useStore } from '../../hooks/useStore';
import classes from './CallControls.module.css';

interface Props {
  local: LocalMedia;
  /** Whether this person may share a screen. */
  share?: boolean;
  children?: ReactNode;
}

/** Microphone and camera, and whatever else belongs to the call. */
export function CallControls({ local, share = false, children }: Props) {
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
      <BlurControl local={local} />
      {share && canShareScreen() && <ShareControl local={local} />}
      {children}
    </div>
  );
}

/** Only where the camera can blur what is behind the person. */
function BlurControl({ local }: { local: LocalMedia }) {
  const { t } = useTranslation();
  const { blur } = useStore(local.state);
  if (blur === null) return null;
  return (
    <Round label={t(blur ? 'call.blurOff' : 'call.blurOn')} on={!blur} onClick={() => void local.setBlur(!blur)} testId="toggle-blur">
      <IconBackground size={22} />
    </Round>
  );
}

function ShareControl({ local }: { local: LocalMedia }) {
  const { t } = useTranslation();
  const { screen } = useStore(local.state);
  return (
    <Round
      label={t(screen ? 'call.stopSharing' : 'call.shareScreen')}
      on={!screen}
      onClick={() => (screen ? local.stopSharing() : void local.shareScreen())}
      testId="toggle-screen"
    >
      {screen ? <IconScreenShareOff size={22} /> : <IconScreenShare size={22} />}
    </Round>
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
