import { Loader } from '@mantine/core';
import { IconBulb, IconCheck, IconVideoOff } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PictureProbe } from '../../core/device/pictureProbe';
import type { LocalMedia } from '../../core/media/localMedia';
import { useStore } from '../../hooks/useStore';
import { VideoView } from '../call/VideoView';
import classes from './CameraCheck.module.css';

const lightWords = { dark: 'join.lightDark', good: 'join.lightGood', bright: 'join.lightBright' } as const;

const faceWords = {
  checking: 'join.faceChecking',
  good: 'join.faceGood',
  small: 'join.faceSmall',
  none: 'join.faceNone',
  unavailable: 'join.faceUnavailable',
} as const;

/** The camera's preview with advice on light and face. The picture is looked at on this device and goes nowhere. */
export function CameraCheck({ local }: { local: LocalMedia }) {
  const { t } = useTranslation();
  const { video } = useStore(local.state);
  const stream = useMemo(() => new MediaStream(video ? [video] : []), [video]);
  const [probe] = useState(() => new PictureProbe());
  const { light, face } = useStore(probe.advice);
  useEffect(() => {
    if (!video) return undefined;
    probe.start(video);
    return () => probe.stop();
  }, [probe, video]);
  return (
    <div>
      <div className={classes.preview}>
        {video ? (
          <VideoView stream={stream} label={t('join.preview')} self fit="cover" testId="device-preview" />
        ) : (
          <IconVideoOff size={40} aria-hidden />
        )}
      </div>
      <ul className={classes.advice} aria-live="polite">
        {video && light && <Advice good={light === 'good'} words={t(lightWords[light])} testId="light-check" value={light} />}
        {video && light && (
          <Advice good={face === 'good'} busy={face === 'checking'} words={t(faceWords[face])} testId="face-check" value={face} />
        )}
      </ul>
      {video && <p className={classes.why}>{t('join.whyFace')}</p>}
    </div>
  );
}

function Advice({
  good,
  busy = false,
  words,
  testId,
  value,
}: {
  good: boolean;
  busy?: boolean;
  words: string;
  testId: string;
  value: string;
}) {
  return (
    <li data-good={good} data-testid={testId} data-value={value}>
      {busy ? <Loader size={16} aria-hidden /> : good ? <IconCheck size={18} aria-hidden /> : <IconBulb size={18} aria-hidden />}
      {words}
    </li>
  );
}
